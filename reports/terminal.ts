/** Parts of reports as a person reads them in a terminal: verdicts, stories, what they rest on. */
import type { Counterexample, Evidence, PromiseResult } from '../harness/result.ts'
import { grouped } from './cost.ts'
import { evidenceInWords } from './evidence.ts'
import { headLines } from './head.ts'
import { type Page, clean, paint } from './page.ts'
import type { CheckReport, Judged } from './report.ts'
import { storyLines } from './story.ts'
import { summaryLine } from './summary.ts'
import { indented, labelled, wrap } from './wrap.ts'

/** How the text of a report names the command that replays a saved file. */
export type ReplayCommand = (file: string) => string

/** A verdict that is known, before the report tells its story. */
export function verdictText(result: Judged['result'], page: Page): string {
  return text([headLines(result, page)])
}

/** What sums up the verdicts alone. */
export function summaryText(report: CheckReport, page: Page): string {
  return text([wrap(summaryLine(report), page.width)])
}

/** How it was searched for any of these promises, if it was for one. */
export function searched(results: readonly Pick<PromiseResult<unknown>, 'evidence'>[]): Evidence | undefined {
  const all = results.map(({ evidence }) => evidence)
  const first = all.find(({ random, exhaustive }) => random !== null || exhaustive !== null) ?? all[0]
  if (first === undefined) return undefined
  return {
    ...first,
    random: all.find(({ random }) => random !== null)?.random ?? null,
    exhaustive: all.find(({ exhaustive }) => exhaustive !== null)?.exhaustive ?? null,
  }
}

/** Blocks of lines, an empty line between. */
export function text(blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter((block) => block.length > 0)
  return `${filled.map((block) => block.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`
}

/** A verdict with its story, or with what it rests on. */
export function promiseLines(
  { result, file }: Judged,
  sameAs: string | null,
  page: Page,
  replayCommand: ReplayCommand,
): readonly string[] {
  const inner = { ...page, width: page.width - 2 }
  const head = headLines(result, page)
  const found = result.counterexample
  if (found !== null)
    return [...head, ...counterexampleLines(found, file === null ? null : replayCommand(file), page, sameAs)]
  const body = result.verdict === 'held' ? evidenceInWords(result.evidence) : (result.why ?? '')
  return [...head, ...indented(wrap(body, inner.width)).map((line) => paint(page, line, 'dim'))]
}

/** Story, reason, minimality and the command that replays it. */
export function counterexampleLines(
  found: Counterexample<unknown>,
  replayCommand: string | null,
  page: Page,
  sameAs: string | null = null,
): readonly string[] {
  const inner = { ...page, width: page.width - 2 }
  return [
    ...(sameAs === null
      ? storyLines(found, page)
      : indented(wrap(`the same ${grouped(found.length)} steps as ${sameAs}`, inner.width))),
    ...indented(labelled('why', found.why, 10, inner)).map((line) => paint(page, line, 'bold')),
    ...indented(labelled('shortest', minimality(found), 10, inner)),
    ...(replayCommand === null ? [] : [`  ${'replay'.padEnd(10)}${clean(replayCommand)}`]),
  ]
}

/** How sure it is that nothing shorter breaks the promise. */
export function minimality({ minimal, length }: Counterexample<unknown>): string {
  const steps = `${grouped(length)} ${length === 1 ? 'step' : 'steps'}`
  return minimal === 'proven'
    ? `${steps}, shortest possible: an exhaustive search found nothing better`
    : `${steps}, locally shortest: no step can be left out`
}

/** Which situations the search met, once for all promises. */
export function situationLines(judged: readonly Judged[], page: Page): readonly string[] {
  const most = judged
    .map(({ result }) => result.evidence.reached)
    .reduce((best, next) => (sum(next) > sum(best) ? next : best), {})
  const met = Object.entries(most).flatMap(([name, times]) => (times === 0 ? [] : [`${name} ${grouped(times)}`]))
  return met.length === 0 ? [] : labelled('reached', met.join(', '), 10, page).map((line) => paint(page, line, 'dim'))
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, times) => total + times, 0)
}
