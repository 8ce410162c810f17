/**
 * Exhaustive search: every schedule of a system within a budget, each healed and judged. What is found first is the
 * shortest there is: fewest faults, then fewest moves, then fewest actions.
 */
import type { Invariant } from '../../invariants/invariant.ts'
import { FAULT_KINDS } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { inSlices } from '../slices.ts'
import { stopper } from '../stopping.ts'
import type { Exploration, ExploreProgress, ExploredLayer, Stopped } from './exploration.ts'
import { MOST_LAYERS } from './explorer.ts'
import { type JudgedState, judging } from './judging.ts'
import { type Layer, isCountable, layersOf } from './layers.ts'
import { type ExhaustiveFound, type Extent, isBetter, shortestOf } from './shortest.ts'

export type { ExhaustiveFound, Extent } from './shortest.ts'

export interface ExhaustiveOptions {
  readonly invariants: readonly Invariant[]
  readonly budget: Budget
  /** States stored before the search stops. */
  readonly maxStates: number
  /** `false`: nothing is left out that makes no difference, to show that it makes none. */
  readonly reduce?: boolean
  /** Told now and then. */
  readonly onProgress?: (progress: ExploreProgress) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

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

/**
 * It goes in rounds, with no fault and no move, with one, with two …, so that
 * when it has to stop it knows up to how many it was complete; each round begins anew, as the next one is many times as
 * large. The same system and options give the same result.
 */
export async function searchExhaustively<State, Action>(
  system: System<State, Action>,
  options: ExhaustiveOptions,
): Promise<ExhaustiveResult<Action>> {
  const { invariants, budget } = options
  const best = new Map<Invariant, ExhaustiveFound<Action>>()
  const coverage = new Map<string, ExploredLayer>()
  let last: Round<Action> | undefined
  let tooLarge = false
  for (let total = 0; total <= budget.total; total++) {
    const open = invariants.filter((invariant) => couldBeBetter(best.get(invariant), budget, total))
    if (open.length === 0) break
    if (!isCountable(limited(budget, total), MOST_LAYERS)) {
      tooLarge = true
      break
    }
    const round = await explorePromises(system, { ...options, invariants: open, budget: limited(budget, total) })
    for (const layer of round.exploration.layers)
      if (coverage.get(nameOf(layer))?.complete !== true) coverage.set(nameOf(layer), layer)
    for (const found of round.found) if (isBetter(found, best.get(found.invariant))) best.set(found.invariant, found)
    last = round
    if (round.exploration.stopped !== null) break
  }
  if (last === undefined) throw new Error('an exhaustive search without a promise')
  const { exploration } = last
  const stop = stopper(options.interrupted)
  const cheapest = invariants.flatMap((invariant) => best.get(invariant) ?? [])
  const found = await inSlices(
    shortestOf(system, cheapest, { budget, isCheapest: true, maxStates: options.maxStates, stop }),
    options.onProgress,
  )
  const isComplete = (layer: Layer): boolean => coverage.get(nameOf(layer))?.complete === true
  const completeTo = completeToOf(budget, isComplete)
  return {
    found,
    states: exploration.states,
    depth: exploration.depth,
    completeTo,
    complete: completeTo === budget.total,
    stopped: exploration.stopped ?? (tooLarge ? 'too-large' : null),
    judgedCheaper: (cost, orAsMuch = false) =>
      layersOf(budget, cost.faults).every((layer) => {
        const difference = layer.faults - cost.faults || layer.moves - cost.moves
        return difference > 0 || (difference === 0 && !orAsMuch) || isComplete(layer)
      }),
    ends: last.judged.ends,
    restless: last.judged.restless,
    relevant: Object.fromEntries(last.invariants.map(({ id }, i) => [id, last.judged.relevant[i] ?? 0])),
    reached: last.judged.reached,
    missed: missedProbability(exploration.states),
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

/** One round: every schedule within a budget, as far as needed to break all of these promises. */
interface Round<Action> {
  readonly invariants: readonly Invariant[]
  readonly exploration: Exploration<Action>
  readonly judged: JudgedState
  readonly found: readonly ExhaustiveFound<Action>[]
}

async function explorePromises<State, Action>(
  system: System<State, Action>,
  { invariants, budget, maxStates, reduce = true, onProgress, interrupted }: ExhaustiveOptions,
): Promise<Round<Action>> {
  const { explore, report } = judging(system, invariants, budget, reduce ? 'reduced' : 'in full')
  const stop = stopper(interrupted)
  const exploration = await inSlices(
    explore({ maxStates, looksAtWaiting: true, wanted: 2 ** invariants.length - 1, stop }),
    onProgress,
  )
  const found = exploration.found.map(({ bit, faults, moves, actions }) => ({
    invariant: invariants[Math.log2(bit)] as Invariant,
    faults,
    moves,
    length: actions.length,
    actions,
    isShortest: !reduce,
  }))
  return { exploration, judged: report(), invariants, found }
}

function limited(budget: Budget, total: number): Budget {
  const faults = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, Math.min(total, budget.faults[kind])]),
  ) as Budget['faults']
  return { total, faults, moves: Math.min(total, budget.moves) }
}

/**
 * Whether a schedule with exactly so many faults and moves could be better than what was found: with fewer faults and
 * more moves.
 */
function couldBeBetter<Action>(found: ExhaustiveFound<Action> | undefined, budget: Budget, total: number): boolean {
  return (
    found === undefined
    || layersOf(limited(budget, total)).some(({ faults, moves }) => faults + moves === total && faults < found.faults)
  )
}

function nameOf({ faults, moves }: Layer): string {
  return `${faults} ${moves}`
}

/** The chance that among so many fingerprints of 64 bits two are the same: n(n-1)/2 pairs, each with 2^-64. */
export function missedProbability(states: number): number {
  return ((states * (states - 1)) / 2) * 2 ** -64
}
