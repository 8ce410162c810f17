/** `tidemark` as processes of their own, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../../bin.mjs', import.meta.url))

export interface Ended {
  readonly code: number | NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Command {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

const running = new Set<ChildProcess>()

export function command(args: readonly string[], folder: string): Command {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (status, signal) => {
      running.delete(child)
      resolve({ code: status ?? signal, out, err })
    }),
  )
  return { pid: child.pid ?? 0, kill: (signal) => void child.kill(signal), ended }
}

/** Nothing that a failed test has started goes on. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Asks until there is an answer. */
export async function until<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
