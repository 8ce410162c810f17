/**
 * One search over several sizes of the same system, smallest first: a small one shows most flaws with the least around
 * them, a larger one those that need more. Of what they find the best counterexample is told; what they tried is added up.
 */
import type { System } from '../model/system.ts'
import { search, type SearchOptions } from './search.ts'
import type { Evidence, PromiseResult, SearchResult } from './result.ts'

/** Judges all sizes of a system; `runs` are shared among them. The same systems and options give the same result. */
export async function searchScopes<State, Action>(systems: readonly System<State, Action>[], options: SearchOptions): Promise<SearchResult<Action>> {
  let merged: SearchResult<Action> | undefined
  let before = 0
  for (const [i, system] of systems.entries()) {
    const runs = Math.floor((options.runs * (i + 1)) / systems.length) - before
    const offset = before
    const result = await search(system, {
      ...options,
      runs,
      seed: `${options.seed} ${i}`,
      onProgress: (progress) => options.onProgress?.({ ...progress, schedules: progress.schedules + offset, runs: options.runs }),
    })
    merged = merged === undefined ? result : mergeResults(merged, result)
    before += runs
    if (result.interrupted) break
  }
  return merged ?? { promises: [], interrupted: false }
}

function mergeResults<Action>(a: SearchResult<Action>, b: SearchResult<Action>): SearchResult<Action> {
  return {
    promises: a.promises.map((result, i) => {
      const other = b.promises[i]
      return other === undefined ? result : mergePromise(result, other)
    }),
    interrupted: a.interrupted || b.interrupted,
  }
}

/** The verdict that both sizes together allow: broken in one is broken; held in one and never reached in the other is held. */
function mergePromise<Action>(a: PromiseResult<Action>, b: PromiseResult<Action>): PromiseResult<Action> {
  const told = isBetter(b, a) ? b : a
  return { ...told, evidence: mergeEvidence(a.evidence, b.evidence, told.evidence) }
}

function isBetter<Action>(b: PromiseResult<Action>, a: PromiseResult<Action>): boolean {
  if (a.counterexample !== null && b.counterexample !== null) {
    const { faults, moves, length } = a.counterexample
    const other = b.counterexample
    return (other.faults - faults || other.moves - moves || other.length - length) < 0
  }
  if (a.counterexample !== null || b.counterexample !== null) return b.counterexample !== null
  // Held by the larger one, or both doubtful: the larger one speaks, unless only the smaller one reached the situation.
  return b.verdict === 'held' || a.verdict !== 'held' || isDoubtful(b)
}

/** An undecided result that says more than that the situation never occurred. */
function isDoubtful<Action>({ verdict, evidence }: PromiseResult<Action>): boolean {
  return verdict === 'undecided' && (evidence.random?.relevant ?? 0) > 0
}

function mergeEvidence(a: Evidence, b: Evidence, told: Evidence): Evidence {
  if (a.random === null || b.random === null) return told
  const reached: Record<string, number> = { ...a.reached }
  for (const [situation, times] of Object.entries(b.reached)) reached[situation] = (reached[situation] ?? 0) + times
  return {
    bounds: told.bounds,
    random: {
      schedules: a.random.schedules + b.random.schedules,
      sideways: a.random.sideways + b.random.sideways,
      steps: a.random.steps + b.random.steps,
      relevant: a.random.relevant + b.random.relevant,
    },
    exhaustive: told.exhaustive,
    reached,
  }
}
