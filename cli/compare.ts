/** `tidemark compare`: every combination of the varied settings, as a table. */
import type { Resolved } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import { compareText } from '../reports/compare-table.ts'
import { compareJson, jsonText } from '../reports/json.ts'
import type { Part } from '../reports/forms/found.ts'
import {
  type CompareReport,
  type CompareRow,
  type Configuration,
  type SettingValue,
  shownValue,
} from '../reports/report.ts'
import { withAvailability } from './availability.ts'
import { readFiles, resolveConfiguration, shownConfiguration } from './configuration.ts'
import { tellProblem, tellWarnings } from './deliver.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode, compareExit } from './exit-codes.ts'
import { watchForInterrupt } from './interrupt.ts'
import { type Io, pageOf } from './io.ts'
import { judge, requestFor, save } from './judge.ts'
import type { Assignment, SearchOptions, Variation } from './options.ts'
import { progressOn } from './progress.ts'
import { tellGithub, withoutCommands } from './on-github.ts'
import { askedPromises, checkPromises } from './promises.ts'
import { reportFiles } from './report-files.ts'
import { scenariosAsked } from './survive.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'

const MOST_COMBINATIONS = 1000

/** The column of the configuration, where the files hold several. */
const OF = 'configuration'

/** A combination with its settings, or with the reason why it has none. */
interface Combination {
  readonly varied: readonly Assignment[]
  readonly resolved: Resolved | undefined
  readonly refused: string | null
}

export async function compare(
  paths: readonly string[],
  vary: readonly Variation[],
  options: SearchOptions,
  outside: Io,
  engine: Engine,
): Promise<ExitCode> {
  const io = options.json ? outside : withoutCommands(outside)
  const started = io.now()
  checkPromises(options.promise, options.require)
  const read = await readFiles(engine, paths, options)
  const asked = askedPromises(read.system, options.promise, options.require)
  const several = read.cases.length > 1
  const rowsToJudge = read.cases.flatMap((one) =>
    combinations(vary).flatMap((varied) => {
      const of: CompareRow['varied'] = several ? { [OF]: one.name } : {}
      const row = resolvedOrRefused(engine, varied, () => resolveConfiguration(engine, read, one, options, varied))
      if (row.resolved === undefined) return [{ ...row, of, scenario: undefined }]
      return scenariosAsked(knownSystem(read.system), row.resolved.settings, options).map((scenario) => ({
        ...row,
        of: scenario === undefined ? of : { ...of, survive: scenario.name },
        scenario,
      }))
    }),
  )
  const resolved = rowsToJudge.flatMap((row) => row.resolved ?? [])
  if (resolved.length === 0) throw new UsageError(rowsToJudge[0]?.refused ?? 'there is nothing to compare')

  const files = await reportFiles('compare', options, paths, read, io.env)
  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const rows: CompareRow[] = []
  const parts: Part[] = []
  const keep = (row: CompareRow, resolved: Resolved | undefined, interrupted: boolean): void => {
    rows.push(row)
    const required = options.require ?? []
    parts.push(partOf(row, read.system, resolved, { required, interrupted, seconds: (io.now() - started) / 1000 }))
  }
  let problem: string | null = null
  let interrupted = false
  for (const [at, row] of rowsToJudge.entries()) {
    if (row.resolved === undefined) {
      const varied = { ...row.of, ...asGiven(row.varied) }
      keep({ varied, seed: '', refused: row.refused, judged: [] }, undefined, false)
      continue
    }
    const request = {
      ...requestFor(read.system, row.resolved, asked, options, row.scenario),
      onProgress: progress.report(`combination ${at + 1} of ${rowsToJudge.length}: `),
      interrupted: interrupt.pressed,
    }
    const judgement = await judge(engine, request, asked)
    const saved = await save(judgement, shownConfiguration(read.system, row.resolved), options.out)
    problem ??= saved.problem
    interrupted ||= judgement.interrupted
    const done = {
      varied: { ...row.of, ...effective(row.varied, row.resolved) },
      seed: request.seed,
      refused: null,
      judged: saved.judged,
      ...withAvailability(engine.availability(request)),
    }
    keep(done, row.resolved, judgement.interrupted)
  }
  progress.end()

  const report: CompareReport = {
    version: VERSION,
    seed: options.seed ?? null,
    configuration: shared(read.system, resolved),
    promises: [...asked.judged, ...asked.notModelled],
    rows,
    interrupted,
    seconds: (io.now() - started) / 1000,
  }
  if (options.json) {
    io.out(jsonText(compareJson(report)))
    tellWarnings(io, report.configuration, options.quiet)
  } else io.out(compareText(report, pageOf(io, options.color)))
  problem ??= await files.write({ version: VERSION, verb: 'compare', parts })
  // Rows are there to differ: their place is the summary alone.
  await tellGithub(outside, parts, false)
  interrupt.end()

  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  const judgedRows = rows.filter((row) => row.refused === null).map((row) => row.judged.map(({ result }) => result))
  return compareExit(judgedRows, options.require, interrupted)
}

