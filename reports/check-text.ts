/** The report of `check` as a person reads it in a terminal: the settings, a table of verdicts, stories, what helps. */
import { availabilityInWords } from './availability.ts'
import { triedInWords } from './cure.ts'
import { beforeLines } from './base.ts'
import { cureBlock } from './cures.ts'
import { budgetInWords, evidenceInBrief, evidenceInWords } from './evidence.ts'
import { fixText } from './fix.ts'
import { configurationLines, searchLines, titleLine } from './header.ts'
import { type Page, paint } from './page.ts'
import type { CheckReport, Judged } from './report.ts'
import { regressionLines } from './regressions.ts'
import { byStory, storyBlocks } from './stories.ts'
import { summaryLine } from './summary.ts'
import { type ReplayCommand, promiseLines, searched, situationLines, text } from './terminal.ts'
import { notApplicableLines } from './verdict-line.ts'
import { indented, labelled, wrap } from './wrap.ts'

export interface CheckPage extends Page {
  /** Everything that a verdict rests on, and every state of a story. */
  readonly evidence: boolean
  /** The seed is told, because nobody could know it from the settings. */
  readonly seed: boolean
}

/** What is known before the search: the settings, and what became of counterexamples that are kept. */
export function openingText(
  { version, configuration, regressions = [] }: Pick<CheckReport, 'version' | 'configuration' | 'regressions'>,
  page: CheckPage,
): string {
  return text([
    [
      titleLine(version, configuration, page),
      ...configurationLines(configuration, page, { whole: page.evidence }),
      ...regressionLines(regressions, page),
    ],
  ])
}

/** What ends the table of verdicts, and how promises are broken: what is known when the search is over. */
export function storiesText(report: CheckReport, page: CheckPage, replayCommand: ReplayCommand): string {
  const not = report.judged.filter(({ result }) => result.verdict === 'not-applicable').map(({ result }) => result)
  const head = notApplicableLines(not, page, page.evidence || not.length <= FEW || not.length === report.judged.length)
  const blocks = page.evidence
    ? wholeBlocks(report.judged, page, replayCommand)
    : [...undecidedBlocks(report.judged, page), ...storyBlocks(report.judged, page, replayCommand)]
  const all = text(blocks)
  return `${head.length === 0 ? '' : text([head])}${blocks.length === 0 ? '' : `\n${all}`}`
}

/** So few promises that do not apply are told with the reason. */
const FEW = 3

/** Causes and remedies, what the verdicts rest on, one line that sums up. */
export function closingText(report: CheckReport, page: CheckPage): string {
  const cures = cureBlock(report.judged, page)
  const fix = report.fix === undefined ? '' : fixText(report.fix, page)
  const rest = text([
    [
      ...(page.evidence
        ? [
            ...searchLines(searched(report.judged.map(({ result }) => result)), report.seed, page),
            ...situationLines(report.judged, page),
          ]
        : searchedLines(report, page)),
      ...availabilityLines(report, page),
      ...(report.before === undefined ? [] : beforeLines(report.before, page)),
      ...wrap(summaryLine(report), page.width).map((line) => paint(page, line, 'bold')),
    ],
  ])
  return `${cures.length === 0 ? '' : text([cures])}${fix}${rest}`
}

/** Promise by promise, each with all that it rests on. */
function wholeBlocks(
  judged: readonly Judged[],
  page: Page,
  replayCommand: ReplayCommand,
): readonly (readonly string[])[] {
  const firsts = byStory(judged).flatMap(([first, ...others]) =>
    others.map(({ result }) => [result.promise, first?.result.promise ?? null] as const),
  )
  const told = new Map(firsts)
  return judged
    .filter(({ result }) => result.verdict !== 'not-applicable')
    .map((one) => [
      ...promiseLines(one, told.get(one.result.promise) ?? null, page, replayCommand),
      ...(one.result.verdict === 'violated'
        ? indented(labelled('evidence', evidenceInWords(one.result.evidence), 10, { ...page, width: page.width - 2 }))
        : []),
    ])
}

/** Why there is no verdict. */
function undecidedBlocks(judged: readonly Judged[], page: Page): readonly (readonly string[])[] {
  return judged
    .filter(({ result }) => result.verdict === 'undecided')
    .map(({ result }) => {
      const [first = '', ...more] = wrap(`? ${result.title} (${result.promise}): ${result.why ?? ''}`, page.width)
      return [first, ...indented(more)]
    })
}

/** How was searched, what was tried for the promises that held, from the least to the most, and the seed. */
function searchedLines({ judged, seed, isFromCache = false }: CheckReport, page: CheckPage): readonly string[] {
  const evidence = searched(judged.map(({ result }) => result))
  if (evidence === undefined || (evidence.random === null && evidence.exhaustive === null)) return []
  const held = judged.flatMap(({ result }) => (result.verdict === 'held' ? [result.evidence] : []))
  const of = held.length === 0 ? [evidence] : held
  const remedies = judged.flatMap(({ cure }) => cure?.remedies ?? [])
  const parts = [
    ...(isFromCache ? ['not again, all this is from the cache'] : []),
    `${budgetInWords(evidence.bounds)}: ${evidenceInBrief(of)}`,
    ...(remedies.length === 0 ? [] : [`remedies ${triedInWords(remedies)}`]),
    ...(page.seed ? [`seed ${seed}`] : []),
  ]
  return labelled('searched', parts.join('; '), LABEL, page)
}

const LABEL = 12

function availabilityLines({ availability }: CheckReport, page: Page): readonly string[] {
  return availability === undefined ? [] : labelled('available', availabilityInWords(availability), LABEL, page)
}
