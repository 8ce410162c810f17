/** The command `tidemark` as a process: its streams, its signals, its name, its exit code. */
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit-codes.ts'
import { listenFor } from './interrupt.ts'
import type { Io } from './io.ts'
import { realEngine } from './real-engine.ts'
import { run } from './run.ts'
import { openThreads } from './workers/threads.ts'

/**
 * Runs the command line of this process; the exit code is set, so that output still in a pipe is written first.
 * @param begin ends the watch over signals of the time before; whether there was one
 */
export async function main(begin: () => boolean): Promise<void> {
  const output = watchOutput()
  await aTurn()
  const interruptedEarly = begin()
  const code = await run(process.argv.slice(2), processIo(interruptedEarly), {
    ...realEngine,
    threads: openThreads,
  })
  process.exitCode = output.isLost() ? EXIT.noVerdict : code
}

/** A signal that came while modules were loaded is told only now: it would be lost with the last who listens. */
async function aTurn(): Promise<void> {
  // The first of them may come before anybody has looked for signals.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/**
 * A reader that went away, or its terminal, has seen enough. Whoever still waits for the report has not got it: that is
 * no verdict.
 */
const READER_GONE: readonly unknown[] = ['EPIPE', 'EIO']

function watchOutput(): { readonly isLost: () => boolean } {
  let lost = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (lost || READER_GONE.includes(error.code)) return
    lost = true
    // It may come after all else is done.
    process.exitCode = EXIT.noVerdict
    process.stderr.write(`tidemark: standard output could not be written (${error.message}), so there is no verdict\n`)
  })
  // Nobody is left to be told.
  process.stderr.on('error', () => undefined)
  return { isLost: () => lost }
}

function processIo(interruptedEarly: boolean): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    errIsTerminal: process.stderr.isTTY === true,
    env: process.env,
    now: () => performance.now(),
    onInterrupt: (first) => listenFor(first, interruptedEarly),
    commandName: isOwnScript(process.env) ? 'npm run -s tidemark --' : 'npx tidemark',
  }
}

/** Whether it was started in its own checkout, by a script of its own package. */
function isOwnScript({ npm_package_json: started, npm_lifecycle_event: script }: NodeJS.ProcessEnv): boolean {
  return script !== 'npx' && started === fileURLToPath(new URL('../package.json', import.meta.url))
}
