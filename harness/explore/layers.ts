/**
 * The order of an exhaustive search: layer by layer, fewest faults first, then fewest moves. What a vertex has left to
 * spend is not part of it; a vertex met again needs another look only when it was met with more spent before.
 */
import { type Cost, FAULT_KINDS, type FaultKind } from '../../model/machine.ts'
import { allowsMove, type Budget } from '../budget.ts'

export interface Layer {
  readonly faults: number
  readonly moves: number
}

/**
 * Every layer within a budget, in order.
 * @param mostFaults at most so many faults in all, where the budget would allow more
 */
export function layersOf({ total, moves, faults }: Budget, mostFaults = total): readonly Layer[] {
  const most = Math.min(
    total,
    mostFaults,
    FAULT_KINDS.reduce((sum, kind) => sum + faults[kind], 0),
  )
  const layers: Layer[] = []
  for (let spent = 0; spent <= most; spent++) {
    for (let moved = 0; moved <= Math.min(moves, total - spent); moved++) layers.push({ faults: spent, moves: moved })
  }
  return layers
}

/** Whether an explorer can tell apart all that can be spent of a budget. */
export function isCountable(budget: Budget, mostLayers: number): boolean {
  const layers = (Math.min(budget.moves, budget.total) + 1) * (budget.total + 1)
  if (layers > MOST_PURSES || layersOf(budget).length > mostLayers) return false
  return limitedIn(budget).reduce((purses, limit) => purses * (limit + 1), 1) <= MOST_PURSES
}

/** What has a limit of its own below the total: moves, and kinds of faults. */
function limitedIn(budget: Budget): readonly number[] {
  return [budget.moves, ...limitedKinds(budget).map((kind) => budget.faults[kind])]
}

function limitedKinds({ faults, total }: Budget): readonly FaultKind[] {
  return FAULT_KINDS.filter((kind) => faults[kind] > 0 && faults[kind] < total)
}

/** The purse of who has spent nothing. */
export const EMPTY_PURSE = 0
const MOST_PURSES = 2 ** 31

/**
 * What was spent of everything that has a limit of its own below the total (moves, power losses …), as one number: a
 * purse. How many faults there were in all is the layer's.
 */
export class Purses {
  readonly layers: readonly Layer[]
  readonly #budget: Budget
  readonly #limits: readonly number[]
  readonly #digitOf: ReadonlyMap<FaultKind, number>
  readonly #layerAt: readonly (readonly number[])[]
  /** Of each that has a limit: what one more of it adds to a purse. */
  readonly #weights: readonly number[]
  readonly #lighter = new Map<number, readonly number[]>()

  constructor(budget: Budget, mostFaults?: number) {
    this.#budget = budget
    this.layers = layersOf(budget, mostFaults)
    this.#digitOf = new Map(limitedKinds(budget).map((kind, i) => [kind, i + 1]))
    this.#limits = limitedIn(budget)
    const layerAt: number[][] = []
    for (const [index, { faults, moves }] of this.layers.entries()) (layerAt[faults] ??= [])[moves] = index
    this.#layerAt = layerAt
    let purses = 1
    this.#weights = this.#limits.map((limit) => {
      const weight = purses
      purses *= limit + 1
      return weight
    })
    if (purses > MOST_PURSES)
      throw new RangeError(`a budget with ${purses} ways to be spent; an explorer tells ${MOST_PURSES} apart`)
  }

  /** Every purse with nothing more of anything in it, and less of something. */
  lighter(purse: number): readonly number[] {
    let lighter = this.#lighter.get(purse)
    if (lighter === undefined) {
      let all: readonly number[] = [EMPTY_PURSE]
      for (const [digit, weight] of this.#weights.entries()) {
        all = all.flatMap((other) =>
          Array.from({ length: this.#spent(purse, digit) + 1 }, (_, spent) => other + spent * weight),
        )
      }
      lighter = all.filter((other) => other !== purse)
      this.#lighter.set(purse, lighter)
    }
    return lighter
  }

  /** Whether an action of this cost is possible in this layer with this purse. */
  affords(layer: number, purse: number, cost: NonNullable<Cost>): boolean {
    if (this.#next(layer, cost) === undefined) return false
    if (cost.is === 'move') return allowsMove(this.#budget, cost.kind)
    const digit = this.#digitOf.get(cost.kind)
    return digit === undefined
      ? this.#budget.faults[cost.kind] > 0
      : this.#spent(purse, digit) < (this.#limits[digit] as number)
  }

  /** Whether nothing that costs is possible in this layer any more. */
  isLast(layer: number): boolean {
    const { faults, moves } = this.layers[layer] as Layer
    return this.#layerAt[faults]?.[moves + 1] === undefined && this.#layerAt[faults + 1]?.[moves] === undefined
  }

  layerAfter(layer: number, cost: NonNullable<Cost>): number {
    const after = this.#next(layer, cost)
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

  #next(layer: number, cost: NonNullable<Cost>): number | undefined {
    const { faults, moves } = this.layers[layer] as Layer
    return cost.is === 'move' ? this.#layerAt[faults]?.[moves + 1] : this.#layerAt[faults + 1]?.[moves]
  }

  #spent(purse: number, digit: number): number {
    return Math.floor(purse / (this.#weights[digit] as number)) % ((this.#limits[digit] as number) + 1)
  }
}

/** Sets vertices with different purses apart in the low word of their fingerprints. */
export function marked(purse: number): number {
  return Math.imul(purse, 0x9e3779b1)
}
