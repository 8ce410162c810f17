/** One round of an exhaustive search. */
import type { Invariant } from '../../invariants/invariant.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { inSlices } from '../slices.ts'
import { stopper } from '../stopping.ts'
import type { Exploration, ExploreProgress } from './exploration.ts'
import type { Layer } from './layers.ts'
import { type JudgedState, judging } from './judging.ts'
import type { ExhaustiveFound } from './shortest.ts'

export interface ExhaustiveOptions {
  readonly invariants: readonly Invariant[]
  readonly budget: Budget
  /** States stored before the search stops. */
  readonly maxStates: number
  /**
   * There is something better to do than a round that will not be complete: it is given up as soon as that is to be
   * expected.
   */
  readonly givesUp?: boolean
  /** What to expect of a round, from what the one before it was (`ExploreOptions`). */
  readonly lastForOthers?: number
  /** `false`: nothing is left out that makes no difference, to show that it makes none. */
  readonly reduce?: boolean
  /** What a search of another size has found so far: nothing that costs more is looked for. */
  readonly elsewhere?: (invariant: Invariant) => Layer | undefined
  /** Told now and then. */
  readonly onProgress?: (progress: ExploreProgress) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

/** One round: every schedule within a budget, as far as needed to break all of these promises. */
export interface Round<Action> {
  readonly invariants: readonly Invariant[]
  readonly exploration: Exploration<Action>
  readonly judged: JudgedState
  readonly found: readonly ExhaustiveFound<Action>[]
}

/** Explores every schedule within the budget of the options. */
export async function explorePromises<State, Action>(
  system: System<State, Action>,
  { invariants, budget, maxStates, lastForOthers, reduce = true, onProgress, interrupted }: ExhaustiveOptions,
): Promise<Round<Action>> {
  const { explore, report } = judging(system, invariants, budget, reduce ? 'reduced' : 'in full')
  const stop = stopper(interrupted)
  const exploration = await inSlices(
    explore({
      maxStates,
      ...(lastForOthers && { lastForOthers }),
      looksAtWaiting: true,
      wanted: 2 ** invariants.length - 1,
      stop,
    }),
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

/** Whether a round was given up long before it had stored all that it may. */
export function isGivenUp<Action>({ exploration }: Round<Action>, { maxStates }: ExhaustiveOptions): boolean {
  return exploration.stopped === 'max-states' && exploration.states < maxStates
}

/** What is said of a search that gave its last round up: how large the one before it was, and what either has met. */
export function withCounts<Action>(complete: Round<Action>, { judged, invariants }: Round<Action>): Round<Action> {
  const { relevant, reached } = complete.judged
  return {
    ...complete,
    judged: {
      ...complete.judged,
      relevant: complete.invariants.map((invariant, at) =>
        Math.max(relevant[at] ?? 0, judged.relevant[invariants.indexOf(invariant)] ?? 0),
      ),
      reached: Object.fromEntries(
        Object.entries(reached).map(([situation, times]) => [
          situation,
          Math.max(times, judged.reached[situation] ?? 0),
        ]),
      ),
    },
  }
}
