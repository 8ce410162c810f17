import { describe, expect, test } from 'vitest'
import { NO_RECORD, type Observation } from '../model/observation.ts'
import { fold, foldAll } from './fold.ts'
import { emptyLedger } from './ledger.ts'
import { history } from './testing/history.ts'

const everything: readonly Observation[] = [
  { kind: 'sent', record: 0, producer: 0, log: 0 },
  { kind: 'sent', record: 1, producer: 0, log: 1, fresh: true },
  { kind: 'acknowledged', record: 0 },
  { kind: 'rejected', record: 1, error: 'TIMEOUT' },
  { kind: 'polled', log: 1, offset: 2, record: 0 },
  { kind: 'consumed', record: 0, consumer: 0 },
  { kind: 'read-back', log: 1, records: [0] },
  { kind: 'replica-read', log: 0, replica: 1, records: [0] },
  { kind: 'began', transaction: 7, producer: 0 },
  { kind: 'sent', record: 2, producer: 0, log: 0, transaction: 7 },
  { kind: 'delivered', log: 0, offset: 0, record: 2 },
  { kind: 'delivered', log: 0, offset: 1, record: 0 },
  { kind: 'ending', transaction: 7, commit: true },
  { kind: 'ended', transaction: 7, committed: true },
  { kind: 'fenced', producer: 0, by: 2 },
  { kind: 'sent', record: 3, producer: 0, log: 0, of: 2 },
  { kind: 'read-back', log: 0, records: [2], isolation: 'read_committed' },
  { kind: 'stable-end', log: 0, stable: 0, end: 1 },
  { kind: 'stable-end', log: 1, stable: 1, end: 1 },
]

describe('folding observations into the ledger', () => {
  test('an observation that says nothing new gives back the same ledger', () => {
    const ledger = foldAll(emptyLedger, everything)
    for (const observation of everything) expect(fold(ledger, observation)).toBe(ledger)
  })

  test('an effect counts every time it happens', () => {
    expect(history('apply a', 'apply b', 'apply a').applied).toEqual([
      { record: 0, times: 2 },
      { record: 1, times: 1 },
    ])
  })

  test('the first answer to a send stands', () => {
    const outcomes = (...lines: string[]) => history(...lines).sent.map((sent) => sent.outcome)
    expect(outcomes('send a b c d', 'ack a', 'reject a b', 'unknown c')).toEqual([
      'acknowledged',
      'rejected',
      'unknown',
      'pending',
    ])
  })

  test('logs and offsets that nobody named are empty', () => {
    expect(history('poll/1 a@1', 'read/1 a')).toMatchObject({ polled: [[], [[], [0]]], readBack: [[], [0]] })
  })

  test('the records of an offset stand in the order in which they were seen there, without repeats', () => {
    expect(history('poll b@0', 'poll a@0', 'poll b@0').polled).toEqual([[[1, 0]]])
  })

  test('what a replica holds is what was read last, be it longer, shorter or other records', () => {
    const reads = (...contents: readonly (readonly number[])[]) =>
      foldAll(
        emptyLedger,
        contents.map((records): Observation => ({ kind: 'replica-read', log: 0, replica: 1, records })),
      ).replicas
    for (const last of [[0, 1, 2], [0], [], [1, 0]])
      expect(reads([0, 1], last)).toEqual([[{ replica: 1, records: last }]])
  })

  test('folding does not change the ledger it was given', () => {
    const before = history('send a', 'poll a@0', 'apply a')
    const copy = structuredClone(before)
    foldAll(before, everything)
    expect(before).toEqual(copy)
  })

  test('a call of send keeps its transaction, and the first record that it sends again', () => {
    const { sent } = history('send a', 't5 send b=a', 'send c=b')
    expect(sent.map(({ transaction, of }) => ({ transaction, of }))).toEqual([
      { transaction: null, of: null },
      { transaction: 5, of: 0 },
      { transaction: null, of: 0 },
    ])
  })

  test('a producer is a zombie from its fencing on, and nobody else is', () => {
    const { sent, fenced } = history('p1 send a', 'fence 1 0', 'p1 send b', 'p2 send c')
    expect(sent.map(({ zombie }) => zombie)).toEqual([false, true, false])
    expect(fenced).toEqual([0, 1])
  })

  test('who was fenced, and has begun anew and fenced the other one, is no zombie any more', () => {
    const { sent, fenced } = history('p2 fence 1', 'p1 fence 2', 'p1 send a', 'p2 send b')
    expect(sent.map(({ zombie }) => zombie)).toEqual([false, true])
    expect(fenced).toEqual([2])
  })

  test('transactions stand in the order in which they began, each with its producer', () => {
    expect(history('p1 begin 5', 'begin 3', 'begin 5').transactions).toEqual([
      { transaction: 5, producer: 1, state: 'open' },
      { transaction: 3, producer: 0, state: 'open' },
    ])
  })

  test('another call for the end of a transaction replaces the first; what the application was told of it stands', () => {
    const states = (...lines: string[]) => history('begin 1 2', ...lines).transactions.map(({ state }) => state)
    expect(states('commit 1', 'abort 2')).toEqual(['committing', 'aborting'])
    expect(states('commit 1', 'abort 1')).toEqual(['aborting', 'open'])
    expect(states('commit 1', 'aborted 1', 'committed 2', 'abort 2')).toEqual(['aborted', 'committed'])
    expect(states('committed 1', 'aborted 1')).toEqual(['committed', 'open'])
    expect(history('commit 1', 'committed 1').transactions).toEqual([])
  })

  test('of what was delivered, only records whose transaction nobody had called to commit are kept', () => {
    const dirty = (...lines: string[]) => history('begin 1', 't1 send b a', ...lines, 'deliver b@0 a@1').dirty
    expect(dirty()).toEqual([0, 1])
    expect(dirty('abort 1')).toEqual([0, 1])
    expect(dirty('aborted 1')).toEqual([0, 1])
    expect(dirty('commit 1')).toEqual([])
    expect(dirty('commit 1', 'committed 1')).toEqual([])
    expect(history('begin 1', 't1 send a', 'deliver a@0', 'commit 1', 'committed 1').dirty).toEqual([0])
    expect(history('t1 send a', 'deliver a@0').dirty).toEqual([0])
    expect(history('send a', 'deliver a@0 b@1').dirty).toEqual([])
  })

  test('what a read_committed reader is given is kept apart', () => {
    expect(history('read a - b', 'read-committed a', 'read-committed/1')).toMatchObject({
      readBack: [[0, NO_RECORD, 1]],
      readCommitted: [[0], []],
    })
  })

  test('a log is unstable while its last stable offset is below the high watermark', () => {
    expect(history('stable/1 0 of 2', 'stable 1 of 3', 'stable/2 3 of 3').unstable).toEqual([0, 1])
    expect(history('stable/1 0 of 2', 'stable 1 of 3', 'stable/1 2 of 2').unstable).toEqual([0])
  })
})
