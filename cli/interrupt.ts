/** Ctrl-C: the first one stops the search, so that what is known can be told; the second one ends the process. */

import type { Io } from './io.ts'

/** npm and tsx pass a Ctrl-C on that the terminal has sent already: within this time it is the same one. */
const SAME_PRESS_MS = 400

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Calls back at the first signal; gives back what stops listening. */
export function onInterrupt(first: () => void, now: () => number = () => performance.now()): () => void {
  let at: number | undefined
  const listener = (signal: NodeJS.Signals): void => {
    if (at === undefined) {
      at = now()
      first()
      return
    }
    if (now() - at < SAME_PRESS_MS) return
    stop()
    process.kill(process.pid, signal)
  }
  const stop = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, listener)
  }
  for (const signal of SIGNALS) process.on(signal, listener)
  return stop
}

/** What a long search asks: has somebody pressed Ctrl-C? */
export function watchForInterrupt(io: Io, quiet: boolean): { readonly pressed: () => boolean; readonly end: () => void } {
  let pressed = false
  const end = io.onInterrupt(() => {
    pressed = true
    if (io.errIsTerminal && !quiet) io.err('\nstopping; what is known so far follows (Ctrl-C again ends at once)\n')
  })
  return { pressed: () => pressed, end }
}
