import { describe, expect, test } from 'vitest'
import type { Batch, Entry } from '../state/cluster-state.ts'
import { isGiven, lastStableOffset } from './last-stable-offset.ts'

/**
 * A log in letters: `a` is a batch in a transaction of producer a, `A` and `-a` are its commit and its abort marker,
 * `x` is a batch of nobody.
 */
const logOf = (text: string): readonly Entry[] =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one, record): Entry => ({ record, leaderEpoch: 0, payload: one === 'x' ? null : batchOf(one) }))

function batchOf(one: string): Batch {
  const decision = one.startsWith('-') ? 'abort' : one === one.toUpperCase() ? 'commit' : null
  const producerId = one.toLowerCase().charCodeAt(one.length - 1)
  return decision === null
    ? { kind: 'records', producerId, producerEpoch: 0, sequence: 0, transactional: true }
    : { kind: 'marker', producerId, producerEpoch: 0, decision, coordinatorEpoch: -1 }
}

describe('the last stable offset', () => {
  test.each<[string, string, number, number]>([
    ['is the high watermark where there are no transactions', 'x x x', 2, 2],
    ['is the high watermark where all transactions have ended', 'a a A b -b', 5, 5],
    ['is where the first open transaction began', 'x a x a', 4, 1],
    ['is where the first open transaction began, though a later one has ended', 'a b B x', 4, 0],
    ['is where a transaction began whose marker is not below the high watermark', 'x a A', 2, 1],
    ['passes a transaction when its marker is below the high watermark', 'x a A', 3, 3],
    ['is where the next transaction of a producer began that ended one before', 'a A a', 3, 2],
    ['is not held back by a marker that ends nothing', 'A x -a', 3, 3],
    ['is the high watermark where a transaction began above it', 'x a', 1, 1],
    ['is where an open transaction began, though another producer has written its marker', 'a B', 2, 0],
  ])('%s', (_, log, highWatermark, expected) => {
    expect(lastStableOffset(logOf(log), highWatermark)).toBe(expected)
  })
})

describe('a read_committed reader is given', () => {
  /** The offsets of what it is given of all that is stable. */
  const given = (text: string): readonly number[] => {
    const log = logOf(text)
    return log.flatMap((_, offset) =>
      offset < lastStableOffset(log, log.length) && isGiven(log, offset) ? [offset] : [],
    )
  }

  test.each<[string, string, readonly number[]]>([
    ['what is in no transaction', 'x x', [0, 1]],
    ['what was committed, and no marker', 'a a A', [0, 1]],
    ['nothing that was aborted', 'a x a -a x', [1, 4]],
    ['each of two transactions of one producer as it ended', 'a -a a A a -a', [2]],
    ['what another producer committed between the batches of an aborted transaction', 'a b a B -a', [1]],
    ['of batches that joined an open transaction all as its marker says', 'a a A a -a', [0, 1]],
    ['nothing from an open transaction on', 'a A b x', [0]],
  ])('%s', (_, log, expected) => {
    expect(given(log)).toEqual(expected)
  })
})
