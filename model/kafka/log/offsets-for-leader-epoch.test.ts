import { describe, expect, test } from 'vitest'
import { BLANK_REPLICA, type EndOfEpoch, type Replica } from '../state/cluster-state.ts'
import { deploymentOf } from '../state/deployment.ts'
import { settingsOf } from '../testing/scenario.ts'
import { beginTruncating, cutByAnswer, endAsked } from './offsets-for-leader-epoch.ts'

/** A log with records of these epochs. */
const holding = (...epochs: readonly number[]): Replica => ({
  ...BLANK_REPLICA,
  log: epochs.map((leaderEpoch, record) => ({ record, leaderEpoch, payload: null })),
  epochs: [...new Set(epochs)].map((leaderEpoch) => ({ leaderEpoch, start: epochs.indexOf(leaderEpoch) })),
})
const of = (version: string) => deploymentOf(settingsOf({ 'kafka.version': version }), { records: 1, producers: 1 })
const answered = (version: string, asked: number): EndOfEpoch['end'] =>
  endAsked(of(version), holding(1, 1, 3, 3, 5), asked).end

describe('where an epoch ends, as the leader answers', () => {
  test.each<[string, number, EndOfEpoch['end'], EndOfEpoch['end']]>([
    ['its latest: at the end of its log', 5, { leaderEpoch: 5, endOffset: 5 }, { leaderEpoch: 5, endOffset: 5 }],
    ['an earlier one: where the next begins', 1, { leaderEpoch: 1, endOffset: 2 }, { leaderEpoch: 1, endOffset: 2 }],
    [
      'one that it does not know: since 2.0 (KIP-279) with the epoch before it',
      4,
      { leaderEpoch: 4, endOffset: 4 },
      { leaderEpoch: 3, endOffset: 4 },
    ],
    ['one older than all: at the beginning; before 2.0 it does not say', 0, null, { leaderEpoch: 0, endOffset: 0 }],
  ])('%s', (_, asked, before, since) => {
    expect(answered('1.1.1', asked)).toEqual(before)
    expect(answered('2.0.1', asked)).toEqual(since)
  })
})

describe('a follower', () => {
  test('without an epoch to ask about cuts to its high watermark, and asks otherwise', () => {
    expect(beginTruncating({ ...holding(0, 0), epochs: [], highWatermark: 1 })).toMatchObject({
      log: [{ record: 0 }],
      truncating: false,
    })
    expect(beginTruncating({ ...holding(0, 0), highWatermark: 1 })).toMatchObject({
      log: [{ record: 0 }, { record: 1 }],
      truncating: true,
    })
  })

  test('cuts where the leader says, and to its high watermark where the leader does not say', () => {
    const follower = { ...holding(1, 1, 1), highWatermark: 1, truncating: true }
    expect(cutByAnswer(of('1.1.1'), follower, { asked: 1, end: { leaderEpoch: 1, endOffset: 2 } })).toMatchObject({
      log: [{ record: 0 }, { record: 1 }],
      truncating: false,
    })
    expect(cutByAnswer(of('1.1.1'), follower, { asked: 1, end: null })).toMatchObject({
      log: [{ record: 0 }],
      truncating: false,
    })
  })

  test('asks again, since 2.0, about an epoch of the answer that it does not know itself', () => {
    const follower = { ...holding(1, 2), truncating: true }
    expect(cutByAnswer(of('2.0.1'), follower, { asked: 2, end: { leaderEpoch: 1, endOffset: 1 } })).toMatchObject({
      log: [{ record: 0 }],
      truncating: false,
    })
    expect(
      cutByAnswer(
        of('2.0.1'),
        { ...holding(0, 2), truncating: true },
        { asked: 2, end: { leaderEpoch: 1, endOffset: 1 } },
      ),
    ).toMatchObject({ log: [{ record: 0 }], truncating: true })
  })
})
