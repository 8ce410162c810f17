/** What one size of a system shows, held against the others. */
import type { Invariant } from '../invariants/invariant.ts'
import { counterexampleOf } from './counterexample.ts'
import { isBetter, shortestLike, timesOfKinds } from './explore/shortest.ts'
import type { Counterexample, PromiseResult } from './result.ts'
import { type SearchOptions, statesProgress } from './search.ts'
import type { SizeSearch } from './size.ts'
import { inSlices } from './slices.ts'
import { stopper } from './stopping.ts'

/** A promise, what each size says of it, and what all of them say. */
export interface ToldOf<Action> {
  readonly invariant: Invariant
  /** Of a size that is not about the promise, nothing. */
  readonly results: readonly (PromiseResult<Action> | undefined)[]
  readonly told: PromiseResult<Action>
}

type Violated<Action> = ToldOf<Action> & { readonly counterexample: Counterexample<Action> }

/**
 * What a larger size shows, a smaller one that did not find it may show as well or better, with less around it. What
 * costs the same is looked for together.
 */
export async function inSmallerSizes<State, Action>(
  sizes: readonly SizeSearch<State, Action>[],
  promises: readonly ToldOf<Action>[],
  options: SearchOptions,
): Promise<ReadonlyMap<Invariant, PromiseResult<Action>>> {
  const found = new Map<Invariant, PromiseResult<Action>>()
  let open = promises.flatMap((one) =>
    one.told.counterexample === null ? [] : [{ ...one, counterexample: one.told.counterexample }],
  )
  for (const [at, size] of sizes.entries()) {
    open = open.filter(({ invariant, results, counterexample }) => {
      const own = results[at]?.counterexample
      return !found.has(invariant) && own !== undefined && (own === null || isBetter(counterexample, own))
    })
    const doubtful = open.filter(({ invariant, counterexample }) => !size.showsNothingBetter(invariant, counterexample))
    for (const alike of byCost(doubtful))
      for (const [invariant, result] of await likeIn(size, at, alike, options)) found.set(invariant, result)
  }
  return new Map(promises.map(({ invariant, told }) => [invariant, found.get(invariant) ?? told]))
}

/** What this size shows of promises whose counterexamples cost the same elsewhere. */
async function likeIn<State, Action>(
  { system }: SizeSearch<State, Action>,
  at: number,
  alike: readonly Violated<Action>[],
  { budget, maxStates, onProgress, interrupted }: SearchOptions,
): Promise<readonly (readonly [Invariant, PromiseResult<Action>])[]> {
  const known = alike.map(({ invariant, counterexample: { faults, moves, length, faultKinds } }) => ({
    invariant,
    faults,
    moves,
    length,
    faultKinds: timesOfKinds(faultKinds),
  }))
  const shortest = await inSlices(
    shortestLike(system, known, { budget, isCheapest: true, maxStates, stop: stopper(interrupted) }),
    (progress) => onProgress?.(statesProgress(system, progress)),
  )
  return shortest.flatMap(({ invariant, actions }) => {
    const { told, results } = alike.find((one) => one.invariant === invariant) as Violated<Action>
    const bounds = results[at]?.evidence.bounds
    if (bounds === undefined) return []
    // Who plays it again has to know the size that it is of.
    const evidence = { ...told.evidence, bounds }
    const counterexample = counterexampleOf(system, invariant, actions, budget)
    return [[invariant, { ...told, evidence, counterexample }] as const]
  })
}

function byCost<Action>(violated: readonly Violated<Action>[]): readonly (readonly Violated<Action>[])[] {
  const groups = new Map<string, Violated<Action>[]>()
  for (const one of violated) {
    const { faults, moves, faultKinds } = one.counterexample
    const cost = JSON.stringify([faults, moves, timesOfKinds(faultKinds)])
    groups.set(cost, [...(groups.get(cost) ?? []), one])
  }
  return [...groups.values()]
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
