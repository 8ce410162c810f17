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
export const JAVA_AND_MAVEN = programs('Java (a JDK) and Maven', 'replays on real brokers', ['mvn', 'java', 'javac'])
export const PROGRAMS: readonly Program[] = [CHROMIUM, REDIS, JAVA_AND_MAVEN]

/** Where it is. @throws where it is missing, and its tests are not left out */
export function pathOf({ name, path }: Program): string {
  if (path === undefined) throw new Error(`there is no ${name}, and with TIDEMARK_NEEDS_ALL=1 nothing is left out`)
  return path
}

/** Several that are of use only together; its path is that of the first. */
function programs(name: string, tests: string, files: readonly string[]): Program {
  const [first, ...others] = files.map((file) => program(name, tests, [file]))
  return { name, tests, path: others.every(({ path }) => path !== undefined) ? first?.path : undefined }
}

function program(name: string, tests: string, files: readonly string[]): Program {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin']
  const path = files.flatMap((file) => folders.map((folder) => join(folder, file))).find(existsSync)
  return { name, tests, path }
}
