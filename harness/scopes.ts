/**
 * One search over several sizes of the same system, smallest first: a small one shows most flaws with the least around
 * them, a larger one those that need more. Of what they find the best counterexample is told; what they tried is added
 * up.
 */
import type { System } from '../model/system.ts'
import { counterexampleOf } from './counterexample.ts'
import type { ExploreProgress } from './explore/exploration.ts'
import { isBetter, shortestLike, timesOfKinds } from './explore/shortest.ts'
import { mergePromise } from './merging.ts'
import type { PromiseResult, SearchResult } from './result.ts'
import { type SearchOptions, type SearchProgress, type SizeResult, search, statesProgress } from './search.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'

/**
 * Judges all sizes of a system; `runs` are shared among them, `maxStates` are for each. The same systems and options give the same result.
 */
export async function searchScopes<State, Action>(
  systems: readonly System<State, Action>[],
  options: SearchOptions,
): Promise<SearchResult<Action>> {
  const results: SizeResult<Action>[] = []
  let before = 0
  for (const [i, system] of systems.entries()) {
    const runs = Math.floor((options.runs * (i + 1)) / systems.length) - before
    const offset = before
    const onProgress = (progress: SearchProgress): void =>
      options.onProgress?.(
        progress.stage === 'random'
          ? { ...progress, schedules: progress.schedules + offset, runs: options.runs }
          : progress,
      )
    const known = new Map(
      results.flatMap(({ promises }) =>
        promises.flatMap(({ promise, counterexample }) =>
          counterexample === null ? [] : [[promise, counterexample] as const],
        ),
      ),
    )
    const kind = options.search === 'both' && system.isForSampling === true && i > 0 ? 'random' : options.search
    const result = await search(system, {
      ...options,
      search: kind,
      known,
      runs,
      seed: `${options.seed} ${i}`,
      onProgress,
    })
    results.push(result)
    before += runs
    if (result.interrupted) break
  }
  const [first] = results
  if (first === undefined) return { promises: [], interrupted: false }
  const interrupted = results.some((result) => result.interrupted)
  const promises: PromiseResult<Action>[] = []
  for (const at of first.promises.keys()) {
    const told = results.map((result) => result.promises[at] as PromiseResult<Action>).reduce(mergePromise)
    promises.push(provenInAll(interrupted ? told : await inSmallerSizes(systems, results, told, options), results))
  }
  return { promises, interrupted }
}

/** What a larger size shows, a smaller one that did not find it may show as well or better, with less around it. */
async function inSmallerSizes<State, Action>(
  systems: readonly System<State, Action>[],
  sizes: readonly SizeResult<Action>[],
  told: PromiseResult<Action>,
  { invariants, budget, maxStates, onProgress, interrupted }: SearchOptions,
): Promise<PromiseResult<Action>> {
  const { counterexample, promise } = told
  const invariant = invariants.find(({ id }) => id === promise)
  if (counterexample === null || invariant === undefined) return told
  for (const [i, system] of systems.entries()) {
    const own = sizes[i]?.promises.find((other) => other.promise === promise)
    if (own === undefined || (own.counterexample !== null && !isBetter(counterexample, own.counterexample))) return told
    if (sizes[i]?.showsNothingBetter(promise, counterexample) === true) continue
    const stop = stopper(interrupted)
    const known = { ...counterexample, faultKinds: timesOfKinds(counterexample.faultKinds) }
    const tell = (progress: ExploreProgress): void => onProgress?.(statesProgress(system, progress))
    const found = await inSlices(
      shortestLike(system, invariant, known, { budget, isCheapest: true, maxStates, stop }),
      tell,
    )
    // Who plays it again has to know the size that it is of.
    if (found !== undefined)
      return {
        ...told,
        evidence: { ...told.evidence, bounds: own.evidence.bounds },
        counterexample: counterexampleOf(system, invariant, found.actions, budget),
      }
  }
  return told
}

/** Nothing better breaks a promise only if that was shown for every size. */
function provenInAll<Action>(
  result: PromiseResult<Action>,
  sizes: readonly SizeResult<Action>[],
): PromiseResult<Action> {
  const { counterexample } = result
  if (
    counterexample === null
    || counterexample.minimal === 'local'
    || sizes.every((size) => size.showsNothingBetter(result.promise, counterexample))
  )
    return result
  return { ...result, counterexample: { ...counterexample, minimal: 'local' } }
}
