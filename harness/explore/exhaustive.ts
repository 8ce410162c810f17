/**
 * Exhaustive search: every schedule of a system within a budget, each healed and judged. What is found first is the
 * shortest there is: fewest faults, then fewest moves, then fewest actions.
 */
import type { Invariant } from '../../invariants/invariant.ts'
import { FAULT_KINDS } from '../../model/machine.ts'
import { type System, faultKindsOf } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { inSlices } from '../slices.ts'
import { stopper } from '../stopping.ts'
import { isBroad, lastForOthers } from './expectation.ts'
import type { ExploredLayer, Stopped } from './exploration.ts'
import { MOST_LAYERS } from './explorer.ts'
import { type Layer, isCountable, layersOf } from './layers.ts'
import { type ExhaustiveOptions, type Round, explorePromises, isGivenUp, withCounts } from './round.ts'
import { type ExhaustiveFound, type Extent, isBetter, shortestOf } from './shortest.ts'

export type { ExhaustiveFound, Extent } from './shortest.ts'

export interface ExhaustiveResult<Action> {
  readonly found: readonly ExhaustiveFound<Action>[]
  readonly states: number
  /** Actions of the longest schedule. */
  readonly depth: number
  /** Faults and moves together up to which every schedule was judged; -1 if not even those without any were. */
  readonly completeTo: number
  /** Every schedule within the budget was judged. */
  readonly complete: boolean
  readonly stopped: Stopped | null
  /** Whether every schedule that costs less was judged, or with `orAsMuch` that costs as much, too. */
  readonly judgedCheaper: (cost: Pick<Extent, 'faults' | 'moves'>, orAsMuch?: boolean) => boolean
  /** Healed systems that were read back: every schedule ends in one of them. */
  readonly ends: number
  /** Schedules after which the system did not come to rest. */
  readonly restless: number
  /** By promise id: states from which healing ends with the situation that the promise is about. */
  readonly relevant: Readonly<Record<string, number>>
  /** By situation: steps that reached it, each step from each state once. */
  readonly reached: Readonly<Record<string, number>>
  /** Probability, as good as independent fingerprints allow, that a state was taken for another one. */
  readonly missed: number
}

/** Every schedule of a system within a budget. The same system and options give the same result. */
export async function searchExhaustively<State, Action>(
  system: System<State, Action>,
  options: ExhaustiveOptions,
): Promise<ExhaustiveResult<Action>> {
  const search = new ExhaustiveSearch(system, options)
  while (search.next !== undefined) await search.round()
  return search.result(await search.shortest())
}

/**
 * It goes in rounds, with no fault and no move, with one, with two …, so that when it has to stop it knows up to how
 * many it was complete; each round begins anew, as the next one is many times as large. Between two rounds something
 * else may be done.
 */
export class ExhaustiveSearch<State, Action> {
  readonly #system: System<State, Action>
  readonly #options: ExhaustiveOptions
  readonly #best = new Map<Invariant, ExhaustiveFound<Action>>()
  readonly #coverage = new Map<string, ExploredLayer>()
  #last: Round<Action> | undefined
  #stopped: ExhaustiveResult<Action>['stopped'] = null
  #next = 0

  constructor(system: System<State, Action>, options: ExhaustiveOptions) {
    this.#system = system
    this.#options = options
  }

