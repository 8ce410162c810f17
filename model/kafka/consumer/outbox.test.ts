import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../../harness/budget.ts'
import { searchExhaustively } from '../../../harness/explore/exhaustive.ts'
import { invariantById } from '../../../invariants/index.ts'
import type { KafkaSettings } from '../settings/types.ts'
import type { Scope } from '../state/deployment.ts'
import type { KafkaAction } from '../system.ts'
import { systemOf } from '../testing/scenario.ts'

const EARLY: Scope = { records: 1, producers: 1, outbox: true, deletesEarly: true }
const LATE: Scope = { records: 1, producers: 1, outbox: true, byRecord: true }
const SAFE: Partial<KafkaSettings> = { 'acks': 'all', 'min.insync.replicas': 2, 'enable.idempotence': true }

async function broken(scope: Scope, settings: Partial<KafkaSettings>, promise: string, reduce = true) {
  const invariant = invariantById(promise)
  if (invariant === undefined) throw new Error(promise)
  const options = { invariants: [invariant], budget: budgetOf(1), maxStates: 200_000, reduce }
  const { found, complete, relevant } = await searchExhaustively(systemOf(settings, scope), options)
  expect(relevant[promise]).toBeGreaterThan(0)
  return { complete, found: found.map(({ faults, moves, length }) => `${faults}+${moves} in ${length}`) }
}

describe('an outbox', () => {
  test('whose rows are deleted when send was called loses one, by one fault', async () => {
    expect((await broken(EARLY, SAFE, 'at-least-once')).found).toEqual(['1+0 in 2'])
  })

  test('loses it with the process that had it in its buffer; who deletes late keeps it then, too', () => {
    const early = systemOf({ acks: 'all' }, EARLY)
    const loss: KafkaAction = { kind: 'buffer-loss', producer: 0 }
    const { state: sent } = early.machine.step(early.machine.initial, { kind: 'send', producer: 0, record: 0 })
    expect([...early.machine.actions(sent)]).toContainEqual(loss)
    expect(early.machine.cost(loss, sent)).toEqual({ is: 'fault', kind: 'client-restart' })
    expect(early.machine.step(sent, loss).state).toMatchObject({ requests: [], producers: [{ sends: [] }] })
    const { state: arrived } = early.machine.step(sent, {
      kind: 'arrive',
      producer: 0,
      record: 0,
      broker: 0,
      late: false,
    })
    expect(early.machine.step(arrived, loss).state).toBe(arrived)
    for (const scope of [LATE, { records: 1, producers: 1 }])
      expect(systemOf({ acks: 'all' }, scope).machine.step(sent, loss).state).toBe(sent)
  })

  test('whose rows are deleted when they are acknowledged loses none, and may send one twice', async () => {
    expect(await broken(LATE, SAFE, 'at-least-once')).toEqual({ complete: true, found: [] })
    expect((await broken(LATE, SAFE, 'no-duplicates')).found).toEqual(['1+0 in 2'])
  })

  test('loses what was acknowledged and is lost then: a row is no copy of its record', async () => {
    expect((await broken(LATE, { ...SAFE, acks: '1' }, 'at-least-once')).found).toEqual(['0+1 in 3'])
  })

  test.each([EARLY, LATE])('has the same verdicts with all reductions and with none: %o', async (scope) => {
    const settings = { ...SAFE, 'replication.factor': 2, 'brokers': 2 }
    const [reduced, full] = await Promise.all(
      [true, false].map((reduce) => broken(scope, settings, 'at-least-once', reduce)),
    )
    expect(reduced).toEqual(full)
  })

  test('deletes a row when it was said to, once', () => {
    const sent: readonly KafkaAction[] = [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
    ]
    const deleted = (scope: Scope): readonly number[] => {
      const { machine } = systemOf({ acks: '1' }, scope)
      let state = machine.initial
      return sent.flatMap((action, at) => {
        const step = machine.step(state, action)
        state = step.state
        return step.seen.some(({ kind }) => kind === 'consumed') ? [at] : []
      })
    }
    expect([deleted(EARLY), deleted(LATE), deleted({ records: 1, producers: 1 })]).toEqual([[0], [1], []])
  })
})
