/** A whole search: from a system and the promises asked for to a verdict with evidence on each. */
import type { Invariant } from '../invariants/invariant.ts'
import type { Reservation, System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { type Findings, boundsOf, doubt, evidenceOf, isReached, unreached } from './evidence.ts'
import { type ExhaustiveFound, type ExhaustiveResult, type Extent, searchExhaustively } from './explore/exhaustive.ts'
import type { ExploreProgress } from './explore/exploration.ts'
import { isBetter, isCheaper, shortestOf } from './explore/shortest.ts'
import { type Found, searchRandomly } from './random.ts'
import { reduce } from './reduce.ts'
import type { PromiseResult, SearchResult } from './result.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'

/** At random, then completely; or one of the two alone. */
export type SearchKind = 'random' | 'exhaustive' | 'both'

/** How far a search is. */
export type SearchProgress =
  | { readonly stage: 'random'; readonly schedules: number; readonly runs: number }
  | {
      readonly stage: 'exhaustive'
      readonly records: number
      readonly states: number
      /** States that wait to be expanded. */
      readonly queue: number
      readonly depth: number
      readonly faults: number
      readonly moves: number
    }

export interface SearchOptions {
  /** The promises to judge, in the order of the result. */
  readonly invariants: readonly Invariant[]
  readonly budget: Budget
  readonly search: SearchKind
  /** Random schedules in all. */
  readonly runs: number
  /** Steps of one random schedule. */
  readonly steps: number
  readonly seed: string
  /** States that the exhaustive search stores before it stops. */
  readonly maxStates: number
  /** By promise: what a search of another size has found. */
  readonly known?: ReadonlyMap<string, Extent>
  /** Told now and then. */
  readonly onProgress?: (progress: SearchProgress) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

/** What a search of one size found, and what it can vouch for. */
export interface SizeResult<Action> extends SearchResult<Action> {
  /** Whether it was shown that nothing of this size breaks the promise in a better way than this. */
  readonly showsNothingBetter: (promise: string, extent: Extent) => boolean
}

/**
 * What is looked at to make a schedule short where an exhaustive search would not get far: each state takes long there.
 */
const FEW_STATES = 5_000

/** Of a schedule as the random search found it, nothing is known but that it breaks the promise. */
const NOT_MEASURED = { faults: 0, moves: 0, length: 0, isShortest: false } as const

/**
 * Judges a system. Gives way to the event loop now and then, so that a signal can set what `interrupted` reads.
 * The same system and options give the same result.
 */
export async function search<State, Action>(
  system: System<State, Action>,
  options: SearchOptions,
): Promise<SizeResult<Action>> {
  const invariants = options.invariants.filter(({ id }) => reservationOf(system, options.budget, id) === undefined)
  if (invariants.length === 0) return nothingToJudge(system, options)
  const random =
    options.search === 'exhaustive'
      ? null
      : await inSlices(searchRandomly(system, { ...options, invariants }), ({ schedules, runs }) =>
          options.onProgress?.({ stage: 'random', schedules, runs }),
        )
  const tellStates = (progress: ExploreProgress): void => options.onProgress?.(statesProgress(system, progress))
  const exhaustive =
    options.search === 'random' || random?.stopped === 'interrupted'
      ? null
      : await searchExhaustively(system, { ...options, invariants, onProgress: tellStates })
  const open = (random?.found ?? []).filter(
    (one) => mayBeBetter(system, options.budget, one, exhaustive) && !isKnownAsCheap(system, options, one, exhaustive),
  )
  if (exhaustive?.complete === true && open[0] !== undefined)
    throw new Error(
      `the exhaustive search missed a schedule that breaks ${open[0].invariant.id}: ${JSON.stringify(open[0].actions)}`,
    )
  const sampled = await inSlices(
    shortestOf(
      system,
      open.map((one) => ({ ...one, ...NOT_MEASURED })),
      {
        ...options,
        maxStates: system.isForSampling === true ? Math.min(options.maxStates, FEW_STATES) : options.maxStates,
        isCheapest: false,
        stop: stopper(options.interrupted),
      },
    ),
    tellStates,
  )
  const findings = { random, exhaustive, sampled }
  return {
    promises: options.invariants.map((invariant) => promiseResult(system, options, invariant, findings)),
    interrupted: random?.stopped === 'interrupted' || exhaustive?.stopped === 'interrupted',
    showsNothingBetter: (promise, extent) => showsNothingBetter(findings, promise, extent),
  }
}

/** Of promises that cannot be judged here, that is all there is to say. */
function nothingToJudge<State, Action>(system: System<State, Action>, options: SearchOptions): SizeResult<Action> {
  const nothing: Findings<Action> = { random: null, exhaustive: null, sampled: [] }
  return {
    promises: options.invariants.map((invariant) => promiseResult(system, options, invariant, nothing)),
    interrupted: false,
    showsNothingBetter: () => true,
  }
}

/**
 * Whether the random search may have found something better than the exhaustive one: nothing that costs as little,
 * before it had to stop.
 */
function mayBeBetter<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  { invariant, actions }: Found<Action>,
  exhaustive: ExhaustiveResult<Action> | null,
): boolean {
  const found = exhaustive?.found.find((other) => other.invariant === invariant)
  if (found === undefined) return true
  if (exhaustive?.judgedCheaper(found) === true) return false
  const { spent } = reduce(system, invariant, actions, budget)
  return isCheaper({ faults: spent.faultCount, moves: spent.moves }, found)
}

/**
 * Whether a size that is only sampled shows no more than another size has shown already: making it short there would
 * take long, and tell nothing.
 */
function isKnownAsCheap<State, Action>(
  system: System<State, Action>,
  { known, budget }: SearchOptions,
  { invariant, actions }: Found<Action>,
  exhaustive: ExhaustiveResult<Action> | null,
): boolean {
  const other = known?.get(invariant.id)
  if (other === undefined || exhaustive !== null) return false
  const { spent } = reduce(system, invariant, actions, budget)
  return !isCheaper({ faults: spent.faultCount, moves: spent.moves }, other)
}

/** How far a search of the states of a system is. */
export function statesProgress<State, Action>(
  { bounds }: System<State, Action>,
  progress: ExploreProgress,
): SearchProgress {
  return { stage: 'exhaustive', records: bounds['records'] ?? 0, ...progress }
}

/** Why a promise is not judged: by the system, or because nothing of the kind that it takes may happen. */
function reservationOf<State, Action>(
  { reservations, needsFault }: System<State, Action>,
  budget: Budget,
  promise: string,
): Reservation | undefined {
  const known = reservations[promise]
  const needed = needsFault?.[promise]
  if (
    known !== undefined
    || needed === undefined
    || needed.some((kind) => Math.min(budget.total, budget.faults[kind]) > 0)
  )
    return known
  return {
    verdict: 'not-applicable',
    why: `what it is about does not happen without a fault: it needs ${needed.map((kind) => `--fault ${kind}=1`).join(' or ')}`,
  }
}

function promiseResult<State, Action>(
  system: System<State, Action>,
  options: SearchOptions,
  invariant: Invariant,
  findings: Findings<Action>,
): PromiseResult<Action> {
  const { id: promise, title } = invariant
  const bounds = boundsOf(system, options)
  const reservation = reservationOf(system, options.budget, promise)
  if (reservation !== undefined) {
    return {
      promise,
      title,
      ...reservation,
      evidence: { bounds, random: null, exhaustive: null, reached: {} },
      counterexample: null,
    }
  }
  const evidence = evidenceOf(bounds, invariant, findings)
  const counterexample = counterexampleIn(system, options, invariant, findings)
  if (counterexample !== null) return { promise, title, verdict: 'violated', why: null, evidence, counterexample }
  const why = doubt(findings)
  if (why !== null) return { promise, title, verdict: 'undecided', why, evidence, counterexample: null }
  if (isReached(invariant, findings))
    return { promise, title, verdict: 'held', why: null, evidence, counterexample: null }
  const isShown = findings.exhaustive?.complete === true
  return {
    promise,
    title,
    verdict: isShown ? 'not-applicable' : 'undecided',
    why: unreached(invariant, isShown, bounds),
    evidence,
    counterexample: null,
  }
}

function counterexampleIn<State, Action>(
  system: System<State, Action>,
  { budget }: SearchOptions,
  invariant: Invariant,
  { exhaustive, sampled }: Findings<Action>,
): PromiseResult<Action>['counterexample'] {
  const found = bestOf(exhaustive, sampled, invariant.id)
  return found === undefined
    ? null
    : counterexampleOf(system, invariant, found.actions, budget, isProven(found, exhaustive) ? 'proven' : 'local')
}

/** Nothing that costs less breaks the promise, and nothing that costs as much and is shorter. */
function isProven<Action>(found: ExhaustiveFound<Action>, exhaustive: ExhaustiveResult<Action> | null): boolean {
  return found.isShortest && exhaustive?.judgedCheaper(found) === true
}

function showsNothingBetter<Action>(
  { exhaustive, sampled }: Findings<Action>,
  promise: string,
  extent: Extent,
): boolean {
  if (exhaustive === null) return false
  const found = bestOf(exhaustive, sampled, promise)
  if (found === undefined) return exhaustive.judgedCheaper(extent, true)
  return isProven(found, exhaustive) && !isBetter(found, extent)
}

function bestOf<Action>(
  exhaustive: ExhaustiveResult<Action> | null,
  sampled: readonly ExhaustiveFound<Action>[],
  promise: string,
): ExhaustiveFound<Action> | undefined {
  const [one, other] = [...(exhaustive?.found ?? []), ...sampled].filter(({ invariant }) => invariant.id === promise)
  return one !== undefined && isBetter(one, other) ? one : (other ?? one)
}
