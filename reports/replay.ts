/** The report of `replay`: a saved counterexample, run again step by step. */
import type { Counterexample } from '../harness/result.ts'
import { costInWords } from './cost.ts'
import { configurationLines, titleLine } from './header.ts'
import { type Page, paint } from './page.ts'
import type { Configuration } from './report.ts'
import { counterexampleLines, text } from './terminal.ts'
import { wrap } from './wrap.ts'

export interface ReplayReport {
  readonly version: string
  readonly file: string
  readonly configuration: Configuration
  readonly promise: string
  readonly title: string
  /**
   * The schedule as it went this time; its `why` is the violation of this time, or why there was none; what it cost is
   * as saved.
   */
  readonly run: Counterexample<unknown>
  /** The same promise was broken again. */
  readonly again: boolean
}

/** Settings, the story step by step, and whether the promise was broken again. */
export function replayText(report: ReplayReport, page: Page): string {
  const { run, again } = report
  const title = `${report.title} (${report.promise}): ${again ? '' : 'was '}violated by ${costInWords(run)}`
  const outcome = again
    ? 'The violation happens again.'
    : 'The violation does not happen any more: this version of tidemark plays the same schedule to another end. Run `check` again to search anew.'
  return text([
    [titleLine(report.version, report.configuration, page), ...configurationLines(report.configuration, page)],
    [...wrap(title, page.width).map((line) => paint(page, line, 'bold')), ...counterexampleLines(run, null, page)],
    wrap(outcome, page.width).map((line) => paint(page, line, 'bold', again ? 'red' : 'green')),
  ])
}

/** What plays a file again that is about a system of the user's own: no command knows that one. */
export function replayOfOwn(file: string): string {
  return `await replay(${JSON.stringify(file)}, system)`
}

export interface ReplayJson {
  readonly tidemark: string
  readonly command: 'replay'
  readonly file: string
  readonly promise: string
  readonly violated: boolean
  readonly story: readonly string[]
  readonly why: string | null
}

/** The outcome of a replay for scripts. */
export function replayJson({ version, file, promise, again, run }: ReplayReport): ReplayJson {
  return {
    tidemark: version,
    command: 'replay',
    file,
    promise,
    violated: again,
    story: run.story,
    why: again ? run.why : null,
  }
}
