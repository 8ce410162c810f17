/** The command `tidemark`. */
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onInterrupt } from './interrupt.ts'
import type { Io } from './io.ts'
import { kafkaEngine } from './kafka-engine.ts'
import { run } from './run.ts'

/** Runs the command line of this process; the exit code is set, so that output still in a pipe is written first. */
export async function main(commandName: string): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  process.exitCode = await run(process.argv.slice(2), processIo(commandName), kafkaEngine)
}

function processIo(commandName: string): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    errIsTerminal: process.stderr.isTTY === true,
    env: process.env,
    now: () => performance.now(),
    onInterrupt,
    commandName,
  }
}

const started = process.argv[1]
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) await main('npm run -s tidemark --')
