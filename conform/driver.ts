/** The Java program that real clients run in (java/Driver.java): compiled once, driven by lines of JSON. */
import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { killed, startProcess } from './cluster/processes.ts'
import { cacheFolder, MissingError } from './jars.ts'

const run = promisify(execFile)
const SOURCES = join(import.meta.dirname, 'java')

/** A command was refused; the message is that of the exception in Java. */
export class DriverError extends Error {
  override readonly name = 'DriverError'
}

/** What a client was told of a send, whenever that was. */
export interface Outcome {
  readonly record: number
  /** Where it was stored, or -1 where it was not told. */
  readonly offset: number
  /** The exception, by its class and message; `undefined` where the send succeeded. */
  readonly error: string | undefined
}

export interface Command {
  readonly op: string
  readonly [field: string]: unknown
}

interface Line {
  readonly id?: number
  readonly value?: unknown
  readonly error?: string
  readonly event?: string
  readonly record?: number
  readonly offset?: number
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export class Driver {
  readonly outcomes: Outcome[] = []
  readonly #child: ChildProcess
  readonly #pending = new Map<number, Pending>()
  #commands = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => this.#take(JSON.parse(line) as Line))
    child.once('exit', () => this.#end('the Java program has ended'))
    child.once('error', (error) => this.#end(error.message))
  }

  /**
   * Starts the program with the jars of a release.
   * @param log file for what Kafka's clients say
   */
  static async start(jars: string, log: string): Promise<Driver> {
    const classes = await compiled(jars)
    const options = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
    return new Driver(startProcess('java', [...options, '-cp', `${jars}/*:${classes}`, 'Driver'], log, 'piped'))
  }

  /** Carries out a command. Throws `DriverError`. */
  ask(command: Command): Promise<unknown> {
    const id = ++this.#commands
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#child.stdin?.write(`${JSON.stringify({ ...command, id })}\n`)
    })
  }

  async stop(): Promise<void> {
    await killed(this.#child)
  }

  #take({ id, value, error, event, record = -1, offset = -1 }: Line): void {
    if (event === 'outcome') this.outcomes.push({ record, offset, error })
    if (id === undefined) return
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (error === undefined) pending?.resolve(value)
    else pending?.reject(new DriverError(error))
  }

  #end(why: string): void {
    for (const { reject } of this.#pending.values()) reject(new DriverError(why))
    this.#pending.clear()
  }
}

/** The folder of the classes for these jars. Throws `MissingError` where they cannot be compiled. */
async function compiled(jars: string): Promise<string> {
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.java')).sort()
  const files = names.map((name) => join(SOURCES, name))
  const hash = createHash('sha256').update(jars)
  for (const file of files) hash.update(await readFile(file))
  const parent = join(cacheFolder(), 'classes')
  const folder = join(parent, hash.digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  await mkdir(parent, { recursive: true })
  const scratch = await mkdtemp(join(parent, '.new-'))
  try {
    await run('javac', ['-nowarn', '-cp', `${jars}/*`, '-d', scratch, ...files])
    await rename(scratch, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
    return folder
  } catch (error) {
    throw new MissingError(`the Java program does not fit these jars: ${error instanceof Error ? error.message : ''}`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
