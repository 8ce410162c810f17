/** What one size of a system shows, held against the others. */
import type { Invariant } from '../invariants/invariant.ts'
import { counterexampleOf } from './counterexample.ts'
import type { ExploreProgress } from './explore/exploration.ts'
import { isBetter, shortestLike, timesOfKinds } from './explore/shortest.ts'
import type { PromiseResult } from './result.ts'
import { type SearchOptions, statesProgress } from './search.ts'
import type { SizeSearch } from './size.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'

/** What a larger size shows, a smaller one that did not find it may show as well or better, with less around it. */
export async function inSmallerSizes<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  results: readonly PromiseResult<Action>[],
  told: PromiseResult<Action>,
  invariant: Invariant,
  { budget, maxStates, onProgress, interrupted }: SearchOptions,
): Promise<PromiseResult<Action>> {
  const { counterexample } = told
  if (counterexample === null) return told
  for (const [i, size] of sizes.entries()) {
    const own = results[i]
    if (own === undefined || (own.counterexample !== null && !isBetter(counterexample, own.counterexample))) return told
    if (size.showsNothingBetter(invariant, counterexample)) continue
    const { system } = size
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
export function provenInAll<State, Action>(
  result: PromiseResult<Action>,
  invariant: Invariant,
  sizes: readonly SizeSearch<State, Action>[],
): PromiseResult<Action> {
  const { counterexample } = result
  if (
    counterexample === null
    || counterexample.minimal === 'local'
    || sizes.every((size) => size.showsNothingBetter(invariant, counterexample))
  )
    return result
  return { ...result, counterexample: { ...counterexample, minimal: 'local' } }
}
