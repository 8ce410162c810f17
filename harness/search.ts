/** A whole search: from a system and the promises asked for to a verdict with evidence on each. */
import type { Invariant } from '../invariants/invariant.ts'
import { faultKindsOf, type Reservation, type System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { searchExhaustively, type ExhaustiveFound, type ExhaustiveResult, type Extent } from './explore/exhaustive.ts'
import type { ExploreProgress } from './explore/exploration.ts'
import type { Source } from './explore/parallel/source.ts'
import { isBetter, shortestOf } from './explore/shortest.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'
import { reduce } from './reduce.ts'
import { searchRandomly, type Found, type RandomResult } from './random.ts'
import type { Bounds, Evidence, ExhaustiveEvidence, PromiseResult, SearchResult } from './result.ts'

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
  /** What workers make the same system from (`ExhaustiveOptions.source`). */
  readonly source?: Source
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

/** What both searches found. */
interface Findings<Action> {
  readonly random: RandomResult<Action> | null
  readonly exhaustive: ExhaustiveResult<Action> | null
  /** What only the random search found, or found in a cheaper way, made as short as possible. */
  readonly sampled: readonly ExhaustiveFound<Action>[]
}

/** What is looked at to make a schedule short where an exhaustive search would not get far: each state takes long there. */
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

/** Whether the random search may have found something better than the exhaustive one: nothing that costs as little, before it had to stop. */
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
  return spent.faultCount - found.faults < 0 || (spent.faultCount === found.faults && spent.moves < found.moves)
}

/** Whether a size that is only sampled shows no more than another size has shown already: making it short there would take long, and tell nothing. */
function isKnownAsCheap<State, Action>(
  system: System<State, Action>,
  { known, budget }: SearchOptions,
  { invariant, actions }: Found<Action>,
  exhaustive: ExhaustiveResult<Action> | null,
): boolean {
  const other = known?.get(invariant.id)
  if (other === undefined || exhaustive !== null) return false
  const { spent } = reduce(system, invariant, actions, budget)
  return spent.faultCount > other.faults || (spent.faultCount === other.faults && spent.moves >= other.moves)
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

/** Whether the situation that the promise is about occurred. */
function isReached<Action>({ id }: Invariant, { random, exhaustive }: Findings<Action>): boolean {
  return (random?.relevant[id] ?? 0) + (exhaustive?.relevant[id] ?? 0) > 0
}

function unreached({ about }: Invariant, isShown: boolean, { faults, records }: Bounds): string {
  if (!isShown) return `never reached: ${about}`
  const most = `${faults} ${faults === 1 ? 'fault or move' : 'faults and moves'}`
  return `no schedule of this size with up to ${most} reaches it: ${about}; it needs more records than ${String(records)}, or more to go wrong`
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

function bestOf<Action>(
  exhaustive: ExhaustiveResult<Action> | null,
  sampled: readonly ExhaustiveFound<Action>[],
  promise: string,
): ExhaustiveFound<Action> | undefined {
  const [one, other] = [...(exhaustive?.found ?? []), ...sampled].filter(({ invariant }) => invariant.id === promise)
  return one !== undefined && isBetter(one, other) ? one : (other ?? one)
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

function evidenceOf<Action>(bounds: Bounds, { id }: Invariant, { random, exhaustive }: Findings<Action>): Evidence {
  return {
    bounds,
    random: random && {
      schedules: random.schedules,
      sideways: random.sideways,
      steps: random.steps,
      relevant: random.relevant[id] ?? 0,
    },
    exhaustive: exhaustive && [exhaustiveEvidence(bounds, exhaustive, id)],
    reached: addedUp(random?.reached ?? {}, exhaustive?.reached ?? {}),
  }
}

function exhaustiveEvidence<Action>(
  bounds: Bounds,
  { states, depth, completeTo, ends, missed, stopped, relevant }: ExhaustiveResult<Action>,
  promise: string,
): ExhaustiveEvidence {
  const records = bounds['records']
  return {
    records: typeof records === 'number' ? records : 0,
    ...(bounds['prompt'] === 1 && { atOnce: true }),
    states,
    depth,
    completeTo,
    ends,
    missed,
    stopped,
    relevant: relevant[promise] ?? 0,
  }
}

/** Two counts by name as one. */
export function addedUp(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...a }
  for (const [name, times] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + times
  return sum
}

/** Why nothing can be said of a promise that nothing broke; `null` if something can. */
function doubt<Action>({ random, exhaustive }: Findings<Action>): string | null {
  if (random?.stopped === 'interrupted') return `interrupted after ${random.schedules} schedules`
  if (exhaustive?.stopped === 'interrupted') return `interrupted after ${exhaustive.states} states`
  if (exhaustive?.stopped === 'memory')
    return `not complete: the memory was full after ${exhaustive.states} states; ${judgedInWords(exhaustive)}`
  if (random === null && exhaustive?.stopped === 'too-large')
    return `not complete: there is more than can be counted after ${exhaustive.states} states; ${judgedInWords(exhaustive)}`
  if (random === null && exhaustive?.complete === false)
    return `not complete: --max-states was reached at ${exhaustive.states}; ${judgedInWords(exhaustive)}`
  if (random?.stopped === 'memory' && exhaustive?.complete !== true)
    return `the memory was full after ${random.schedules} schedules`
  if ((random?.schedules ?? 0) === 0 && (exhaustive?.completeTo ?? -1) < 0)
    return 'nothing was tried: give more --runs or --max-states'
  if (random !== null && random.restless > 0)
    return `the system did not come to rest ${random.restless} of ${random.schedules + random.sideways} times it was healed`
  if (exhaustive !== null && exhaustive.restless > 0)
    return `the system did not come to rest from ${exhaustive.restless} of ${exhaustive.states} states`
  return null
}

function judgedInWords<Action>({ completeTo }: ExhaustiveResult<Action>): string {
  if (completeTo < 0) return 'not even all schedules without a fault or move were judged'
  return completeTo === 0
    ? 'all schedules without a fault or move were judged'
    : `all schedules with up to ${completeTo} faults and moves were judged`
}

function boundsOf<State, Action>(system: System<State, Action>, { budget, steps }: SearchOptions): Bounds {
  const fault = Object.fromEntries(faultKindsOf(system).map((kind) => [kind, budget.faults[kind]])) as Bounds['fault']
  return { faults: budget.total, fault, moves: budget.moves, steps, ...system.bounds }
}
