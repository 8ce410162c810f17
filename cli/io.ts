/** The world outside as the verbs see it: two streams, a terminal or none, a clock, Ctrl-C. */

export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Columns of the terminal on standard output; `undefined` when it is none. */
  readonly columns: number | undefined
  /** Whether progress has a terminal to go to. */
  readonly errIsTerminal: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since some moment. */
  readonly now: () => number
  /** Calls back at the first Ctrl-C; gives back what stops listening. */
  readonly onInterrupt: (first: () => void) => () => void
  /** How a person starts this command: `npx tidemark`. */
  readonly commandName: string
}

/** Width of a report that goes to a file or a pipe. */
const PIPED_WIDTH = 100
const NARROWEST = 40

/** The page that a report is written on. */
export function pageOf(io: Io, colorAllowed: boolean): { readonly width: number; readonly colour: boolean } {
  const terminal = io.columns !== undefined
  const wanted = colorAllowed && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb'
  return { width: Math.max(NARROWEST, io.columns ?? PIPED_WIDTH), colour: terminal && wanted }
}
