/** Processes that this one started: stopped by their id, whatever ends this one, and so that nothing stays behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, closeSync, rmSync } from 'node:fs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const running = new Set<ChildProcess>()
const folders = new Set<string>()
let listening = false

/** Starts a program. Its output goes to this file, its input and output are ours where `piped`. */
export function startProcess(
  program: string,
  args: readonly string[],
  log: string,
  input: 'none' | 'piped' = 'none',
): ChildProcess {
  clearUpAtEnd()
  const file = openSync(log, 'a')
  try {
    const child = spawn(program, args, {
      stdio: input === 'piped' ? ['pipe', 'pipe', file] : ['ignore', file, file],
    })
    running.add(child)
    child.once('error', () => running.delete(child))
    child.once('exit', () => running.delete(child))
    return child
  } finally {
    closeSync(file)
  }
}

/** This folder is removed when this process ends, if it was not before. */
export function removedAtEnd(folder: string): void {
  clearUpAtEnd()
  folders.add(folder)
}

export function removeNow(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

/** Whether it runs (or is paused). */
export function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** Kills it, and waits until it is gone. */
export function killed(child: ChildProcess): Promise<void> {
  const gone = ended(child)
  if (isAlive(child)) child.kill('SIGKILL')
  return gone
}

/** Waits until it is gone. */
export function ended(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

function clearUpAtEnd(): void {
  if (listening) return
  listening = true
  process.on('exit', clearUp)
  for (const signal of SIGNALS) process.once(signal, () => endBy(signal))
}

function clearUp(): void {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
}

/** Whoever else listens for the signal decides what becomes of this process; alone, it ends as it would have. */
function endBy(signal: NodeJS.Signals): void {
  clearUp()
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}
