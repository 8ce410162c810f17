/** What the tests of several parts start from: random schedules, as generated, that break a promise of a queue. */
import { INVARIANTS } from '../../invariants/index.ts'
import { type Budget, budgetOf } from '../budget.ts'
import { type Found, type RandomOptions, type RandomResult, searchRandomly } from '../random.ts'
import type { QueueAction, QueueSettings } from './queue-state.ts'
import { queueSystem } from './queue.ts'

export const TEST_BUDGET: Budget = budgetOf(3, { 'power-loss': 1 }, 1)

/** A random search to its end. */
export function searched(
  settings: Partial<QueueSettings>,
  options: Partial<RandomOptions> = {},
): RandomResult<QueueAction> {
  const slices = searchRandomly(queueSystem(settings), {
    invariants: INVARIANTS.filter(({ id }) => queueSystem(settings).reservations[id] === undefined),
    budget: TEST_BUDGET,
    runs: 400,
    steps: 60,
    seed: 'test',
    ...options,
  })
  let slice = slices.next()
  while (slice.done !== true) slice = slices.next()
  return slice.value
}

/** The first schedules that broke a promise, by chance, within the largest budget: far from the shortest. */
export function brokenSchedules(settings: Partial<QueueSettings>, seed: string): readonly Found<QueueAction>[] {
  return searched(settings, { seed, runs: 100 }).found
}
