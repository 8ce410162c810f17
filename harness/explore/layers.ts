/**
 * The order of an exhaustive search: layer by layer, fewest faults first, then fewest moves. What a vertex has left to
 * spend is not part of it; a vertex met again needs another look only when it was met with more spent before.
 */
import { FAULT_KINDS, type Cost, type FaultKind } from '../../model/machine.ts'
import type { Budget } from '../budget.ts'

export interface Layer {
  readonly faults: number
  readonly moves: number
}

/** Every layer within a budget, in order. */
export function layersOf({ total, moves, faults }: Budget): readonly Layer[] {
  const mostFaults = Math.min(total, FAULT_KINDS.reduce((sum, kind) => sum + faults[kind], 0))
  const layers: Layer[] = []
  for (let spent = 0; spent <= mostFaults; spent++) {
    for (let moved = 0; moved <= Math.min(moves, total - spent); moved++) layers.push({ faults: spent, moves: moved })
  }
  return layers
}

/**
 * What was spent of everything that has a limit of its own below the total (moves, power losses …), as one number: its
 * purse. How many faults there were in all is the layer's.
 */
export class Purses {
  readonly layers: readonly Layer[]
  /** By purse: every purse with nothing more of anything in it, and less of something. */
  readonly lighter: readonly (readonly number[])[]
  readonly #budget: Budget
  readonly #limits: readonly number[]
  readonly #digitOf = new Map<FaultKind, number>()
  readonly #weights: readonly number[]
  readonly #layerAt: readonly (readonly number[])[]

  constructor(budget: Budget) {
    this.#budget = budget
    this.layers = layersOf(budget)
    const limits = [budget.moves]
    for (const kind of FAULT_KINDS) {
      const limit = budget.faults[kind]
      if (limit > 0 && limit < budget.total) this.#digitOf.set(kind, limits.push(limit) - 1)
    }
    this.#limits = limits
    let weight = 1
    this.#weights = limits.map((limit) => {
      const mine = weight
      weight *= limit + 1
      return mine
    })
    const purses = Array.from({ length: weight }, (_, purse) => purse)
    this.lighter = purses.map((purse) => purses.filter((other) => other !== purse && limits.every((_, digit) => this.#digit(other, digit) <= this.#digit(purse, digit))))
    const layerAt: number[][] = []
    for (const [index, { faults, moves }] of this.layers.entries()) (layerAt[faults] ??= [])[moves] = index
    this.#layerAt = layerAt
  }

  /** Whether an action of this cost is possible in this layer with this purse. */
  affords(layer: number, purse: number, cost: NonNullable<Cost>): boolean {
    const { faults, moves } = this.layers[layer] as Layer
    if (faults + moves >= this.#budget.total) return false
    if (cost.is === 'move') return moves < this.#budget.moves
    const digit = this.#digitOf.get(cost.kind)
    return digit === undefined ? this.#budget.faults[cost.kind] > 0 : this.#digit(purse, digit) < (this.#limits[digit] as number)
  }

  /** Whether nothing that costs is possible in this layer any more. */
  isLast(layer: number): boolean {
    const { faults, moves } = this.layers[layer] as Layer
    return faults + moves >= this.#budget.total
  }

  layerAfter(layer: number, cost: NonNullable<Cost>): number {
    const { faults, moves } = this.layers[layer] as Layer
    const after = cost.is === 'move' ? this.#layerAt[faults]?.[moves + 1] : this.#layerAt[faults + 1]?.[moves]
    if (after === undefined) throw new RangeError('an action was taken that the budget does not allow')
    return after
  }

  purseAfter(purse: number, cost: NonNullable<Cost>): number {
    const digit = cost.is === 'move' ? 0 : this.#digitOf.get(cost.kind)
    return digit === undefined ? purse : purse + (this.#weights[digit] as number)
  }

  /** Whether everything met in one layer was met with no more faults than in another; moves are in the purse. */
  costsNoMore(layer: number, than: number): boolean {
    return (this.layers[layer] as Layer).faults <= (this.layers[than] as Layer).faults
  }

  #digit(purse: number, digit: number): number {
    return Math.floor(purse / (this.#weights[digit] as number)) % ((this.#limits[digit] as number) + 1)
  }
}
