/** The search as a function: settings, or a system of one's own, in; verdicts and stories as plain data out. */
import type { PromiseResult } from '../harness/result.ts'
import { searchScopes } from '../harness/scopes.ts'
import type { Settings } from '../model/system-entry.ts'
import { htmlText } from '../reports/html/html.ts'
import type { CheckReport, Judged } from '../reports/report.ts'
import { saveCounterexample } from '../reports/save.ts'
import { savedFileText } from '../reports/saved-file.ts'
import { seedOfSettings } from '../reports/seed.ts'
import { VERSION } from '../reports/version.ts'
import { writeWhole } from '../reports/write-whole.ts'
import { type CheckOptions, type Ready, ready, type Target } from './target.ts'

/** Where `check` writes what it finds. Without any of these it writes nothing. */
export interface Written {
  /** The folder in which every counterexample becomes a file, to be replayed: `.tidemark`. */
  readonly save?: string
  /** The file for the report as a page. */
  readonly html?: string
}

/** What a check found: plain data, all of it. */
export interface CheckResult {
  /** The system, by its name. */
  readonly system: string
  /** Effective settings, and the names of those that nobody gave. */
  readonly settings: Settings
  readonly assumed: readonly string[]
  readonly warnings: readonly string[]
  readonly seed: string
  /** In the order in which they were asked for. */
  readonly promises: readonly Kept[]
}

/** What became of a promise, and the file of its counterexample; `null` where none was saved. */
export interface Kept extends PromiseResult<unknown> {
  readonly file: string | null
}

/** A check, with what reports are made of. */
export interface Examined {
  readonly report: CheckReport
  readonly result: CheckResult
}

/**
 * Which promises these settings, or this system of one's own, keep, and the shortest story of how the others are
 * broken. The same target and options give the same result on every machine.
 * @param target settings by their names, or what `ownSystem` made
 * @throws InputError for settings that the system does not have or refuses
 * @throws RangeError for a system, a promise, a fault or an amount that there is not
 * @throws Error where a file cannot be written
 */
export async function check(target: Target, options: CheckOptions & Written = {}): Promise<CheckResult> {
  return (await examine(target, options)).result
}

/** The same, with what reports are made of. */
export async function examine(target: Target, options: CheckOptions & Written = {}): Promise<Examined> {
  const one = ready(target, options)
  const { entry, configuration, size, budget, invariants } = one
  const { settings, assumed, warnings } = configuration
  const seed = options.seed ?? seedOfSettings(entry, settings)
  const { promises, interrupted } = await searchScopes(
    entry.sizes(settings, size).map((each) => entry.make(settings, each)),
    {
      invariants,
      budget,
      seed,
      search: options.search ?? 'both',
      runs: options.runs ?? 1000,
      steps: options.steps ?? 60,
      maxStates: options.maxStates ?? 200_000,
    },
  )
  const judged: Judged[] = []
  for (const result of promises) judged.push({ result, file: await saved(one, result, seed, options.save) })
  const required = invariants.map(({ id }) => id)
  const report: CheckReport = { version: VERSION, seed, configuration, judged, interrupted, required, seconds: 0 }
  if (options.html !== undefined) {
    const cwd = process.cwd()
    await writeWhole(options.html, htmlText({ version: VERSION, verb: 'check', parts: [report], cwd, root: cwd }))
  }
  const kept = judged.map(({ result, file }) => ({ ...result, file }))
  return { report, result: { system: entry.name, settings, assumed, warnings, seed, promises: kept } }
}

async function saved(
  { configuration }: Ready,
  result: PromiseResult<unknown>,
  seed: string,
  folder: string | undefined,
): Promise<string | null> {
  if (folder === undefined || result.counterexample === null) return null
  const checked = { version: VERSION, seed, configuration }
  const forName = { ...checked, configuration: { ...configuration, ignored: [] } }
  const { file, problem } = await saveCounterexample(folder, result.promise, (name) =>
    savedFileText(name === null ? forName : checked, result, name),
  )
  if (problem !== null) throw new Error(problem.replace('--out', 'save'))
  return file
}
