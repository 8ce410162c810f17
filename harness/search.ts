/** What a search is asked for, and what it tells while it goes on. The search itself is `searchScopes`. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import type { ExploreProgress } from './explore/exploration.ts'
import type { Counterexample, PromiseResult } from './result.ts'

/** At random or completely; or completely, and at random where that did not come to its end. */
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

/** A promise is broken, with no more than this. */
export type Broken = Pick<PromiseResult<unknown>, 'promise' | 'title'>
  & Pick<Counterexample<unknown>, 'faults' | 'faultKinds' | 'moves' | 'moveKinds'>

/** Schedules that broke promises before. */
export interface KnownSchedules {
  /** `at` is the size, by its place among all, in which it is played. */
  readonly schedules: readonly {
    readonly promise: string
    readonly actions: readonly unknown[]
    readonly at: number
  }[]
  /** So many sizes are searched; those behind them are there for schedules that are too large for these. */
  readonly searched: number
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
  /** States that the exhaustive search of one size stores before it stops. */
  readonly maxStates: number
  /** Played first: what is broken by one of them is known from the beginning. */
  readonly known?: KnownSchedules
  /** Told now and then. */
  readonly onProgress?: (progress: SearchProgress) => void
  /** Told once of a promise that a complete round breaks; with how little it can be broken is not known yet. */
  readonly onBroken?: (broken: Broken) => void
  /** Told once of each promise, when nothing more will change what is said of it. */
  readonly onSettled?: (result: PromiseResult<unknown>) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

/** How far a search of the states of a system is. */
export function statesProgress<State, Action>(
  { bounds }: System<State, Action>,
  progress: ExploreProgress,
): SearchProgress {
  return { stage: 'exhaustive', records: bounds['records'] ?? 0, ...progress }
}
