import { describe, expect, test } from 'vitest'
import { invariantById } from '../invariants/index.ts'
import { tryOut } from './judge.ts'
import { compareRuns, reduce } from './reduce.ts'
import { runSchedule } from './schedule.ts'
import { TEST_BUDGET, brokenSchedules } from './testing/broken.ts'
import type { QueueSettings } from './testing/queue-state.ts'
import { queueSystem } from './testing/queue.ts'

const variants: readonly Partial<QueueSettings>[] = [
  { persistent: false },
  { dedupe: false },
  { ack: 'before' },
  { ack: 'after', records: 3 },
  { deadLetterAfter: 1 },
  { deadLetterAfter: 2 },
  { brokerRestarts: false },
  { resends: 0 },
  { inFlight: 2 },
]
const cases = variants.flatMap((settings) =>
  ['one', 'two', 'three'].flatMap((seed) =>
    brokenSchedules(settings, seed).map((found) => ({ settings, system: queueSystem(settings), ...found })),
  ),
)

describe('reducing a schedule that breaks a promise', () => {
  test('there are schedules of every broken variant to reduce', () => {
    for (const settings of variants) expect(cases.some((one) => one.settings === settings)).toBe(true)
  })

  test('the result breaks the same promise and never costs more', () => {
    for (const { system, invariant, actions } of cases) {
      const before = runSchedule(system, actions, TEST_BUDGET)
      const reduced = reduce(system, invariant, actions, TEST_BUDGET)
      const after = tryOut(system, invariant, reduced.actions, TEST_BUDGET)
      expect(after.violation).toBeDefined()
      expect(after.run).toMatchObject({ actions: reduced.actions, spent: reduced.spent })
      expect(compareRuns(after.run, before)).toBeLessThanOrEqual(0)
    }
  })

  test('neither a single action nor two together can be left out of the result', () => {
    for (const { system, invariant, actions } of cases) {
      const reduced = reduce(system, invariant, actions, TEST_BUDGET).actions
      for (const first of reduced.keys()) {
        for (const second of reduced.keys()) {
          const without = reduced.filter((_, at) => at !== first && at !== second)
          expect(tryOut(system, invariant, without, TEST_BUDGET).violation).toBeUndefined()
        }
      }
    }
  })

  test('different seeds nearly always meet in the same story', () => {
    const stories = new Map<string, Set<string>>()
    for (const { settings, system, invariant, actions } of cases) {
      const name = `${JSON.stringify(settings)} ${invariant.id}`
      const known = stories.get(name) ?? new Set()
      stories.set(name, known.add(JSON.stringify(reduce(system, invariant, actions, TEST_BUDGET).actions)))
    }
    const told = [...stories.values()].map((different) => different.size)
    expect(told.filter((count) => count > 1).length).toBeLessThanOrEqual(1)
    expect(Math.max(...told)).toBeLessThanOrEqual(2)
  })

  test('a fault gives way to a move, and the reduction counts what it ran', () => {
    const invariant = invariantById('no-acknowledged-loss')
    if (invariant === undefined) throw new Error('no such promise')
    const crashed = [
      { kind: 'send', record: 0 },
      { kind: 'receive', record: 0 },
      { kind: 'answer', record: 0 },
      { kind: 'crash-broker' },
    ] as const
    const reduced = reduce(queueSystem({ persistent: false }), invariant, crashed, TEST_BUDGET)
    expect(reduced.spent).toMatchObject({ faultCount: 0, moves: 1 })
    expect(reduced.actions.at(-1)).toEqual({ kind: 'stop-broker' })
    expect(reduced.evaluations).toBeGreaterThan(5)
  })

  test('a schedule that breaks nothing is refused', () => {
    const invariant = invariantById('no-duplicates')
    if (invariant === undefined) throw new Error('no such promise')
    expect(() => reduce(queueSystem(), invariant, [], TEST_BUDGET)).toThrow('does not break no-duplicates')
  })
})
