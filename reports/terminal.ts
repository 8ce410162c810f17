/** The report of `check` as a person reads it in a terminal. */
import type { Counterexample, PromiseResult, Verdict } from '../harness/result.ts'
import { costInWords, grouped } from './cost.ts'
import { evidenceInWords, noneInWords } from './evidence.ts'
import { configurationLines, searchLines, titleLine } from './header.ts'
import { type Page, type Style, clean, paint, widthOf } from './page.ts'
import type { CheckReport, Judged } from './report.ts'
import { storyLines } from './story.ts'
import { summaryLine } from './summary.ts'
import { labelled, wrap } from './wrap.ts'

const INDENT = 2

const LOOKS: Readonly<Record<Verdict, { readonly mark: string; readonly word: string; readonly style: Style }>> = {
  'held': { mark: '✓', word: 'held', style: 'green' },
  'violated': { mark: '✗', word: 'VIOLATED', style: 'red' },
  'undecided': { mark: '?', word: 'undecided', style: 'yellow' },
  'not-applicable': { mark: '-', word: 'not applicable', style: 'dim' },
}

/** How the text of a report names the command that replays a saved file. */
export type ReplayCommand = (file: string) => string

/** The whole report: settings, promise by promise, situations, one line that sums up. */
export function checkText(report: CheckReport, page: Page, replayCommand: ReplayCommand): string {
  const { evidence } = searched(report.judged.map(({ result }) => result)) ?? {}
  const blocks = [
    [
      titleLine(report.version, report.configuration, page),
      ...configurationLines(report.configuration, page),
      ...searchLines(evidence, report.seed, page),
    ],
    ...report.judged.map((judged, at) =>
      promiseLines(judged, sameStory(report.judged.slice(0, at), judged), page, replayCommand),
    ),
    situationLines(report.judged, page),
    wrap(summaryLine(report), page.width).map((line) => paint(page, line, 'bold')),
  ]
  return text(blocks)
}

/** A promise for which there was a search, if there is one. */
export function searched<Result extends Pick<PromiseResult<unknown>, 'evidence'>>(
  results: readonly Result[],
): Result | undefined {
  return results.find(({ evidence }) => evidence.random !== null || evidence.exhaustive !== null) ?? results[0]
}

/** The verdicts alone, one line a promise. */
export function verdictsText(report: CheckReport, page: Page): string {
  return text([
    [...report.judged.flatMap(({ result }) => headLines(result, page)), ...wrap(summaryLine(report), page.width)],
  ])
}

/** Blocks of lines, an empty line between. */
export function text(blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter((block) => block.length > 0)
  return `${filled.map((block) => block.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`
}

/** The title of an earlier promise that is broken by the very same steps: they are told once. */
function sameStory(earlier: readonly Judged[], { result }: Judged): string | null {
  const told = JSON.stringify(result.counterexample?.actions)
  const same = earlier.find(
    (other) => other.result.counterexample !== null && JSON.stringify(other.result.counterexample.actions) === told,
  )
  return result.counterexample === null || same === undefined ? null : same.result.promise
}

/** A verdict with its story, or with what it rests on. */
export function promiseLines(
  { result, file }: Judged,
  sameAs: string | null,
  page: Page,
  replayCommand: ReplayCommand,
): readonly string[] {
  const inner = { ...page, width: page.width - INDENT }
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
  const inner = { ...page, width: page.width - INDENT }
  return [
    ...(sameAs === null
      ? storyLines(found, page)
      : indented(wrap(`the same ${grouped(found.length)} steps as ${sameAs}`, inner.width))),
    ...indented(labelled('why', found.why, 10, inner)).map((line) => paint(page, line, 'bold')),
    ...indented(labelled('shortest', minimality(found), 10, inner)),
    ...(replayCommand === null ? [] : [`  ${'replay'.padEnd(10)}${clean(replayCommand)}`]),
  ]
}

function minimality({ minimal, length }: Counterexample<unknown>): string {
  const steps = `${grouped(length)} ${length === 1 ? 'step' : 'steps'}`
  return minimal === 'proven'
    ? `${steps}, shortest possible: an exhaustive search found nothing better`
    : `${steps}, locally shortest: no step can be left out`
}

function headLines(result: Judged['result'], page: Page): readonly string[] {
  const look = LOOKS[result.verdict]
  const found = result.counterexample
  const verdict =
    found === null
      ? `${look.word}${result.verdict === 'held' ? `: ${noneInWords(result.evidence)}` : ''}`
      : `${look.word} by ${costInWords(found)}`
  const title = clean(result.title)
  const id = `(${result.promise})`
  const painted = (line: string): string =>
    paint(page, line, look.style, ...(result.verdict === 'violated' ? (['bold'] as const) : []))
  const oneLine = `${look.mark} ${title} ${id}: ${verdict}`
  if (widthOf(oneLine) <= page.width)
    return [`${painted(`${look.mark} ${title}`)} ${paint(page, id, 'dim')}: ${painted(verdict)}`]
  const first = wrap(`${title} ${id}:`, page.width - INDENT).map((line, at) =>
    painted(`${at === 0 ? look.mark : ' '} ${line}`),
  )
  return [...first, ...indented(wrap(verdict, page.width - INDENT)).map(painted)]
}

/** Which situations the search met, once for all promises. */
function situationLines(judged: readonly Judged[], page: Page): readonly string[] {
  const most = judged
    .map(({ result }) => result.evidence.reached)
    .reduce((best, next) => (sum(next) > sum(best) ? next : best), {})
  const met = Object.entries(most).flatMap(([name, times]) => (times === 0 ? [] : [`${name} ${grouped(times)}`]))
  return met.length === 0 ? [] : labelled('reached', met.join(', '), 10, page).map((line) => paint(page, line, 'dim'))
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, times) => total + times, 0)
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => ' '.repeat(INDENT) + line)
}
