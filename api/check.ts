/** The search as a function: settings, files, or a system of one's own in; verdicts and stories as plain data out. */
import type { Cure } from '../harness/remedies.ts'
import type { PromiseResult } from '../harness/result.ts'
import { searchScopes } from '../harness/scopes.ts'
import type { Origin } from '../model/given.ts'
import type { Settings } from '../model/system-entry.ts'
import { worstOf } from '../reports/cases.ts'
import { htmlText } from '../reports/html/html.ts'
import type { CheckReport, Judged } from '../reports/report.ts'
import { saveCounterexample } from '../reports/save.ts'
import { savedFileText } from '../reports/saved-file.ts'
import { seedOfSettings } from '../reports/seed.ts'
import { VERSION } from '../reports/version.ts'
import { writeWhole } from '../reports/write-whole.ts'
import { curesOf, withCure } from './cures.ts'
import { allReady, type CheckOptions, type Ready, type Target } from './target.ts'

/** Where `check` writes what it finds. Without any of these it writes nothing. */
export interface Written {
  /** The folder in which every counterexample becomes a file, to be replayed: `.tidemark`. */
  readonly save?: string
  /** The file for the report as a page. */
  readonly html?: string
}

/** What a check found in one configuration: plain data, all of it. */
export interface CheckedConfiguration {
  /** What tells it from the others of the same files: `topic orders`; empty where it is the only one. */
  readonly of: string
  /** Effective settings, and the names of those that nobody gave. */
  readonly settings: Settings
  readonly assumed: readonly string[]
  /** Where settings were given in a file. */
  readonly from: Readonly<Record<string, Origin>>
  readonly warnings: readonly string[]
  readonly seed: string
  /** In the order in which they were asked for. */
  readonly promises: readonly Kept[]
}

/**
 * What a check found. Of files with several configurations: what they have in common, and the worst that became of
 * each promise.
 */
export interface CheckResult extends CheckedConfiguration {
  /** The system, by its name. */
  readonly system: string
  /** Each by itself; one, but for files that hold several. */
  readonly configurations: readonly CheckedConfiguration[]
}

/** What became of a promise. */
export interface Kept extends PromiseResult<unknown> {
  /** In which configuration. */
  readonly of: string
  /** The file of its counterexample; `null` where none was saved. */
  readonly file: string | null
  /** What is to blame, and what would mend it, where it is broken and `remedies` was asked for. */
  readonly cure?: Cure
}

/** A check, with what reports are made of. */
export interface Examined {
  readonly reports: readonly CheckReport[]
  readonly result: CheckResult
}

/**
 * Which promises these settings, files, or this system of one's own, keep, and the shortest story of how the others are
 * broken. The same target and options give the same result on every machine.
 * @param target settings by their names, `files(…)`, or what `ownSystem` made
 * @throws InputError for files that cannot be read, and settings that the system does not have or refuses
 * @throws RangeError for a system, a promise, a fault, a workload or an amount that there is not
 * @throws Error where a file cannot be written
 */
export async function check(target: Target, options: CheckOptions & Written = {}): Promise<CheckResult> {
  return (await examine(target, options)).result
}

/** The same, with what reports are made of. */
export async function examine(target: Target, options: CheckOptions & Written = {}): Promise<Examined> {
  const all = allReady(target, options)
  const reports: CheckReport[] = []
  for (const one of all) reports.push(await reportOn(one, options))
  if (options.html !== undefined) {
    const cwd = process.cwd()
    await writeWhole(options.html, htmlText({ version: VERSION, verb: 'check', parts: reports, cwd, root: cwd }))
  }
  return { reports, result: resultOf(reports, all) }
}

async function reportOn(one: Ready, options: CheckOptions & Written): Promise<CheckReport> {
  const { entry, configuration, size, budget, invariants } = one
  const { settings } = configuration
  const seed = options.seed ?? seedOfSettings(entry, settings)
  const search = {
    invariants,
    budget,
    seed,
    search: options.search ?? 'both',
    runs: options.runs ?? 1000,
    steps: options.steps ?? 60,
    maxStates: options.maxStates ?? 200_000,
  } as const
  const found = await searchScopes(
    entry.sizes(settings, size).map((each) => entry.make(settings, each)),
    search,
  )
  const cures = options.remedies === true ? await curesOf(one, found, search) : new Map<string, Cure>()
  const judged: Judged[] = []
  for (const result of found.promises)
    judged.push(withCure({ result, file: await saved(one, result, seed, options.save) }, cures, one))
  const required = invariants.map(({ id }) => id)
  const { interrupted } = found
  return { version: VERSION, seed, configuration, judged, interrupted, required, seconds: 0 }
}

function resultOf(reports: readonly CheckReport[], all: readonly Ready[]): CheckResult {
  const configurations = reports.map(({ configuration, seed, judged }): CheckedConfiguration => {
    const { of = '', settings, assumed, from = {}, warnings } = configuration
    return { of, settings, assumed, from, warnings, seed, promises: judged.map((one) => keptOf(one, of)) }
  })
  const [first] = configurations
  const entry = all[0]?.entry
  if (first === undefined || entry === undefined) throw new RangeError('no configuration was judged')
  if (configurations.length === 1) return { system: entry.name, ...first, configurations }
  return {
    system: entry.name,
    ...first,
    of: '',
    settings: entry.shared(configurations.map(({ settings }) => settings)),
    warnings: [...new Set(configurations.flatMap(({ warnings }) => warnings))],
    promises: worstOf(reports).map(({ of, judged }) => keptOf(judged, of)),
    configurations,
  }
}

function keptOf({ result, file, cure }: Judged, of: string): Kept {
  return { ...result, of, file, ...(cure !== undefined && { cure }) }
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
