/** The order in which a search looks: fewest faults first, then fewest moves. */
import type { Budget } from './budget.ts'

export interface Level {
  readonly faults: number
  readonly moves: number
  /** Schedules to try. */
  readonly runs: number
}

/** A level gets this many times the runs of one with a fault less: what breaks that one mostly breaks the larger one, too. */
const GROWTH = 3

/** Every level within the budget, in order, with the runs shared among them. */
export function levelsOf(budget: Budget, runs: number): readonly Level[] {
  const possibleFaults = Object.values(budget.faults).reduce((sum, limit) => sum + limit, 0)
  const sizes: { readonly faults: number; readonly moves: number }[] = []
  for (let faults = 0; faults <= Math.min(budget.total, possibleFaults); faults++) {
    for (let moves = 0; moves <= Math.min(budget.moves, budget.total - faults); moves++) sizes.push({ faults, moves })
  }
  const shares = sizes.map(({ faults, moves }) => GROWTH ** (faults + moves))
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let shared = 0
  let given = 0
  return sizes.map((size, index) => {
    shared += shares[index] ?? 0
    const upToHere = Math.round((runs * shared) / whole)
    const level = { ...size, runs: upToHere - given }
    given = upToHere
    return level
  })
}
