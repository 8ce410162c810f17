/** What the exit code of each verb means. Scripts rely on it. */
import type { Verdict } from '../harness/result.ts'
import type { Outcome } from '../reports/gallery/report.ts'

export const EXIT = { kept: 0, violated: 1, badInput: 2, noVerdict: 3, bug: 70 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export interface Verdicts {
  readonly promise: string
  readonly verdict: Verdict
}

/** Violated outranks everything; a required promise without a verdict, or a search that was stopped, is 3. */
export function checkExit(verdicts: readonly Verdicts[], required: readonly string[], interrupted: boolean): ExitCode {
  const demanded = verdicts.filter(({ promise }) => required.includes(promise))
  if (demanded.some(({ verdict }) => verdict === 'violated')) return EXIT.violated
  if (interrupted || demanded.some(({ verdict }) => verdict === 'undecided')) return EXIT.noVerdict
  return EXIT.kept
}

/** Rows are there to differ: only an explicit `--require` makes one of them a failure. */
export function compareExit(
  rows: readonly (readonly Verdicts[])[],
  required: readonly string[] | undefined,
  interrupted: boolean,
): ExitCode {
  const codes = rows.map((row) => checkExit(row, required ?? [], interrupted))
  if (codes.includes(EXIT.violated)) return EXIT.violated
  return interrupted || codes.includes(EXIT.noVerdict) ? EXIT.noVerdict : EXIT.kept
}

/** A flaw that is missed, or that its fix does not prevent, outranks everything; one of which nothing is known is 3. */
export function galleryExit(outcomes: readonly Outcome[], interrupted: boolean): ExitCode {
  if (outcomes.some(({ flaw, fix }) => flaw === 'missed' || fix === 'fails')) return EXIT.violated
  return interrupted || outcomes.some(({ flaw, fix }) => flaw === 'unknown' || fix === 'unknown')
    ? EXIT.noVerdict
    : EXIT.kept
}
