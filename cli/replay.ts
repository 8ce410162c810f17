/** `tidemark replay`: a saved counterexample, run again step by step. */
import { SavedFileError } from '../harness/saved.ts'
import { clean } from '../reports/page.ts'
import { jsonText } from '../reports/json.ts'
import { type ReplayReport, replayJson, replayText } from '../reports/replay.ts'
import { type SavedFile, parseSavedFile } from '../reports/saved-file.ts'
import type { Engine, Replayed } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { contentOf } from './input-file.ts'
import { type Io, pageOf } from './io.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'

export interface ReplayOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly color: boolean
  /** Real brokers to play it on: `kafka:4.3.1`. */
  readonly on?: string
  /** There: without the decisive step. */
  readonly control?: boolean
}

export async function replay(file: string, options: ReplayOptions, io: Io, engine: Engine): Promise<ExitCode> {
  const { saved, settings, replay } = await replayedFile(file, engine)
  const notes =
    saved.tidemark === VERSION
      ? []
      : [`the file was written by tidemark ${saved.tidemark}; this is ${VERSION}, whose model may differ`]
  const configuration = {
    system: saved.system,
    settings,
    assumed: saved.assumed,
    ignored: saved.ignored,
    warnings: [],
    notes,
  }
  const steps = replay.steps.map((step) =>
    step.possible ? step : { ...step, text: `${step.saved} (not possible any more)` },
  )
  const { title, moveKinds, afterwards, why, clause, decisive, violated: again } = replay
  const run = { ...saved.counterexample, moveKinds, steps, afterwards, why, clause, decisive }
  const report: ReplayReport = { version: VERSION, file, configuration, promise: saved.promise, title, run, again }
  if (options.json) {
    io.out(jsonText(replayJson(report)))
    if (!options.quiet) for (const note of notes) io.err(`note: ${clean(note)}\n`)
  } else if (!options.quiet) io.out(replayText(report, pageOf(io, options.color)))
  return again ? EXIT.violated : EXIT.kept
}

/** What a file holds, and what became of it in the model. Throws `UsageError` for what no check has saved. */
export async function replayedFile(file: string, engine: Engine): Promise<Replayed & { readonly saved: SavedFile }> {
  const content = await contentOf(file, SAVED)
  try {
    const saved = parseSavedFile(content)
    return { saved, ...engine.replay(saved) }
  } catch (error) {
    throw error instanceof SavedFileError ? new UsageError(`${file}: ${error.message}`) : error
  }
}

const SAVED = {
  what: 'saved counterexample',
  give: 'give a file that `check` has saved',
  found: '`check` prints the names of the files it saves',
}