  /** Faults and moves together of the next round; `undefined` when none would tell more, or none can. */
  get next(): number | undefined {
    if (this.#stopped !== null || this.#next > this.#options.budget.total) return undefined
    return this.#open.length === 0 ? undefined : this.#next
  }

  /** Why a round ended early; none comes after it. */
  get stopped(): ExhaustiveResult<Action>['stopped'] {
    return this.#stopped
  }

  /** The best that was found so far. */
  foundFor(invariant: Invariant): ExhaustiveFound<Action> | undefined {
    return this.#best.get(invariant)
  }

  /** The next round, and what it found, as it found it. */
  async round(): Promise<readonly ExhaustiveFound<Action>[]> {
    const { budget } = this.#options
    const within = limited(budget, this.#next)
    if (!isCountable(within, MOST_LAYERS)) {
      this.#stopped = 'too-large'
      return []
    }
    const round = await explorePromises(this.#system, {
      ...this.#options,
      invariants: this.#open,
      budget: within,
      ...(this.#options.givesUp === true
        && isBroad(faultKindsOf(this.#system), within) && {
          lastForOthers: lastForOthers(this.#last?.exploration.layers ?? []),
        }),
    })
    this.#next += 1
    this.#last = isGivenUp(round, this.#options) ? withCounts(this.#last ?? round, round) : round
    this.#stopped = round.exploration.stopped
    for (const layer of round.exploration.layers)
      if (this.#coverage.get(nameOf(layer))?.complete !== true) this.#coverage.set(nameOf(layer), layer)
    for (const one of round.found) if (isBetter(one, this.#best.get(one.invariant))) this.#best.set(one.invariant, one)
    return round.found
  }

  /** What all rounds together found, each as short as it gets. */
  async shortest(): Promise<readonly ExhaustiveFound<Action>[]> {
    const { invariants, budget, maxStates, onProgress, interrupted } = this.#options
    const cheapest = invariants.flatMap((invariant) => this.#best.get(invariant) ?? [])
    return await inSlices(
      shortestOf(this.#system, cheapest, { budget, isCheapest: true, maxStates, stop: stopper(interrupted) }),
      onProgress,
    )
  }

  /** What all rounds together say, with what they found. */
  result(found: readonly ExhaustiveFound<Action>[]): ExhaustiveResult<Action> {
    const { budget } = this.#options
    const last = this.#last
    if (last === undefined) throw new Error('an exhaustive search without a round')
    const isComplete = (layer: Layer): boolean => this.#coverage.get(nameOf(layer))?.complete === true
    const completeTo = completeToOf(budget, isComplete)
    return {
      found,
      states: last.exploration.states,
      depth: last.exploration.depth,
      completeTo,
      complete: completeTo === budget.total,
      // Rounds that were still to come are left out only for whoever interrupts.
      stopped: this.#stopped ?? (this.next === undefined ? null : 'interrupted'),
      judgedCheaper: (cost, orAsMuch = false) =>
        layersOf(budget, cost.faults).every((layer) => {
          const difference = layer.faults - cost.faults || layer.moves - cost.moves
          return difference > 0 || (difference === 0 && !orAsMuch) || isComplete(layer)
        }),
      ends: last.judged.ends,
      restless: last.judged.restless,
      relevant: Object.fromEntries(last.invariants.map(({ id }, i) => [id, last.judged.relevant[i] ?? 0])),
      reached: last.judged.reached,
      missed: missedProbability(last.exploration.fingerprints),
    }
  }

  /** Promises of which the next round could show something better than what was found. */
  get #open(): readonly Invariant[] {
    const { invariants, budget, elsewhere } = this.#options
    return invariants.filter((invariant) => {
      if (!couldBeBetter(this.#best.get(invariant), budget, this.#next)) return false
      const other = elsewhere?.(invariant)
      // What costs as much may still be shorter here.
      return other === undefined || this.#next <= other.faults + other.moves || couldBeBetter(other, budget, this.#next)
    })
  }
}

/** Faults and moves together up to which all layers of a budget are complete; all of it where they are all. */
function completeToOf(budget: Budget, isComplete: (layer: Layer) => boolean): number {
  for (let total = 0; total <= budget.total; total++) {
    if (!layersOf(limited(budget, total)).every((layer) => layer.faults + layer.moves !== total || isComplete(layer)))
      return total - 1
  }
  return budget.total
}

function limited(budget: Budget, total: number): Budget {
  const faults = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, Math.min(total, budget.faults[kind])]),
  ) as Budget['faults']
  return { ...budget, total, faults, moves: Math.min(total, budget.moves) }
}

/**
 * Whether a schedule with exactly so many faults and moves could be better than what was found: with fewer faults and
 * more moves.
 */
function couldBeBetter(found: Layer | undefined, budget: Budget, total: number): boolean {
  return (
    found === undefined
    || layersOf(limited(budget, total)).some(({ faults, moves }) => faults + moves === total && faults < found.faults)
  )
}

function nameOf({ faults, moves }: Layer): string {
  return `${faults} ${moves}`
}

/** The chance that among so many fingerprints of 64 bits two are the same: n(n-1)/2 pairs, each with 2^-64. */
export function missedProbability(fingerprints: number): number {
  return ((fingerprints * (fingerprints - 1)) / 2) * 2 ** -64
}
