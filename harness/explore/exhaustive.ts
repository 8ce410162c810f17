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
import { MOST_LAYERS, explore } from './explorer.ts'
import { type JudgedState, judgedTogether, judging } from './judging.ts'
import { type Layer, isCountable, layersOf } from './layers.ts'
import { exploreWithWorkers } from './parallel/explore-with-workers.ts'
import type { Source } from './parallel/source.ts'
import { type ExhaustiveFound, type Extent, isBetter, shortestOf } from './shortest.ts'

export type { ExhaustiveFound, Extent } from './shortest.ts'

/**
 * A round that may store so many states is worth the start of workers: smaller ones were measured to take longer with
 * them.
 */
const MANY_STATES = 500_000
/** A round stores about so many times the states of the one before. */
const GROWTH_OF_ROUNDS = 200
const WORKERS = 2

export interface ExhaustiveOptions {
  readonly invariants: readonly Invariant[]
  readonly budget: Budget
  /** States stored before the search stops. */
  readonly maxStates: number
  /** `false`: nothing is left out that makes no difference, to show that it makes none. */
  readonly reduce?: boolean
  /**
   * What makes a `judging` of the same system in a worker: called with these arguments, then the ids of the promises,
   * the budget and whether to reduce. Without it there is one worker, always.
   */
  readonly source?: Source
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
    const round = await explorePromises(
      system,
      { ...options, invariants: open, budget: limited(budget, total) },
      last?.exploration.states ?? 0,
    )
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
    ends: last.judged.ends.length,
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
  readonly exploration: Exploration<readonly Action[]>
  readonly judged: JudgedState
  readonly found: readonly ExhaustiveFound<Action>[]
}

async function explorePromises<State, Action>(
  system: System<State, Action>,
  options: ExhaustiveOptions,
  statesBefore: number,
): Promise<Round<Action>> {
  const { invariants, reduce = true } = options
  const isLarge = Math.min(options.maxStates, statesBefore * GROWTH_OF_ROUNDS) >= MANY_STATES
  const explored =
    (isLarge ? await exploreTogether<Action>(options, reduce) : undefined)
    ?? (await exploreAlone(system, options, reduce))
  const found = explored.exploration.found.map(({ bit, faults, moves, actions: runs }) => {
    const actions = runs.flat()
    return {
      invariant: invariants[Math.log2(bit)] as Invariant,
      faults,
      moves,
      length: actions.length,
      actions,
      isShortest: !reduce,
    }
  })
  return { ...explored, invariants, found }
}

type Explored<Action> = Pick<Round<Action>, 'exploration' | 'judged'>

async function exploreAlone<State, Action>(
  system: System<State, Action>,
  { invariants, budget, maxStates, onProgress, interrupted }: ExhaustiveOptions,
  reduce: boolean,
): Promise<Explored<Action>> {
  const { space, broken, report } = judging(system, invariants, budget, reduce)
  const stop = stopper(interrupted)
  const exploration = await inSlices(
    explore(space, { budget, maxStates, looksAtWaiting: true, wanted: 2 ** invariants.length - 1, broken, stop }),
    onProgress,
  )
  return { exploration, judged: report() }
}

/**
 * The same with workers, where there is a source for them to work from; `undefined` where not, or where they have not
 * the memory.
 */
async function exploreTogether<Action>(
  { invariants, budget, maxStates, onProgress, interrupted, source }: ExhaustiveOptions,
  reduce: boolean,
): Promise<Explored<Action> | undefined> {
  if (source === undefined) return undefined
  const args = [...source.args, invariants.map(({ id }) => id), budget, reduce]
  try {
    const { exploration, reports } = await exploreWithWorkers<readonly Action[]>(
      { ...source, args },
      {
        workers: WORKERS,
        budget,
        maxStates,
        looksAtWaiting: true,
        wanted: 2 ** invariants.length - 1,
        ...(onProgress && { onProgress }),
        ...(interrupted && { interrupted }),
      },
    )
    return { exploration, judged: judgedTogether(reports as readonly JudgedState[]) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return undefined
    // More than workers can count: the one explorer stops there, and tells how far it came.
    if (error instanceof RangeError && error.message.includes('an explorer counts to')) return undefined
    throw error
  }
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
