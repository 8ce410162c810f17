import { assert, integer, property, record, sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runSchedule, situationsOf } from '../harness/schedule.ts'
import { queueSystem } from '../harness/testing/queue.ts'
import { FAULT_KINDS } from '../model/machine.ts'
import { budgetOf } from './budget.ts'
import { actionsOf } from './memory.ts'
import { ScheduleArbitrary, type Scope } from './schedule.ts'

const system = queueSystem({ records: 4, inFlight: 2, deadLetterAfter: 2 })
const few = integer({ min: 0, max: 4 })
const budgets = record({ total: few, crash: few, lost: few, moves: few })

function walks(scope: Scope, seed: number, count: number) {
  return sample(new ScheduleArbitrary(system, scope), { seed, numRuns: count })
}

describe('random schedules', () => {
  test('no schedule ever exceeds its budget, its level or its length', () => {
    assert(
      property(budgets, few, few, integer({ min: 0, max: 40 }), integer(), (sizes, faults, moves, steps, seed) => {
        const budget = budgetOf(sizes.total, { 'crash': sizes.crash, 'lost-response': sizes.lost }, sizes.moves)
        for (const { spent, trail } of walks({ budget, faults, moves, steps }, seed, 20)) {
          expect(spent.faultCount + spent.moves).toBeLessThanOrEqual(sizes.total)
          expect(spent.moves).toBeLessThanOrEqual(Math.min(moves, budget.moves))
          expect(spent.faultCount).toBeLessThanOrEqual(faults)
          for (const kind of FAULT_KINDS) expect(spent.faults[kind] ?? 0).toBeLessThanOrEqual(budget.faults[kind])
          expect(trail?.length ?? 0).toBeLessThanOrEqual(steps)
        }
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  test('what a schedule says came of it is what comes of it when it is run again', () => {
    const budget = budgetOf(3)
    for (const walk of walks({ budget, faults: 2, moves: 1, steps: 60 }, 4, 200)) {
      const actions = actionsOf(walk.trail)
      const run = runSchedule(system, actions, budget)
      expect(run).toMatchObject({ actions, state: walk.state, ledger: walk.ledger, spent: walk.spent })
      expect(situationsOf(system, { ...run, steps: run.steps.slice(walk.takenOver) })).toEqual(walk.situations)
    }
  })

  test('one seed gives the same schedules, another one others', () => {
    const scope = { budget: budgetOf(2), faults: 2, moves: 0, steps: 60 }
    const actions = (seed: number) => walks(scope, seed, 20).map((walk) => actionsOf(walk.trail))
    expect(actions(5)).toEqual(actions(5))
    expect(actions(5)).not.toEqual(actions(6))
  })

  test('most schedules use all of their level, and every kind of fault and move is used', () => {
    const all = walks({ budget: budgetOf(3), faults: 2, moves: 1, steps: 60 }, 7, 500)
    expect(all.filter(({ spent }) => spent.faultCount === 2 && spent.moves === 1).length).toBeGreaterThan(250)
    expect(all.some(({ spent }) => spent.faultCount === 0)).toBe(true)
    expect(new Set(all.flatMap(({ spent }) => Object.keys(spent.faults)))).toEqual(
      new Set(['crash', 'lost-request', 'lost-response']),
    )
  })

  test('faults are not looked at where none is affordable', () => {
    let looked = 0
    const cost: typeof system.machine.cost = (action, before) => {
      const result = system.machine.cost(action, before)
      if (result !== undefined) looked++
      return result
    }
    const watched = { ...system, machine: { ...system.machine, cost } }
    const schedules = new ScheduleArbitrary(watched, { budget: budgetOf(0), faults: 0, moves: 0, steps: 60 })
    let steps = 0
    let places = 0
    for (const walk of sample(schedules, { seed: 8, numRuns: 50 })) {
      steps += actionsOf(walk.trail).length
      places += walk.discovered.length
    }
    // At most the first fault of each state is seen, as the sign that ordinary work has ended.
    expect(looked).toBeLessThanOrEqual(steps + places + 50)
    expect(steps).toBeGreaterThan(100)
  })

  test('a schedule does not shrink: the harness reduces it', () => {
    const schedules = new ScheduleArbitrary(system, { budget: budgetOf(1), faults: 1, moves: 0, steps: 10 })
    expect([...schedules.shrink()]).toEqual([])
    expect(schedules.canShrinkWithoutContext({})).toBe(false)
  })
})
