/** Ctrl-C: the first one stops the search, so that what is known can be told; the second one ends the process. */

import type { Io } from './io.ts'

/** npm and tsx pass a Ctrl-C on that the terminal has sent already: within this time it is the same one. */
const SAME_PRESS_MS = 400

/** A closed terminal is no other wish than Ctrl-C. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls back at the first signal; gives back what stops listening.
 * @param already whether there was one before, which then is the first
 */
export function listenFor(
  first: () => void,
  already: boolean,
  now: () => number = () => performance.now(),
): () => void {
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
  if (already) {
    at = now()
    first()
  }
  return stop
}

/**
 * What a long search asks: has somebody pressed Ctrl-C? Nobody listens before it is asked for the first time: until
 * then nothing is known that could be told, and no signal has to wait for work that gives way to nobody.
 */
export function watchForInterrupt(
  io: Io,
  quiet: boolean,
): { readonly pressed: () => boolean; readonly end: () => void } {
  let pressed = false
  let end: (() => void) | undefined
  const first = (): void => {
    pressed = true
    if (io.errIsTerminal && !quiet) io.err('\nstopping; what is known so far follows (Ctrl-C again ends at once)\n')
  }
  return {
    pressed: () => {
      end ??= io.onInterrupt(first)
      return pressed
    },
    end: () => end?.(),
  }
}
