/** `tidemark replay`: a saved counterexample, run again step by step. */
import { readFile } from 'node:fs/promises'
import { jsonText } from '../reports/json.ts'
import { replayJson, replayText, type ReplayReport } from '../reports/replay.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { pageOf, type Io } from './io.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from './version.ts'

export interface ReplayOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly color: boolean
}

export async function replay(file: string, options: ReplayOptions, io: Io, engine: Engine): Promise<ExitCode> {
  const { settings, promise, title, run, again } = engine.replay(await contentOf(file), file)
  const configuration = { settings: { ...settings }, assumed: [], ignored: [], warnings: [], notes: [] }
  const report: ReplayReport = { version: VERSION, file, configuration, promise, title, run, again }
  if (options.json) io.out(jsonText(replayJson(report)))
  else if (!options.quiet) io.out(replayText(report, pageOf(io, options.color)))
  return again ? EXIT.violated : EXIT.kept
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') throw new UsageError(`${file}: there is no such file; \`check\` prints the names of the files it saves`)
    if (code === 'EISDIR') throw new UsageError(`${file}: this is a folder; name one saved counterexample in it`)
    throw new UsageError(`${file}: it cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}
