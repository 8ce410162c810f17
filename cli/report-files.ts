/** The files that a check or a comparison writes its result into, for other programs. */
import { existsSync, statSync } from 'node:fs'
import { join, parse, resolve, sep } from 'node:path'
import { FORMS, type FormOption } from '../reports/forms/forms.ts'
import type { Found, Verb } from '../reports/forms/found.ts'
import type { ReadConfiguration } from './engine.ts'
import type { Io } from './io.ts'
import type { ReportFileOptions } from './options.ts'
import { UsageError } from './usage-error.ts'
import { tryToWrite, writeWhole } from '../reports/write-whole.ts'

export interface ReportFiles {
  /** Whether there are any. */
  readonly isAsked: boolean
  /** Whether any of them shows what mends what is broken as a change of the user's files. */
  readonly showsFix: boolean
  /** Writes all of them; what could not be written, if anything. */
  readonly write: (found: Pick<Found, 'version' | 'verb' | 'parts'>) => Promise<string | null>
}

/** The option as it is given: `--code-quality`. */
export function flagOf(option: FormOption): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** What the options ask for. Whatever cannot be written is refused now, before anything is searched. */
export async function reportFiles(
  verb: Verb,
  options: ReportFileOptions,
  paths: readonly string[],
  { written }: Pick<ReadConfiguration, 'written'>,
  env: Io['env'],
): Promise<ReportFiles> {
  const asked = FORMS.flatMap((row) => {
    const file = options[row.option]
    return file === undefined || !(row.verbs as readonly Verb[]).includes(verb) ? [] : [{ ...row, file }]
  })
  const files = asked.length === 0 ? [] : [...paths, ...written.flatMap(({ origin }) => origin.file ?? [])]
  const inputs = [...new Set(files)].map((path) => resolve(path))
  for (const [at, { option, file }] of asked.entries()) {
    const same = asked.slice(0, at).find((other) => resolve(other.file) === resolve(file))
    if (same !== undefined)
      throw new UsageError(
        `${flagOf(option)} ${file}: ${flagOf(same.option)} writes it, too; give each a file of its own`,
      )
    if (inputs.includes(resolve(file)))
      throw new UsageError(`${flagOf(option)} ${file}: it is read as a configuration; give another file`)
    if (existsSync(file) && !statSync(file).isFile())
      throw new UsageError(`${flagOf(option)} ${file}: it is there, and is no file; give another name`)
    const problem = await problemOf(tryToWrite(file))
    if (problem !== undefined) throw new UsageError(unwritable(option, file, problem))
  }
  return {
    isAsked: asked.length > 0,
    showsFix: asked.some((row) => row.showsFix),
    write: async (found) => {
      let first: string | null = null
      for (const { option, file, form } of asked)
        for (const [at, text] of form(placed(found, env)).entries()) {
          const name = numbered(file, at)
          const problem = await problemOf(writeWhole(name, text))
          if (problem !== undefined) first ??= unwritable(option, name, problem)
        }
      return first
    },
  }
}

/** The same with the folders from which files are named: in CI that of the repository, where it is above this one. */
export function placed(found: Pick<Found, 'version' | 'verb' | 'parts'>, env: Io['env']): Found {
  const cwd = process.cwd()
  const above = [env['GITHUB_WORKSPACE'], env['CI_PROJECT_DIR']].find(
    (folder) => folder !== undefined && folder !== '' && `${cwd}${sep}`.startsWith(`${resolve(folder)}${sep}`),
  )
  return { ...found, cwd, root: above === undefined ? cwd : resolve(above) }
}

/** The name of the file at this place: `trace.itf.json`, `trace-2.itf.json`. */
export function numbered(file: string, at: number): string {
  if (at === 0) return file
  const { dir, base } = parse(file)
  const dot = base.indexOf('.', 1)
  const stem = dot < 0 ? base : base.slice(0, dot)
  return join(dir, `${stem}-${at + 1}${base.slice(stem.length)}`)
}

function unwritable(option: FormOption, file: string, problem: string): string {
  return `${flagOf(option)} ${file}: it could not be written (${problem}); choose another file`
}

async function problemOf(work: Promise<void>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
