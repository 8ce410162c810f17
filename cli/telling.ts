/** Writes the text of a check as it becomes known: the settings, each verdict when it is final, then the stories. */
import type { PromiseResult } from '../harness/result.ts'
import type { Broken } from '../harness/search.ts'
import type { CheckReport } from '../reports/report.ts'
import {
  type ReplayCommand,
  brokenText,
  closingText,
  openingText,
  summaryText,
  verdictText,
} from '../reports/terminal.ts'
import type { Page } from '../reports/page.ts'

export interface Telling {
  /** The search has begun: from here on nothing is refused any more. */
  readonly begin: () => void
  readonly broken: (broken: Broken) => void
  readonly settled: (result: PromiseResult<unknown>) => void
  /** All that was not told before. */
  readonly end: (report: CheckReport) => void
}

/** Stories, and what they rest on, come after all verdicts. */
export function tellingAll(
  out: (text: string) => void,
  page: Page,
  opening: Pick<CheckReport, 'version' | 'configuration'>,
  replayCommand: ReplayCommand,
): Telling {
  const begin = once(() => out(`${openingText(opening, page)}\n`))
  const told = new Set<string>()
  const tell = (promise: string, text: string): void => {
    begin()
    if (!told.has(promise)) out(text)
    told.add(promise)
  }
  const settled = (result: PromiseResult<unknown>): void => tell(result.promise, verdictText(result, page))
  return {
    begin,
    broken: (broken) => tell(broken.promise, brokenText(broken, page)),
    settled,
    end: (report) => {
      for (const { result } of report.judged) settled(result)
      out(`\n${closingText(report, page, replayCommand)}`)
    },
  }
}

/** The verdicts alone, a line for each, with the fewest faults: when these are known, too. */
export function tellingVerdicts(out: (text: string) => void, page: Page): Telling {
  const told = new Set<string>()
  const settled = (result: PromiseResult<unknown>): void => {
    if (!told.has(result.promise)) out(verdictText(result, page))
    told.add(result.promise)
  }
  return {
    begin: () => undefined,
    broken: () => undefined,
    settled,
    end: (report) => {
      for (const { result } of report.judged) settled(result)
      out(summaryText(report, page))
    },
  }
}

/** JSON is one document: nothing before its end. */
export const tellingNothing: Telling = {
  begin: () => undefined,
  broken: () => undefined,
  settled: () => undefined,
  end: () => undefined,
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}
