/** How every verb hands over its report: text or JSON on standard output, everything else on standard error. */
import type { Configuration } from '../reports/report.ts'
import type { Io } from './io.ts'

/** Warnings stand in the text of a report; beside JSON they go to standard error. */
export function tellWarnings(io: Io, configuration: Configuration, quiet: boolean): void {
  if (quiet) return
  for (const warning of configuration.warnings) io.err(`warning: ${warning}\n`)
}

export function tellProblem(io: Io, problem: string): void {
  io.err(`tidemark: ${problem}\n`)
}
