/** Judges one configuration, and saves what it finds. */
import type { Scenario } from '../model/scenario.ts'
import type { Resolved } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import type { Configuration, Judged } from '../reports/report.ts'
import { savedFileText } from '../reports/saved-file.ts'
import type { Engine, JudgeRequest } from './engine.ts'
import { type SearchOptions, budgetFrom } from './options.ts'
import { type Asked, notModelledResult } from './promises.ts'
import { saveCounterexample } from '../reports/save.ts'
import { seedFrom } from '../reports/seed.ts'
import { budgetOfScenario, onlyThese } from './survive.ts'
import { VERSION } from '../reports/version.ts'

export interface Judgement {
  readonly request: JudgeRequest
  readonly judged: readonly Judged[]
  readonly interrupted: boolean
  /** Nothing was searched: it was known from an earlier run. */
  readonly isFromCache: boolean
}

export function requestFor(
  system: string,
  resolved: Resolved,
  asked: Asked,
  options: SearchOptions,
  scenario?: Scenario,
): Omit<JudgeRequest, 'onProgress' | 'onBroken' | 'onSettled' | 'interrupted'> {
  const entry = knownSystem(system)
  const { settings } = resolved
  const usual = budgetFrom(entry, settings, options)
  const budget =
    scenario !== undefined
      ? budgetOfScenario(scenario)
      : options.only === undefined
        ? usual
        : onlyThese(entry, settings, usual, options)
  return {
    system,
    settings,
    size: { ...entry.sizeOf(settings, { ...options, allowed: budget.faults }), ...scenario?.size },
    promises: asked.judged,
    budget,
    runs: options.runs,
    steps: options.steps,
    search: options.search,
    maxStates: options.maxStates,
    seed: seedFrom(options.seed, system, settings),
  }
}

/** The verdicts of one configuration, nothing saved yet. */
export async function judge(engine: Engine, request: JudgeRequest, asked: Asked): Promise<Judgement> {
  const nothing = { promises: [], interrupted: false, isFromCache: false }
  const found = request.promises.length === 0 ? nothing : await engine.judge(request)
  const results = [
    ...found.promises,
    ...asked.notModelled.map((promise) => notModelledResult(request.system, promise, request.budget)),
  ]
  const judged = results.map((result) => ({ result, file: null }))
  return { request, judged, interrupted: found.interrupted, isFromCache: found.isFromCache === true }
}

/**
 * The same with every counterexample in a file of its own, as the result of a check of this configuration; what could
 * not be written is told once.
 */
export async function save(
  judgement: { readonly request: Pick<JudgeRequest, 'seed'>; readonly judged: readonly Judged[] },
  configuration: Configuration,
  folder: string,
): Promise<{ readonly judged: readonly Judged[]; readonly problem: string | null }> {
  const judged: Judged[] = []
  const checked = { version: VERSION, seed: judgement.request.seed, configuration }
  // What was ignored makes no difference to a counterexample, and none to its name.
  const forName = { ...checked, configuration: { ...configuration, ignored: [] } }
  let problem: string | null = null
  for (const { result } of judgement.judged) {
    if (result.counterexample === null) judged.push({ result, file: null })
    else {
      const saved = await saveCounterexample(folder, result.promise, (file) =>
        savedFileText(file === null ? forName : checked, result, file),
      )
      problem ??= saved.problem
      judged.push({ result, file: saved.file })
    }
  }
  return { judged, problem }
}
