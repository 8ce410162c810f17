/** A whole search: from a system and the promises asked for to a verdict with evidence on each. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { searchExhaustively, type ExhaustiveResult, type Extent } from './explore/exhaustive.ts'
import { searchRandomly, type RandomResult } from './random.ts'
import { reduce } from './reduce.ts'
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
  /** Told now and then. */
  readonly onProgress?: (progress: SearchProgress) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

/** What a search of one size found, and what it can vouch for. */
export interface SizeResult<Action> extends SearchResult<Action> {
  /** Whether every schedule of this size that is better than this was judged. */
  readonly covers: (extent: Extent) => boolean
}

/** What both searches found. */
interface Findings<Action> {
  readonly random: RandomResult<Action> | null
  readonly exhaustive: ExhaustiveResult<Action> | null
}

/**
 * Judges a system. Gives way to the event loop now and then, so that a signal can set what `interrupted` reads.
 * The same system and options give the same result.
 */
export async function search<State, Action>(system: System<State, Action>, options: SearchOptions): Promise<SizeResult<Action>> {
  const invariants = options.invariants.filter(({ id }) => system.reservations[id] === undefined)
  const random = options.search === 'exhaustive' ? null : await inSlices(searchRandomly(system, { ...options, invariants }), ({ schedules, runs }) => options.onProgress?.({ stage: 'random', schedules, runs }))
  const records = system.bounds['records'] ?? 0
  const exhaustive =
    options.search === 'random' || random?.interrupted === true
      ? null
      : await inSlices(searchExhaustively(system, { ...options, invariants }), (progress) => options.onProgress?.({ stage: 'exhaustive', records, ...progress }))
  return {
    promises: options.invariants.map((invariant) => promiseResult(system, options, invariant, { random, exhaustive })),
    interrupted: random?.interrupted === true || exhaustive?.stopped === 'interrupted',
    covers: exhaustive?.covers ?? (() => false),
  }
}

/** The result of a search in slices; between two of them everything else that waits has its turn. */
async function inSlices<Progress, Result>(slices: Generator<Progress, Result>, onProgress: (progress: Progress) => void): Promise<Result> {
  let slice = slices.next()
  while (slice.done !== true) {
    onProgress(slice.value)
    await eventLoop()
    slice = slices.next()
  }
  return slice.value
}

function promiseResult<State, Action>(system: System<State, Action>, options: SearchOptions, invariant: Invariant, findings: Findings<Action>): PromiseResult<Action> {
  const { id: promise, title } = invariant
  const bounds = boundsOf(system, options)
  const reservation = system.reservations[promise]
  if (reservation !== undefined) {
    return { promise, title, ...reservation, evidence: { bounds, random: null, exhaustive: null, reached: {} }, counterexample: null }
  }
  const evidence = evidenceOf(bounds, invariant, findings)
  const counterexample = counterexampleIn(system, options, invariant, findings)
  if (counterexample !== null) return { promise, title, verdict: 'violated', why: null, evidence, counterexample }
  const why = doubt(invariant, findings)
  return { promise, title, verdict: why === null ? 'held' : 'undecided', why, evidence, counterexample: null }
}

function counterexampleIn<State, Action>(system: System<State, Action>, { budget }: SearchOptions, invariant: Invariant, { random, exhaustive }: Findings<Action>): PromiseResult<Action>['counterexample'] {
  const shortest = exhaustive?.found.find((other) => other.invariant === invariant)
  if (shortest !== undefined) return counterexampleOf(system, invariant, shortest.actions, budget, 'proven')
  const sampled = random?.found.find((other) => other.invariant === invariant)
  if (sampled === undefined) return null
  if (exhaustive?.complete === true) throw new Error(`the exhaustive search missed a schedule that breaks ${invariant.id}: ${JSON.stringify(sampled.actions)}`)
  const { actions, spent } = reduce(system, invariant, sampled.actions, budget)
  const nothingBetter = exhaustive?.covers({ faults: spent.faultCount, moves: spent.moves, length: actions.length }) ?? false
  return counterexampleOf(system, invariant, actions, budget, nothingBetter ? 'proven' : 'local')
}

function evidenceOf<Action>(bounds: Bounds, { id }: Invariant, { random, exhaustive }: Findings<Action>): Evidence {
  return {
    bounds,
    random: random && { schedules: random.schedules, sideways: random.sideways, steps: random.steps, relevant: random.relevant[id] ?? 0 },
    exhaustive: exhaustive && [exhaustiveEvidence(bounds, exhaustive, id)],
    reached: addedUp(random?.reached ?? {}, exhaustive?.reached ?? {}),
  }
}

function exhaustiveEvidence<Action>(bounds: Bounds, { states, depth, completeTo, ends, missed, stopped, relevant }: ExhaustiveResult<Action>, promise: string): ExhaustiveEvidence {
  const records = bounds['records']
  return { records: typeof records === 'number' ? records : 0, states, depth, completeTo, ends, missed, stopped, relevant: relevant[promise] ?? 0 }
}

/** Two counts by name as one. */
export function addedUp(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...a }
  for (const [name, times] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + times
  return sum
}

/** Why a promise that nothing broke cannot be said to hold; `null` if it can. */
function doubt<Action>(invariant: Invariant, { random, exhaustive }: Findings<Action>): string | null {
  if (random?.interrupted === true) return `interrupted after ${random.schedules} schedules`
  if (exhaustive?.stopped === 'interrupted') return `interrupted after ${exhaustive.states} states`
  if (exhaustive?.stopped === 'memory') return `not complete: the memory was full after ${exhaustive.states} states; all schedules with up to ${exhaustive.completeTo} faults and moves were judged`
  if (random === null && exhaustive?.complete === false) {
    return `not complete: --max-states was reached at ${exhaustive.states}; all schedules with up to ${exhaustive.completeTo} faults and moves were judged`
  }
  if (random !== null && random.restless > 0) return `the system did not come to rest ${random.restless} of ${random.schedules + random.sideways} times it was healed`
  if (exhaustive !== null && exhaustive.restless > 0) return `the system did not come to rest from ${exhaustive.restless} of ${exhaustive.states} states`
  const relevant = (random?.relevant[invariant.id] ?? 0) + (exhaustive?.relevant[invariant.id] ?? 0)
  return relevant === 0 ? `never reached: ${invariant.about}` : null
}

function boundsOf<State, Action>(system: System<State, Action>, { budget, steps }: SearchOptions): Bounds {
  return { faults: budget.total, fault: budget.faults, moves: budget.moves, steps, ...system.bounds }
}

/** Lets everything that waits have its turn, a signal among it. */
function eventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
