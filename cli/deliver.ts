/** How every verb hands over its report: text or JSON on standard output, everything else on standard error. */
import { clean } from '../reports/page.ts'
import type { Configuration } from '../reports/report.ts'
import type { Io } from './io.ts'
import { withoutCommands } from './on-github.ts'

/** Warnings stand in the text of a report; beside JSON they go to standard error. */
export function tellWarnings(io: Io, configuration: Configuration, quiet: boolean): void {
  if (quiet) return
  for (const warning of configuration.warnings) tell(io, `warning: ${warning}`)
}

export function tellProblem(io: Io, problem: string): void {
  tell(io, `tidemark: ${problem}`)
}

/** One line, in which nothing that users wrote steers a terminal, or is a command to who runs it. */
function tell(io: Io, line: string): void {
  withoutCommands(io).err(`${clean(line)}\n`)
}