/** A combination as the forms for other programs take it: a configuration, named by what is varied. */
function partOf(
  { varied, seed, refused, judged }: CompareRow,
  system: string,
  resolved: Resolved | undefined,
  rest: Pick<Part, 'required' | 'interrupted' | 'seconds'>,
): Part {
  const nothing = { system, settings: varied, assumed: [], ignored: [], warnings: [], notes: [] }
  const configuration = resolved === undefined ? nothing : shownConfiguration(system, resolved)
  const of = Object.entries(varied).map(([key, value]) => `${key}=${shownValue(value)}`)
  return {
    version: VERSION,
    seed,
    configuration: { ...configuration, of: of.join(', ') },
    judged,
    ...rest,
    ...(refused !== null && { refused }),
  }
}

/** Every combination, the last key changing fastest. */
export function combinations(vary: readonly Variation[]): readonly (readonly Assignment[])[] {
  const size = vary.reduce((product, { values }) => product * values.length, 1)
  if (size > MOST_COMBINATIONS)
    throw new UsageError(`--vary: ${size} combinations are more than ${MOST_COMBINATIONS}; vary less at once`)
  return vary.reduce<readonly (readonly Assignment[])[]>(
    (rows, { key, values }) => rows.flatMap((row) => values.map((value) => [...row, { key, value }])),
    [[]],
  )
}

function resolvedOrRefused(engine: Engine, varied: readonly Assignment[], resolve: () => Resolved): Combination {
  try {
    return { varied, resolved: resolve(), refused: null }
  } catch (error) {
    const refused = error instanceof UsageError ? error.message : engine.badInput(error)
    if (refused === undefined) throw error
    return { varied, resolved: undefined, refused: refused.replace(/\s+/g, ' ') }
  }
}

function asGiven(varied: readonly Assignment[]): CompareRow['varied'] {
  return Object.fromEntries(varied.map(({ key, value }) => [key, value]))
}

/** The value that counts, where the varied key is one of the settings judged. */
function effective(varied: readonly Assignment[], { settings }: Resolved): CompareRow['varied'] {
  const values: Readonly<Record<string, SettingValue>> = { ...settings }
  return Object.fromEntries(
    varied.map(({ key, value }) => [
      key,
      values[key] ?? values[key.replace(/^(broker|topic|producer|consumer)\./, '')] ?? value,
    ]),
  )
}

/** What all rows have in common; what differs stands in the rows. */
function shared(system: string, rows: readonly Resolved[]): Configuration {
  const shown = rows.map((row) => shownConfiguration(system, row))
  const same = <T>(of: (configuration: Configuration) => readonly T[], key: (item: T) => string): readonly T[] => [
    ...new Map(shown.flatMap((row) => of(row).map((item) => [key(item), item] as const))).values(),
  ]
  const first = shown[0]?.settings ?? {}
  return {
    system,
    settings: knownSystem(system).shared(shown.map(({ settings }) => settings)),
    assumed: (shown[0]?.assumed ?? []).filter((name) =>
      shown.every((row) => row.assumed.includes(name) && row.settings[name] === first[name]),
    ),
    ignored: same(
      (row) => row.ignored,
      ({ key }) => key,
    ),
    warnings: same(
      (row) => row.warnings,
      (text) => text,
    ),
    notes: same(
      (row) => row.notes,
      (text) => text,
    ),
  }
}
