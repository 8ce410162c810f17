/** One line on standard error that says how far a long search is; only on a terminal. */
import type { SearchProgress } from '../harness/search.ts'
import { clean } from '../reports/page.ts'
import { count, grouped } from '../reports/cost.ts'
import type { Io } from './io.ts'

const EVERY_MS = 200
const CLEAR = '\r\u001b[2K'

export interface Progress {
  /** What is told begins with this text. */
  readonly report: (about: string) => (progress: SearchProgress) => void
  readonly end: () => void
}

export function progressOn(io: Io, quiet: boolean): Progress {
  if (quiet || !io.errIsTerminal) return { report: () => () => undefined, end: () => undefined }
  let last = { at: io.now(), states: 0 }
  let shown = false
  return {
    report: (about) => (progress) => {
      const now = io.now()
      if (now - last.at < EVERY_MS) return
      const states = progress.stage === 'exhaustive' ? progress.states : 0
      const rate = Math.round(((states - Math.min(last.states, states)) / (now - last.at)) * 1000)
      last = { at: now, states }
      shown = true
      const line = `${clean(about)}${progressInWords(progress, rate)}`
      io.err(CLEAR + line.slice(0, Math.max(20, (io.columns ?? 100) - 1)))
    },
    end: () => {
      if (shown) io.err(CLEAR)
      shown = false
    },
  }
}

/** `exploring 1 record: 45,210 states, 12,004 waiting, depth 14, 1 fault, 0 moves, 52,000 states a second`. */
function progressInWords(progress: SearchProgress, rate: number): string {
  if (progress.stage === 'random') return `searching: ${progress.schedules} of ${progress.runs} schedules`
  const { records, states, queue, depth, faults, moves } = progress
  return `exploring ${count(records, 'record')}: ${count(states, 'state')}, ${grouped(queue)} waiting, depth ${depth}, ${count(faults, 'fault')}, ${count(moves, 'move')}, ${grouped(rate)} states a second`
}
