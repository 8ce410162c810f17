/** How large a round will be, as the one before it shows: a round that is far out of reach is not worth its time. */
import type { FaultKind } from '../../model/machine.ts'
import type { Budget } from '../budget.ts'
import type { ExploredLayer, ExploreOptions } from './exploration.ts'

/** An expectation may be wrong by this factor before anything is given up for it. */
const FAR = 2

/** In a round that is complete: states after the last fault or move that it allows, for each other one. */
export function lastForOthers(layers: readonly ExploredLayer[]): number {
  const total = Math.max(0, ...layers.map(({ faults, moves }) => faults + moves))
  let last = 0
  let others = 0
  for (const { faults, moves, states } of layers) {
    if (faults + moves === total) last += states
    else others += states
  }
  return others === 0 ? 0 : last / others
}

/**
 * Whether most of these kinds of faults may each happen as often as faults may in all. Where few may, a round soon has
 * none of them left to try, and is much smaller than the one before it lets expect: nothing is to be concluded then.
 */
export function isBroad(kinds: readonly FaultKind[], { total, faults }: Budget): boolean {
  return kinds.filter((kind) => faults[kind] >= total).length * 2 > kinds.length
}

/** Counts vertices in layers that are not the last ones. */
export class Expectation {
  readonly #most: number
  #others = 0

  constructor({
    lastForOthers: each = 0,
    maxStates,
  }: Pick<ExploreOptions<never, never>, 'lastForOthers' | 'maxStates'>) {
    this.#most = each === 0 ? Infinity : (FAR * maxStates) / each
  }

  /** Asked once for each of them: whether they alone let far more be expected than may be stored. */
  isFarTooMuch(): boolean {
    return ++this.#others > this.#most
  }
}
