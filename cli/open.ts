/** `tidemark open`: a result that was kept as JSON, as a page to look at. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { clean } from '../reports/page.ts'
import { pageText } from '../reports/html/html.ts'
import { pageData } from '../reports/html/data.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { contentOf } from './input-file.ts'
import type { Io } from './io.ts'
import { resultOf } from './open/result.ts'
import { UsageError } from './usage-error.ts'
import { writeWhole } from '../reports/write-whole.ts'

export interface OpenOptions {
  /** The page to write, by default beside the file. */
  readonly html?: string
  /** Whether a browser is to be started, where somebody sits before it. */
  readonly browser: boolean
}

const RESULT = {
  what: 'result',
  give: 'give a file that `check` has saved, or what `check`, `compare` or `campaign` has printed with --json',
  found: '`check` prints the names of the files it saves',
}

/** Writes the page, tells its name, and shows it where the command runs in a terminal. */
export async function open(file: string, options: OpenOptions, io: Io, engine: Engine): Promise<ExitCode> {
  const found = resultOf(await contentOf(file, RESULT), file, engine)
  const page = options.html ?? `${file.replace(/\.json$/i, '')}.html`
  if (resolve(page) === resolve(file))
    throw new UsageError(`--html ${page}: this is the result itself; give another file`)
  try {
    await writeWhole(page, pageText(pageData({ ...found, cwd: process.cwd(), root: process.cwd() })))
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new UsageError(`--html ${page}: it could not be written (${problem}); choose another file`)
  }
  io.out(`${clean(page)}\n`)
  if (options.browser && io.columns !== undefined) show(resolve(page), io)
  return EXIT.kept
}

/** The program that opens a file as its user wants it, by platform. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
}
const FREE_DESKTOP = ['xdg-open']

function show(page: string, { env }: Io): void {
  const [opener = '', ...args] = OPENERS[process.platform] ?? FREE_DESKTOP
  const hasScreen = process.platform in OPENERS || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((one) => one)
  if (!hasScreen || !existsSync(page)) return
  // Whoever has no browser has the name of the page.
  spawn(opener, [...args, page], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref()
}
