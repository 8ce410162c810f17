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

/** The one message of an input problem: where and which key, what is wrong and why, then what would be right on a line of its own. */
export function formatInputProblem(input: InputProblem): string {
  const subject = input.key === undefined ? input.where : `${input.where}: ${input.key}`
  return `${subject}: ${sentence(input.problem, false)}\n  ${sentence(input.remedy, true)}`
}

function sentence(text: string, capital: boolean): string {
  const start = capital ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.!?]$/.test(start) ? start : `${start}.`
}
