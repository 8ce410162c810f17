/** Programs as whole processes, timed from their start to their end. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const EXPLORE = fileURLToPath(new URL('explore.ts', import.meta.url))
const RUNS = 3
/** What a compiler says when it fails can be long. */
const MOST_SAID = 300

export interface Ran {
  readonly seconds: number
  readonly stdout: string
}

/** @throws Error with what it said, if it cannot be started or fails */
export function ran(program: string, args: readonly string[], folder?: string): Ran {
  const started = performance.now()
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: folder })
  const seconds = (performance.now() - started) / 1000
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} failed: ${(stderr || stdout).trim().slice(-MOST_SAID)}`)
  return { seconds, stdout }
}

/** The median of three runs, and what the last one said. */
export function ranMedian(program: string, args: readonly string[], folder?: string): Ran {
  const runs = Array.from({ length: RUNS }, () => ran(program, args, folder))
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b)
  return { seconds: seconds[RUNS >> 1] ?? 0, stdout: runs.at(-1)?.stdout ?? '' }
}

/** Our explorer on a specification: the arguments of `explore.ts`. */
export function exploredMedian(args: readonly string[]): Ran {
  return ranMedian(process.execPath, ['--import', 'tsx', EXPLORE, ...args])
}
