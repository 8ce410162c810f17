/** One round of an exhaustive search: by one explorer, or where it may get large by several workers. */
import type { Invariant } from '../../invariants/invariant.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { inSlices } from '../slices.ts'
import { stopper } from '../stopping.ts'
import type { Exploration, ExploreProgress } from './exploration.ts'
import { explore } from './explorer.ts'
import type { Layer } from './layers.ts'
import { type JudgedState, judgedTogether, judging } from './judging.ts'
import { exploreWithWorkers } from './parallel/explore-with-workers.ts'
import type { Source } from './parallel/source.ts'
import type { ExhaustiveFound } from './shortest.ts'

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
  readonly exploration: Exploration<readonly Action[]>
  readonly judged: JudgedState
  readonly found: readonly ExhaustiveFound<Action>[]
}

/**
 * Explores every schedule within the budget of the options.
 * @param statesBefore what the round before stored
 */
export async function explorePromises<State, Action>(
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
