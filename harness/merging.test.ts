import { describe, expect, test } from 'vitest'
import { budgetOf } from './budget.ts'
import { mergePromise } from './merging.ts'
import type { ExhaustiveEvidence, PromiseResult, RandomEvidence, Verdict } from './result.ts'

interface Tried {
  /** Schedules that reached the situation; left out where nothing was sampled. */
  readonly sampled?: number
  /** States that reached it; left out where not every schedule was looked for. */
  readonly explored?: number
}

const ALL: ExhaustiveEvidence = {
  records: 1,
  states: 10,
  depth: 3,
  completeTo: 1,
  ends: 2,
  missed: 0,
  stopped: null,
  relevant: 0,
}

function result(why: string, verdict: Verdict, { sampled, explored }: Tried): PromiseResult<never> {
  const { total: faults, faults: fault, moves } = budgetOf(1)
  const random: RandomEvidence | null =
    sampled === undefined ? null : { schedules: 5, sideways: 4, steps: 30, relevant: sampled }
  const exhaustive = explored === undefined ? null : [{ ...ALL, relevant: explored }]
  const evidence = { bounds: { faults, fault, moves, steps: 60 }, random, exhaustive, reached: { election: 1 } }
  return { promise: 'p', title: 'P', verdict, why, evidence, counterexample: null }
}

const told = (small: PromiseResult<never>, large: PromiseResult<never>): string | null => mergePromise(small, large).why

describe('of two sizes of which neither breaks the promise', () => {
  const unreachable = result('shown', 'not-applicable', { explored: 0 })

  test('a sample that came nowhere takes nothing from what was shown of every schedule', () => {
    expect(told(unreachable, result('sampled', 'undecided', { sampled: 0 }))).toBe('shown')
  })

  test('a sample that reached the situation says more than that a smaller size cannot', () => {
    expect(told(unreachable, result('sampled', 'undecided', { sampled: 1 }))).toBe('sampled')
    expect(told(unreachable, result('sampled', 'held', { sampled: 1 }))).toBe('sampled')
  })

  test('what was held in the larger one is held, even if nothing that was sampled there was to the point', () => {
    expect(told(unreachable, result('larger', 'held', { sampled: 0 }))).toBe('larger')
  })

  test('every schedule of the larger size says more than every one of the smaller', () => {
    expect(told(unreachable, result('larger', 'undecided', { sampled: 0, explored: 0 }))).toBe('larger')
  })

  test('held in the smaller one stands against a larger one that never got to the point', () => {
    const held = result('smaller', 'held', { sampled: 2, explored: 2 })
    expect(told(held, result('larger', 'undecided', { sampled: 0 }))).toBe('smaller')
    expect(told(held, result('larger', 'undecided', { explored: 0 }))).toBe('smaller')
  })

  test('held in the smaller one says nothing against doubts of a larger one that got to the point', () => {
    const held = result('smaller', 'held', { sampled: 2, explored: 2 })
    expect(told(held, result('larger', 'undecided', { sampled: 1 }))).toBe('larger')
    expect(told(held, result('larger', 'undecided', { sampled: 0, explored: 1 }))).toBe('larger')
  })

  test('what both tried is added up', () => {
    const { evidence } = mergePromise(
      result('a', 'held', { sampled: 1, explored: 3 }),
      result('b', 'held', { sampled: 2 }),
    )
    expect(evidence.random).toEqual({ schedules: 10, sideways: 8, steps: 60, relevant: 3 })
    expect(evidence.exhaustive).toEqual([{ ...ALL, relevant: 3 }])
    expect(evidence.reached).toEqual({ election: 2 })
  })
})
