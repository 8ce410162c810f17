/** Programs of the machine that some tests need: without them these are left out, and it is said. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Program {
  readonly name: string
  /** What is not tested without it. */
  readonly tests: string
  /** Where it is, if it is there. */
  readonly path: string | undefined
}

/** Set by the gate, which has installed them: there a program that is missing is a failure. */
export const areAllNeeded = process.env['TIDEMARK_NEEDS_ALL'] === '1'

export const CHROMIUM = program('Chromium', 'the page in a browser', ['chromium', 'chromium-browser', 'google-chrome'])
export const REDIS = program('Redis', 'campaigns on several machines', ['redis-server'])
export const PROGRAMS: readonly Program[] = [CHROMIUM, REDIS]

/** Where it is. @throws where it is missing, and its tests are not left out */
export function pathOf({ name, path }: Program): string {
  if (path === undefined) throw new Error(`there is no ${name}, and with TIDEMARK_NEEDS_ALL=1 nothing is left out`)
  return path
}

function program(name: string, tests: string, files: readonly string[]): Program {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin']
  const path = files.flatMap((file) => folders.map((folder) => join(folder, file))).find(existsSync)
  return { name, tests, path }
}
