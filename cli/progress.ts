/** One line on standard error that says how far a long search is; only on a terminal. */
import type { Io } from './io.ts'

const EVERY_MS = 200
const CLEAR = '\r\u001b[2K'

export interface Progress {
  readonly report: (label: string) => (done: number, all: number) => void
  readonly end: () => void
}

export function progressOn(io: Io, quiet: boolean): Progress {
  if (quiet || !io.errIsTerminal) return { report: () => () => undefined, end: () => undefined }
  let last = io.now()
  let shown = false
  return {
    report: (label) => (done, all) => {
      if (io.now() - last < EVERY_MS) return
      last = io.now()
      shown = true
      io.err(`${CLEAR}${label}: ${done} of ${all} schedules`)
    },
    end: () => {
      if (shown) io.err(CLEAR)
      shown = false
    },
  }
}
