/** `tidemark merge`: the parts of a run as one report, as from one machine. */
import { clean } from '../../reports/page.ts'
import type { Part } from '../../reports/forms/found.ts'
import type { CompareReport, MissingPart } from '../../reports/report.ts'
import { type Compared, type JudgedRow, tellCompared } from '../compare-told.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { type ExaminedFlaws, tellExamined } from '../gallery-told.ts'
import type { Io } from '../io.ts'
import { save } from '../judge.ts'
import { withoutCommands } from '../on-github.ts'
import type { ReportFileOptions } from '../options.ts'
import { flagOf, reportFiles } from '../report-files.ts'
import { FORMS } from '../../reports/forms/forms.ts'
import { UsageError } from '../usage-error.ts'
import { VERSION } from '../../reports/version.ts'
import { commandOfPart } from './command.ts'
import { findParts } from './find.ts'
import { together } from './together.ts'

export interface MergeOptions extends ReportFileOptions {
  readonly out: string
  readonly json: boolean
  readonly quiet: boolean
  readonly color: boolean
}

export async function merge(paths: readonly string[], options: MergeOptions, outside: Io): Promise<ExitCode> {
  const io = options.json ? outside : withoutCommands(outside)
  const found = await findParts(paths)
  const run = together(found.parts)
  const again = (part: number): MissingPart => ({
    part,
    of: run.of,
    command: commandOfPart(io.commandName, run.words, part, run.of),
  })
  const missing = run.missing.map(again)
  const inputs = [...paths, ...found.parts.map(({ file }) => file)]
  // What a part holds was written by this version, and the checksum says that it still is.
  const code =
    run.command === 'compare'
      ? await mergeCompared(run.held as readonly Compared[], missing, { options, io, outside, inputs })
      : await mergeExamined(run.held as readonly ExaminedFlaws[], missing, options, io)

  if (!options.quiet) for (const line of leftOut(found.others)) io.err(`note: ${clean(line)}\n`)
  for (const file of found.cut)
    io.err(`tidemark: ${clean(file)}: this part is empty or cut off, as one that was killed leaves it\n`)
  for (const { part, of, command } of missing)
    io.err(`tidemark: part ${part} of ${of} is missing; run it again: ${command}\n`)
  for (const { part, of, command } of run.interrupted.map(again))
    io.err(`tidemark: part ${part} of ${of} was interrupted; run it again: ${command}\n`)
  return code === EXIT.kept && missing.length > 0 ? EXIT.noVerdict : code
}

function leftOut(others: readonly string[]): readonly string[] {
  const [first] = others
  if (first === undefined) return []
  return [
    `${others.length} other JSON ${others.length === 1 ? 'file is no part' : 'files are no parts'} of a run (${first})`,
  ]
}

interface Outside {
  readonly options: MergeOptions
  readonly io: Io
  readonly outside: Io
  readonly inputs: readonly string[]
}

async function mergeCompared(
  parts: readonly Compared[],
  missing: readonly MissingPart[],
  { options, io, outside, inputs }: Outside,
): Promise<ExitCode> {
  const files = await reportFiles('compare', options, inputs, { written: [] }, io.env)
  const rows: JudgedRow[] = []
  let problem: string | null = null
  let seconds = 0
  for (const { duration, ...judged } of parts.flatMap(withDurations).toSorted((a, b) => a.at - b.at)) {
    seconds += duration
    const { row, configuration } = judged
    const saved = await save({ request: row, judged: row.judged }, configuration, options.out)
    problem ??= saved.problem
    rows.push({ ...judged, row: { ...row, judged: saved.judged }, seconds })
  }
  const [first] = parts
  if (first === undefined) throw new RangeError('there is no part')
  const report: Compared['report'] = { ...first.report, ...summed(parts, missing) }
  const more = missing.map((one) => missingPart(one, report, first.required ?? [], seconds))
  return tellCompared({ report, rows, required: first.required }, { options, io, outside, files, problem, more })
}

/** How long each row took. */
function withDurations({ rows }: Compared): readonly (JudgedRow & { readonly duration: number })[] {
  return rows.map((row, at) => ({ ...row, duration: row.seconds - (rows[at - 1]?.seconds ?? 0) }))
}

function summed(
  parts: readonly { readonly report: Pick<CompareReport, 'interrupted' | 'seconds'> }[],
  missing: readonly MissingPart[],
): Pick<CompareReport, 'interrupted' | 'seconds' | 'missing'> {
  return {
    interrupted: parts.some(({ report }) => report.interrupted),
    seconds: parts.reduce((sum, { report }) => sum + report.seconds, 0),
    missing,
  }
}

/** What is not there stands in every form, too: nobody takes the rest for all of it. */
function missingPart(
  { part, of, command }: MissingPart,
  { configuration }: Compared['report'],
  required: readonly string[],
  seconds: number,
): Part {
  return {
    version: VERSION,
    seed: '',
    configuration: { ...configuration, of: `part ${part} of ${of}` },
    judged: [],
    required,
    interrupted: true,
    seconds,
    refused: `it is missing; run it again: ${command}`,
  }
}

async function mergeExamined(
  parts: readonly ExaminedFlaws[],
  missing: readonly MissingPart[],
  options: MergeOptions,
  io: Io,
): Promise<ExitCode> {
  const form = FORMS.find(({ option }) => options[option] !== undefined)
  if (form !== undefined) throw new UsageError(`${flagOf(form.option)}: a gallery is not written so; leave it out`)
  const [first] = parts
  if (first === undefined) throw new RangeError('there is no part')
  const rows = parts.flatMap((part) => part.rows).toSorted((a, b) => a.at - b.at)
  const asked = parts.reduce((sum, { report }) => sum + report.asked, 0)
  const report = { ...first.report, ...summed(parts, missing), asked }
  return tellExamined({ report, rows, isAsked: first.isAsked }, { options, io })
}
