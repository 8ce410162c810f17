/** A whole search: from a system and the promises asked for to a verdict with evidence on each. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { searchRandomly, type Progress, type RandomResult } from './random.ts'
import { reduce } from './reduce.ts'
import type { Bounds, Evidence, PromiseResult, SearchResult } from './result.ts'

export interface SearchOptions {
  /** The promises to judge, in the order of the result. */
  readonly invariants: readonly Invariant[]
  readonly budget: Budget
  /** Random schedules in all. */
  readonly runs: number
  /** Steps of one random schedule. */
  readonly steps: number
  readonly seed: string
  /** Told every few schedules. */
  readonly onProgress?: (progress: Progress) => void
  /** Asked before each schedule; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

/**
 * Judges a system. Gives way to the event loop every few schedules, so that a signal can set what `interrupted` reads.
 * The same system and options give the same result.
 */
export async function search<State, Action>(system: System<State, Action>, options: SearchOptions): Promise<SearchResult<Action>> {
  const invariants = options.invariants.filter(({ id }) => system.reservations[id] === undefined)
  const slices = searchRandomly(system, { ...options, invariants })
  let slice = slices.next()
  while (slice.done !== true) {
    options.onProgress?.(slice.value)
    await eventLoop()
    slice = slices.next()
  }
  const random = slice.value
  return {
    promises: options.invariants.map((invariant) => promiseResult(system, options, invariant, random)),
    interrupted: random.interrupted,
  }
}

function promiseResult<State, Action>(
  system: System<State, Action>,
  options: SearchOptions,
  invariant: Invariant,
  random: RandomResult<Action>,
): PromiseResult<Action> {
  const { id: promise, title } = invariant
  const bounds = boundsOf(system, options)
  const reservation = system.reservations[promise]
  if (reservation !== undefined) {
    return { promise, title, ...reservation, evidence: { bounds, random: null, exhaustive: null, reached: {} }, counterexample: null }
  }
  const relevant = random.relevant[promise] ?? 0
  const evidence: Evidence = {
    bounds,
    random: { schedules: random.schedules, sideways: random.sideways, steps: random.steps, relevant },
    exhaustive: null,
    reached: random.reached,
  }
  const found = random.found.find((other) => other.invariant === invariant)
  if (found !== undefined) {
    const { actions } = reduce(system, invariant, found.actions, options.budget)
    const counterexample = counterexampleOf(system, invariant, actions, options.budget)
    return { promise, title, verdict: 'violated', why: null, evidence, counterexample }
  }
  const why = doubt(invariant, random, relevant)
  return { promise, title, verdict: why === null ? 'held' : 'undecided', why, evidence, counterexample: null }
}

/** Why a promise that nothing broke cannot be said to hold; `null` if it can. */
function doubt<Action>(invariant: Invariant, random: RandomResult<Action>, relevant: number): string | null {
  if (random.interrupted) return `interrupted after ${random.schedules} schedules`
  if (random.restless > 0) return `the system did not come to rest ${random.restless} of ${random.schedules + random.sideways} times it was healed`
  if (relevant === 0) return `never reached: ${invariant.about}`
  return null
}

function boundsOf<State, Action>(system: System<State, Action>, { budget, steps }: SearchOptions): Bounds {
  return { faults: budget.total, fault: budget.faults, moves: budget.moves, steps, ...system.bounds }
}

/** Lets everything that waits have its turn, a signal among it. */
function eventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
