/** What a check does by itself where GitHub Actions runs it: annotations, and a summary of the step. */
import { appendFile } from 'node:fs/promises'
import { annotations } from '../reports/forms/annotations.ts'
import { markdownText } from '../reports/forms/markdown.ts'
import type { Part, Verb } from '../reports/forms/found.ts'
import type { Io } from './io.ts'
import { placed } from './report-files.ts'
import { VERSION } from '../reports/version.ts'

/** Whether GitHub Actions reads what is printed. */
function isOnGithub({ env }: Io): boolean {
  return env['GITHUB_ACTIONS'] === 'true'
}

/** The same streams; on GitHub no line of a report is a command to it, whatever users have written into their files. */
export function withoutCommands(io: Io): Io {
  if (!isOnGithub(io)) return io
  return { ...io, out: (text) => io.out(plain(text)), err: (text) => io.err(plain(text)) }
}

/** Commands begin a line, or stand anywhere in brackets after two signs of a number. */
function plain(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [')
}

/** Annotations go where people read, so not beside JSON; the summary is for the page of the run. */
export async function tellGithub(io: Io, verb: Verb, parts: readonly Part[], isAnnotated: boolean): Promise<void> {
  if (!isOnGithub(io)) return
  const found = placed({ version: VERSION, verb, parts }, io.env)
  if (isAnnotated) io.err(annotations(found))
  const file = io.env['GITHUB_STEP_SUMMARY'] ?? ''
  if (file === '') return
  try {
    await appendFile(file, `${markdownText(found)}\n`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    io.err(`warning: the summary of the step could not be written (${why})\n`)
  }
}
