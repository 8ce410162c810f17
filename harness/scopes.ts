/**
 * One search over several sizes of the same system: a small one shows most flaws with the least around them, a larger
 * one those that need more. Every schedule is looked at, in rounds, the cheapest first: with no fault or move in every
 * size, then with one, then with two. Only then, and only where that leaves a promise in doubt, schedules are sampled.
 * Of what is found the best counterexample is told; what was tried is added up.
 */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import { moveKindsOf } from './counterexample.ts'
import type { ExhaustiveFound } from './explore/exhaustive.ts'
import { isBetter } from './explore/shortest.ts'
import { mergePromise } from './merging.ts'
import type { PromiseResult, SearchResult } from './result.ts'
import { runSchedule } from './schedule.ts'
import type { SearchOptions, SearchProgress } from './search.ts'
import { SizeSearch } from './size.ts'
import { inSmallerSizes, provenInAll } from './smaller-sizes.ts'

/**
 * Judges all sizes of a system, smallest first; `maxStates` are for each,
 * `runs` are shared among those that are sampled. Gives way to the event loop now and then, so that a signal can set
 * what `interrupted` reads. The same systems and options give the same result.
 */
export async function searchScopes<State, Action>(
  systems: readonly System<State, Action>[],
  options: SearchOptions,
): Promise<SearchResult<Action>> {
  if (systems.length === 0) return { promises: [], interrupted: false }
  const searched = options.known?.searched ?? systems.length
  const best = (invariant: Invariant): ExhaustiveFound<Action> | undefined => bestIn(sizes, invariant)
  const sizes: readonly SizeSearch<State, Action>[] = systems.map(
    (system, at) =>
      new SizeSearch(system, {
        ...options,
        seed: `${options.seed} ${at}`,
        explores:
          at < searched
          && (options.search === 'exhaustive' || (options.search === 'both' && !isLeftToSamples(system, at))),
        best,
        at,
      }),
  )
  const told = new Map<Invariant, PromiseResult<Action>>()
  const settle = async (isFinal: (invariant: Invariant) => boolean): Promise<void> => {
    const final = options.invariants.filter((invariant) => !told.has(invariant) && isFinal(invariant))
    for (const [invariant, result] of await resultsIn(sizes, final, options)) {
      told.set(invariant, result)
      options.onSettled?.(result)
    }
  }

  await explore(sizes, options)
  if (!isInterrupted(sizes)) {
    const doubted = (invariant: Invariant): boolean => sampledFor(sizes, invariant, options).length > 0
    await settle((invariant) => best(invariant) === undefined && !doubted(invariant))
    for (const size of sizes) await size.shorten()
    await settle((invariant) => !doubted(invariant))
    await sampleDoubtful(sizes, options)
  } else for (const size of sizes) await size.shorten()
  await settle(() => true)
  return {
    promises: options.invariants.flatMap((invariant) => told.get(invariant) ?? []),
    interrupted: isInterrupted(sizes),
  }
}

/** Each message by itself is too much to explore, beside sizes in which that is not so. */
function isLeftToSamples<State, Action>({ isForSampling }: System<State, Action>, at: number): boolean {
  return isForSampling === true && at > 0
}

/** All rounds, the cheapest first, until they are done or there is no more time; tells what they break. */
async function explore<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  { budget, onBroken }: SearchOptions,
): Promise<void> {
  const broken = new Set<Invariant>()
  const tell = (size: SizeSearch<State, Action>, found: readonly ExhaustiveFound<Action>[]): void => {
    for (const { invariant, actions } of found) {
      if (broken.has(invariant)) continue
      broken.add(invariant)
      const run = runSchedule(size.system, actions, budget)
      const { faultCount: faults, faults: faultKinds, moves } = run.spent
      const moveKinds = moveKindsOf(run)
      onBroken?.({ promise: invariant.id, title: invariant.title, faults, faultKinds, moves, moveKinds })
    }
  }
  for (const size of sizes) tell(size, size.played)
  for (let total = 0; total <= budget.total; total++) {
    for (const size of sizes) {
      if (size.next !== total) continue
      tell(size, await size.round())
      if (size.isInterrupted) total = budget.total
    }
  }
  for (const size of sizes) size.endRounds()
}

/** The sizes of which samples could show more than is known of a promise. */
function sampledFor<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  invariant: Invariant,
  { search }: SearchOptions,
): readonly SizeSearch<State, Action>[] {
  return search === 'exhaustive' ? [] : sizes.filter((size) => size.leavesDoubt(invariant))
}

/** Samples where there is doubt, the runs shared among these sizes. */
async function sampleDoubtful<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  options: SearchOptions,
): Promise<void> {
  const { invariants, runs, onProgress } = options
  const doubts = sizes
    .map((size) => ({
      size,
      invariants: invariants.filter((invariant) => sampledFor(sizes, invariant, options).includes(size)),
    }))
    .filter((doubt) => doubt.invariants.length > 0)
  let before = 0
  for (const [at, { size, invariants: doubted }] of doubts.entries()) {
    const offset = before
    before = Math.floor((runs * (at + 1)) / doubts.length)
    const tell = (progress: SearchProgress): void =>
      onProgress?.(
        progress.stage === 'random' ? { ...progress, schedules: progress.schedules + offset, runs } : progress,
      )
    const known = new Map(
      doubted.flatMap((invariant) => {
        const found = bestIn(sizes, invariant)
        return found === undefined ? [] : [[invariant.id, found] as const]
      }),
    )
    await size.sample(doubted, { runs: before - offset, onProgress: tell }, known)
    if (size.isInterrupted) break
  }
}

/** What all sizes together say; of an interrupted search, all that it came to. */
async function resultsIn<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  invariants: readonly Invariant[],
  options: SearchOptions,
): Promise<ReadonlyMap<Invariant, PromiseResult<Action>>> {
  const interrupted = isInterrupted(sizes)
  const told = interrupted ? sizes.filter((size, at) => at === 0 || size.hasBegun) : sizes
  const promises = invariants.map((invariant) => {
    const results = told.map((size) => (size.isAbout(invariant) ? size.resultOf(invariant, interrupted) : undefined))
    return { invariant, results, told: results.filter((one) => one !== undefined).reduce(mergePromise) }
  })
  const known = interrupted
    ? new Map(promises.map((one) => [one.invariant, one.told]))
    : await inSmallerSizes(told, promises, options)
  return new Map([...known].map(([invariant, result]) => [invariant, provenInAll(result, invariant, told)]))
}

function bestIn<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  invariant: Invariant,
): ExhaustiveFound<Action> | undefined {
  return sizes
    .map((size) => size.best(invariant))
    .reduce((best, found) => (found !== undefined && isBetter(found, best) ? found : best), undefined)
}

function isInterrupted<State, Action>(sizes: readonly SizeSearch<State, Action>[]): boolean {
  return sizes.some((size) => size.isInterrupted)
}
