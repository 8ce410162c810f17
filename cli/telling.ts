/** Writes the text of a check as it becomes known: the settings, each verdict when it is final, then the stories. */
import type { PromiseResult } from '../harness/result.ts'
import type { Broken } from '../harness/search.ts'
import type { CheckReport } from '../reports/report.ts'
import { type CheckPage, closingText, openingText, storiesText } from '../reports/check-text.ts'
import { beforeLines } from '../reports/base.ts'
import { fixText } from '../reports/fix.ts'
import { type ReplayCommand, summaryText, text, verdictText } from '../reports/terminal.ts'
import { brokenLine, verdictLine } from '../reports/verdict-line.ts'
import { clean, type Page } from '../reports/page.ts'
import { wrap } from '../reports/wrap.ts'

export interface Telling {
  /** The search has begun: from here on nothing is refused any more. */
  readonly begin: () => void
  readonly broken: (broken: Broken) => void
  readonly settled: (result: PromiseResult<unknown>) => void
  /** The search is over: the verdicts that were not told before, and the stories. */
  readonly found: (report: CheckReport) => void
  /** All the rest. */
  readonly end: (report: CheckReport) => void
}

/** Stories, and what they rest on, come after all verdicts. */
export function tellingAll(
  out: (text: string) => void,
  page: CheckPage,
  opening: Pick<CheckReport, 'version' | 'configuration' | 'regressions'>,
  replayCommand: ReplayCommand,
  isFirst = true,
): Telling {
  const begin = once(() => out(`${isFirst ? '' : '\n'}${openingText(opening, page)}\n`))
  const told = new Set<string>()
  const tell = (promise: string, lines: readonly string[]): void => {
    begin()
    if (!told.has(promise)) out(text([lines]))
    told.add(promise)
  }
  const settled = (result: PromiseResult<unknown>): void => {
    // Those that do not apply are told together.
    if (result.verdict !== 'not-applicable') tell(result.promise, verdictLine(result, page))
  }
  return {
    begin,
    broken: (broken) => tell(broken.promise, brokenLine(broken, page)),
    settled,
    found: (report) => {
      begin()
      for (const { result } of report.judged) settled(result)
      out(storiesText(report, page, replayCommand))
    },
    end: (report) => out(`\n${closingText(report, page)}`),
  }
}

/** The verdicts alone, a line for each, with the fewest faults: when these are known, too. */
export function tellingVerdicts(out: (text: string) => void, page: Page, of: string): Telling {
  const told = new Set<string>()
  // Of several configurations each says which it is.
  const head = once(() => {
    if (of !== '') out(text([wrap(`${clean(of)}:`, page.width)]))
  })
  const settled = (result: PromiseResult<unknown>): void => {
    head()
    if (!told.has(result.promise)) out(verdictText(result, page))
    told.add(result.promise)
  }
  return {
    begin: () => undefined,
    broken: () => undefined,
    settled,
    found: (report) => {
      for (const { result } of report.judged) settled(result)
    },
    end: (report) => {
      if (report.fix !== undefined) out(fixText(report.fix, page))
      if (report.before !== undefined) out(text([beforeLines(report.before, page)]))
      out(summaryText(report, page))
    },
  }
}

/** JSON is one document: nothing before its end. */
export const tellingNothing: Telling = {
  begin: () => undefined,
  broken: () => undefined,
  settled: () => undefined,
  found: () => undefined,
  end: () => undefined,
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (!done) act()
    done = true
  }
}
