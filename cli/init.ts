/** `tidemark init`: from the files of a project to one tidemark.yaml. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { clean } from '../reports/page.ts'
import { quoted } from './check.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { type Found, findIn } from './init/found.ts'
import { writeNew } from './init/new-file.ts'
import { sectionsText } from './init/sections-text.ts'
import type { Io } from './io.ts'
import { UsageError } from './usage-error.ts'

export interface InitOptions {
  /** Print what would be written, and write nothing. */
  readonly dryRun: boolean
}

const FILE = 'tidemark.yaml'

/** So many files are told that looked like settings and are not right. */
const MOST_TOLD = 20

/**
 * Looks for settings at the paths, or in the folder, and writes them down in it.
 * @throws UsageError where the file is there already, and where nothing was found.
 */
export async function init(
  paths: readonly string[],
  { dryRun }: InitOptions,
  io: Io,
  engine: Engine,
  folder = '.',
): Promise<ExitCode> {
  const target = join(folder, FILE)
  if (paths.includes('')) throw new UsageError('PATH: the name of a file is empty; give a file or a folder')
  if (!dryRun && existsSync(target)) throw alreadyThere(target)
  const found = await findIn(paths.length === 0 ? [folder] : paths, engine)
  if (found.cases.length === 0) throw nothingFound(found, paths)
  const text = sectionsText(found.cases, [
    'Written by tidemark init: what these files say of Kafka, each value with the place where it stands.',
    ...found.files.map(({ file, says }) => `  ${file} (${says})`),
    ...(found.cases.length > 1
      ? ['They hold several brokers, topics or clients that differ: each of these is judged by itself.']
      : []),
    `Keep what is right, and judge it: tidemark check ${FILE}`,
  ])
  if (dryRun) {
    io.out(text)
    for (const line of found.leftOut.slice(0, MOST_TOLD)) io.err(`tidemark: left out: ${clean(line)}\n`)
    return EXIT.kept
  }
  const written = await writeNew(target, text)
  if (written === 'exists') throw alreadyThere(target)
  if (written !== 'written')
    throw new UsageError(
      `${target} could not be written (${clean(written.problem)}); init writes into the current folder`,
    )
  io.out(told(found, target, io))
  return EXIT.kept
}

function told({ files, leftOut, cases, asides, notes }: Found, target: string, io: Io): string {
  const more = leftOut.length - MOST_TOLD
  const lines = [
    ...files.map(({ file, says }) => `found     ${file}: ${says}`),
    ...leftOut.slice(0, MOST_TOLD).map((why) => `left out  ${why.split('\n').join(' ')}`),
    ...(more > 0 ? [`left out  ${more} more`] : []),
    ...notes.map((note) => `note      ${note}`),
    ...(asides > 0
      ? [
          `note      ${asides} ${asides === 1 ? 'key is' : 'keys are'} not judged; tidemark check of these files lists them`,
        ]
      : []),
    `written   ${target}: ${cases.length === 1 ? 'one configuration' : `${cases.length} configurations, each judged by itself`}`,
  ]
  return `${lines.map(clean).join('\n')}\n\nNext: ${io.commandName} check ${quoted(target)}\n`
}

function alreadyThere(target: string): UsageError {
  return new UsageError(
    `${target}: it is there already, and init overwrites nothing; move it away, or see with --dry-run what would be written`,
  )
}

function nothingFound({ leftOut }: Found, paths: readonly string[]): UsageError {
  const [first] = leftOut
  const where = paths.length === 0 ? 'here' : `at ${paths.join(', ')}`
  return new UsageError(
    first === undefined
      ? `init: no settings of Kafka were found ${where}; name the files that hold them, or see docs/forms.md for what is read`
      : `init: of the files ${where} none can be judged; the first of ${leftOut.length}:\n${first}`,
  )
}
