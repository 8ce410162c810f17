/** What is known about an input that cannot be used: where it stands, what is wrong with it and what would be right. */
export interface InputProblem {
  /** `server.properties:12`, or the option: `--set`, `--kafka-version`. */
  readonly where: string
  /** The setting, where one is to blame. */
  readonly key?: string
  /** What is wrong, as a clause: `"two" is not a whole number`. */
  readonly problem: string
  /** What would be right, as an instruction: `give a whole number, 1 or more`. */
  readonly remedy: string
}

/** So much of a text from outside is told; of a place more, and of a whole sentence what fits on a screen. */
const LONGEST_TOLD = 100
const LONGEST_PLACE = 500
const LONGEST_SENTENCE = 2_000

/** A text from outside as a message shows it: not more than a line of it. */
export function clipped(text: string, longest = LONGEST_TOLD): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

/** The input of the user is wrong, not tidemark. The command prints the message and ends with exit code 2. */
export class InputError extends Error implements InputProblem {
  readonly where: string
  readonly key?: string
  readonly problem: string
  readonly remedy: string

  constructor(input: InputProblem) {
    super(formatInputProblem(input))
    this.name = 'InputError'
    this.where = input.where
    if (input.key !== undefined) this.key = input.key
    this.problem = input.problem
    this.remedy = input.remedy
  }
}

/**
 * The one message of an input problem: where and which key, what is wrong and why, then what would be right on a line
 * of its own.
 */
export function formatInputProblem(input: InputProblem): string {
  const place = clipped(input.where, LONGEST_PLACE)
  const subject = input.key === undefined ? place : `${place}: ${clipped(input.key)}`
  return `${subject}: ${sentence(input.problem, false)}\n  ${sentence(input.remedy, true)}`
}

function sentence(text: string, capital: boolean): string {
  const told = clipped(text, LONGEST_SENTENCE)
  const start = capital ? told.charAt(0).toUpperCase() + told.slice(1) : told
  return /[.!?…]$/.test(start) ? start : `${start}.`
}
