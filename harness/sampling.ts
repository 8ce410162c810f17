/** Samples of one size of a system, and what they find made short: for what an exhaustive search left open. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { ExhaustiveFound, ExhaustiveResult, Extent } from './explore/exhaustive.ts'
import { isCheaper, shortestOf } from './explore/shortest.ts'
import { type Found, type RandomResult, searchRandomly } from './random.ts'
import { reduce } from './reduce.ts'
import { type SearchOptions, statesProgress } from './search.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'

export interface Sampled<Action> {
  readonly random: RandomResult<Action>
  /** What was found in a cheaper way than the exhaustive search did, or only here, as short as possible. */
  readonly sampled: readonly ExhaustiveFound<Action>[]
}

/** What is known of a size before it is sampled. */
export interface Before<Action> {
  /** What was explored of it. */
  readonly exhaustive: ExhaustiveResult<Action> | null
  /** By promise: the best that was found in any size. */
  readonly known: ReadonlyMap<string, Extent>
}

/**
 * What is looked at to make a schedule short where an exhaustive search would not get far: each state takes long there.
 */
const FEW_STATES = 5_000

/** Of a schedule as the random search found it, nothing is known but that it breaks the promise. */
const NOT_MEASURED = { faults: 0, moves: 0, length: 0, isShortest: false } as const

/** Samples a system for these promises, and makes short what may be better than all that is known. */
export async function sample<State, Action>(
  system: System<State, Action>,
  options: SearchOptions,
  before: Before<Action>,
): Promise<Sampled<Action>> {
  const random = await inSlices(searchRandomly(system, options), ({ schedules, runs }) =>
    options.onProgress?.({ stage: 'random', schedules, runs }),
  )
  const open = random.found.filter((found) => mayBeBetter(system, options, found, before))
  const measured = open.map((one) => ({ ...one, ...NOT_MEASURED }))
  return { random, sampled: await madeShort(system, measured, options, before.known) }
}

/** Schedules that an exhaustive search did not find, as short as they get. */
export function madeShort<State, Action>(
  system: System<State, Action>,
  found: readonly ExhaustiveFound<Action>[],
  { budget, maxStates, interrupted, onProgress }: SearchOptions,
  known: ReadonlyMap<string, Extent>,
): Promise<readonly ExhaustiveFound<Action>[]> {
  return inSlices(
    shortestOf(system, found, {
      budget,
      maxStates: system.isForSampling === true ? Math.min(maxStates, FEW_STATES) : maxStates,
      known,
      isCheapest: false,
      stop: stopper(interrupted),
    }),
    (progress) => onProgress?.(statesProgress(system, progress)),
  )
}

/**
 * Whether the random search may have found something better than the exhaustive one; of a size that is only sampled,
 * whether it shows more than another size: making it short there would take long, and tell nothing.
 */
function mayBeBetter<State, Action>(
  system: System<State, Action>,
  { budget }: SearchOptions,
  { invariant, actions }: Found<Action>,
  { exhaustive, known }: Before<Action>,
): boolean {
  const best = exhaustive === null ? known.get(invariant.id) : foundOf(exhaustive, invariant)
  if (best !== undefined && exhaustive?.judgedCheaper(best) === true) return false
  const { spent } = reduce(system, invariant, actions, budget)
  const cost = { faults: spent.faultCount, moves: spent.moves }
  if (best !== undefined && !isCheaper(cost, best)) return false
  if (exhaustive?.judgedCheaper(cost, true) === true)
    throw new Error(`the exhaustive search missed a schedule that breaks ${invariant.id}: ${JSON.stringify(actions)}`)
  return true
}

function foundOf<Action>(
  { found }: ExhaustiveResult<Action>,
  invariant: Invariant,
): ExhaustiveFound<Action> | undefined {
  return found.find((other) => other.invariant === invariant)
}
