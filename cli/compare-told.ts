/** How a comparison is told, in text, JSON and files, whether it was judged here or put together of parts. */
import { compareText } from '../reports/compare-table.ts'
import type { Part } from '../reports/forms/found.ts'
import { compareJson, jsonText } from '../reports/json.ts'
import { type CompareReport, type CompareRow, type Configuration, shownValue } from '../reports/report.ts'
import type { ShardJson } from '../reports/schema.ts'
import { tellProblem, tellWarnings } from './deliver.ts'
import { EXIT, type ExitCode, compareExit } from './exit-codes.ts'
import { type Io, pageOf } from './io.ts'
import { tellGithub } from './on-github.ts'
import type { ReportFiles } from './report-files.ts'
import { VERSION } from '../reports/version.ts'

/** A row with its place in the run, and all that forms for other programs need. Plain data. */
export interface JudgedRow {
  readonly at: number
  readonly row: CompareRow
  readonly configuration: Configuration
  readonly interrupted: boolean
  /** Since the command was started. */
  readonly seconds: number
}

export interface Compared {
  readonly report: Omit<CompareReport, 'rows'>
  readonly rows: readonly JudgedRow[]
  /** `--require`. */
  readonly required: readonly string[] | null
}

export interface Told {
  readonly options: { readonly json: boolean; readonly quiet: boolean; readonly color: boolean }
  /** Where text goes, and where GitHub listens. */
  readonly io: Io
  readonly outside: Io
  readonly files: ReportFiles
  /** What went wrong before. */
  readonly problem: string | null
  /** Parts for the forms that are no rows. */
  readonly more?: readonly Part[]
  /** Where this is a part itself. */
  readonly shard?: ShardJson
  readonly writeShard?: (text: string) => Promise<string | null>
}

/** Tells all of it; the exit code. */
export async function tellCompared(compared: Compared, told: Told): Promise<ExitCode> {
  const { options, io, outside, files, more = [], shard, writeShard } = told
  const rows = compared.rows.map(({ row }) => row)
  const report: CompareReport = { ...compared.report, rows, ...(shard && { part: shard }) }
  const json = jsonText({ ...compareJson(report), ...(shard && { shard }) })
  if (options.json) {
    io.out(json)
    tellWarnings(io, report.configuration, options.quiet)
  } else io.out(compareText(report, pageOf(io, options.color)))
  const parts = [...compared.rows.map((row) => partOf(row, compared.required ?? [])), ...more]
  let problem = told.problem ?? (await files.write({ version: VERSION, verb: 'compare', parts }))
  problem ??= (await writeShard?.(json)) ?? null
  // Rows are there to differ: their place is the summary alone.
  await tellGithub(outside, 'compare', parts, false)
  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  const judged = rows.filter((row) => row.refused === null).map((row) => row.judged.map(({ result }) => result))
  return compareExit(judged, compared.required ?? undefined, report.interrupted)
}

/** A combination as the forms for other programs take it: a configuration, named by what is varied. */
function partOf({ row, configuration, interrupted, seconds }: JudgedRow, required: readonly string[]): Part {
  const { varied, seed, judged, refused } = row
  const of = Object.entries(varied).map(([key, value]) => `${key}=${shownValue(value)}`)
  return {
    version: VERSION,
    seed,
    configuration: { ...configuration, of: of.join(', ') },
    judged,
    required,
    interrupted,
    seconds,
    ...(refused !== null && { refused }),
  }
}
