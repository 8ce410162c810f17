/** The order in which a search looks: fewest faults first, then fewest moves. */
import type { Budget } from './budget.ts'

export interface Level {
  readonly faults: number
  readonly moves: number
  /** Schedules to try. */
  readonly runs: number
}

/**
 * A level gets this many times the runs of one with a fault less: what breaks that one mostly breaks the larger one,
 * too.
 */
const GROWTH = 3

/**
 * Every level within the budget that gets runs, in order, with the runs shared among them.
 * @param steps of one schedule: it holds no more faults and moves than that
 */
export function levelsOf(budget: Budget, runs: number, steps = budget.total): readonly Level[] {
  const possibleFaults = Object.values(budget.faults).reduce((sum, limit) => sum + limit, 0)
  const total = Math.min(budget.total, steps)
  const sizes: { readonly faults: number; readonly moves: number }[] = []
  for (let faults = 0; faults <= Math.min(total, possibleFaults); faults++) {
    for (let moves = 0; moves <= Math.min(budget.moves, total - faults); moves++) sizes.push({ faults, moves })
  }
  const most = sizes.reduce((largest, { faults, moves }) => Math.max(largest, faults + moves), 0)
  const shares = sizes.map(({ faults, moves }) => GROWTH ** (faults + moves - most))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let shared = 0
  let given = 0
  const levels = sizes.map((size, index) => {
    shared += shares[index] ?? 0
    const upToHere = index === sizes.length - 1 ? runs : Math.min(runs, Math.round((runs * shared) / whole))
    const level = { ...size, runs: upToHere - given }
    given = upToHere
    return level
  })
  return levels.filter((level) => level.runs > 0)
}
