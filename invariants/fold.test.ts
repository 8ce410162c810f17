import { describe, expect, test } from 'vitest'
import type { Observation } from '../model/observation.ts'
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
]

describe('folding observations into the ledger', () => {
  test('an observation that says nothing new gives back the same ledger', () => {
    const ledger = foldAll(emptyLedger, everything)
    for (const observation of everything) expect(fold(ledger, observation)).toBe(ledger)
  })

  test('an effect counts every time it happens', () => {
    expect(history('apply a', 'apply b', 'apply a').applied).toEqual([{ record: 0, times: 2 }, { record: 1, times: 1 }])
  })

  test('the first answer to a send stands', () => {
    const outcomes = (...lines: string[]) => history(...lines).sent.map((sent) => sent.outcome)
    expect(outcomes('send a b c d', 'ack a', 'reject a b', 'unknown c')).toEqual(['acknowledged', 'rejected', 'unknown', 'pending'])
  })

  test('logs and offsets that nobody named are empty', () => {
    expect(history('poll/1 a@1', 'read/1 a')).toMatchObject({ polled: [[], [[], [0]]], readBack: [[], [0]] })
  })

  test('the records of an offset stand in the order in which they were seen there, without repeats', () => {
    expect(history('poll b@0', 'poll a@0', 'poll b@0').polled).toEqual([[[1, 0]]])
  })

  test('folding does not change the ledger it was given', () => {
    const before = history('send a', 'poll a@0', 'apply a')
    const copy = structuredClone(before)
    foldAll(before, everything)
    expect(before).toEqual(copy)
  })
})
