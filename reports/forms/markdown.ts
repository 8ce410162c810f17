/** Markdown for the comment of a pull request: a table of verdicts, and each story to open. */
import { isUnchanged } from '../base.ts'
import { costInWords } from '../cost.ts'
import { heldInBrief } from '../evidence.ts'
import { LOOKS } from '../head.ts'
import { titleLine } from '../header.ts'
import { type Judged, shownValue } from '../report.ts'
import { byStory } from '../stories.ts'
import { summaryLine } from '../summary.ts'
import type { Found, Part } from './found.ts'
import { changeOf, historyInLines } from './history.ts'
import { inert } from './inert.ts'
import { fenced, plain, table } from './markdown-text.ts'
import { causeInWords, remediesInWords, storyInLines, whyInWords } from './words.ts'

/** GitHub takes 65,536 characters; what is added around it has to fit, too. */
const LONGEST = 60_000
const WIDE = { width: 1_000, colour: false }
/** So many lines of a diff are shown, of so many characters each. */
const MOST_DIFF_LINES = 100
const LONGEST_DIFF_LINE = 300
const LONGEST_LINE = 1_000

/** The comment. Stories that would make it too long are counted. */
export function markdownText({ version, parts }: Found): string {
  const head = [headline(parts), ...parts.slice(0, 1).map((part) => aboutOf(version, part, parts.length))]
  const verdicts = parts.length === 1 && parts[0] !== undefined ? promiseTable(parts[0]) : partTable(parts)
  const texts = [...head, ...parts.flatMap(historyOf), ...cutTable(verdicts), ...parts.flatMap(interruption)]
  let length = texts.join('\n\n').length
  let left = 0
  for (const block of parts.flatMap((part) => storyBlocks(part, parts.length > 1))) {
    if (left > 0 || length + block.length + 2 > LONGEST) left += 1
    else {
      texts.push(block)
      length += block.length + 2
    }
  }
  if (left > 0) texts.push(`${left} more ${left === 1 ? 'story is' : 'stories are'} left out here.`)
  return `${texts.join('\n\n')}\n`
}

function headline(parts: readonly Part[]): string {
  const all = parts.flatMap(({ judged, required }) =>
    judged
      .filter(({ result }) => result.verdict !== 'not-applicable')
      .map(({ result }) => ({ ...result, isRequired: required.includes(result.promise) })),
  )
  const violated = all.filter(({ verdict }) => verdict === 'violated')
  const undecided = all.some(({ verdict, isRequired }) => verdict === 'undecided' && isRequired)
  const isBroken = violated.some(({ isRequired }) => isRequired)
  const mark = LOOKS[isBroken ? 'violated' : undecided ? 'undecided' : 'held'].mark
  if (parts.every(({ before }) => before !== undefined && isUnchanged(before) && before.removed.length === 0))
    return `### ${mark} Tidemark: nothing that is judged has changed`
  const words =
    violated.length > 0
      ? `${new Set(violated.map(({ promise }) => promise)).size} of ${new Set(all.map(({ promise }) => promise)).size} promises broken`
      : undecided
        ? 'not every promise has a verdict'
        : 'every promise that applies is kept'
  return `### ${mark} Tidemark: ${words}`
}

function aboutOf(version: string, part: Part, count: number): string {
  if (count > 1) return `Tidemark ${plain(version)}, ${count} configurations`
  return `${plain(titleLine(version, part.configuration, WIDE))}  \n${plain(summaryLine(part))}`
}

/** What became of it against a commit, and of what was kept, where that was asked for. */
function historyOf(part: Part): readonly string[] {
  const { of = '' } = part.configuration
  const lines = historyInLines(part).map((line) => `${of === '' ? '' : `${plain(of)}: `}${plain(line, LONGEST_LINE)}`)
  return lines.length === 0 ? [] : [lines.join('  \n')]
}

/** One configuration: a row for each promise that applies. */
function promiseTable(part: Part): string {
  const { judged, required } = part
  const rows = judged
    .filter(({ result }) => result.verdict !== 'not-applicable')
    .map(({ result }) => [
      `${LOOKS[result.verdict].mark} ${plain(result.title)} (\`${result.promise}\`)`,
      [verdictInWords(result), plain(changeOf(result.promise, part))].filter((one) => one !== '').join('; '),
      required.includes(result.promise) ? 'yes' : 'no',
    ])
  return table(['promise', 'verdict', 'required'], rows)
}

function verdictInWords({ verdict, counterexample, evidence, why }: Judged['result']): string {
  if (counterexample !== null) return `**violated** by ${plain(costInWords(counterexample))}`
  return verdict === 'held' ? `held: ${plain(heldInBrief(evidence))}` : `${verdict}: ${plain(why ?? '')}`
}

/** Several configurations: a row for each, a column for each promise that applies to any. */
function partTable(parts: readonly Part[]): string {
  const judged = parts.flatMap((part) => part.judged)
  const applies = judged.filter(({ result }) => result.verdict !== 'not-applicable')
  const promises = [...new Set(applies.map(({ result }) => result.promise))]
  const rows = parts.map(({ configuration: { of = '' }, judged: own, refused }) => [
    plain(of),
    ...promises.map((promise, at) => {
      if (refused !== undefined) return at === 0 ? `refused: ${plain(refused)}` : ''
      const found = own.find(({ result }) => result.promise === promise)?.result
      if (found === undefined) return ''
      const { mark, word } = LOOKS[found.verdict]
      const { counterexample } = found
      return `${mark} ${counterexample === null ? word : `**violated** by ${counterexample.faults + counterexample.moves}`}`
    }),
  ])
  return table(['configuration', ...promises.map((promise) => `\`${promise}\``)], rows)
}

/** A table of very many configurations ends where it takes half of the room. */
function cutTable(whole: string): readonly string[] {
  if (whole.length <= LONGEST / 2) return [whole]
  const lines = whole.split('\n')
  let length = 0
  const fitting = lines.filter((line) => (length += line.length + 1) <= LONGEST / 2)
  return [fitting.join('\n'), `${lines.length - fitting.length} more configurations are left out here.`]
}

function interruption({ interrupted, configuration: { of = '' } }: Part): readonly string[] {
  return interrupted
    ? [`The search was interrupted${of === '' ? '' : ` (${plain(of)})`}: this is what was known by then.`]
    : []
}

/** Each story once, however many promises it breaks, to open. */
function storyBlocks(part: Part, isOneOfSeveral: boolean): readonly string[] {
  let isShown = false
  return byStory(part.judged).flatMap((those) => {
    const [first] = those
    if (first === undefined) return []
    const { of = '' } = part.configuration
    const titles = those.map(({ result }) => `<b>${plain(result.title)}</b>`).join(', ')
    const clause = plain(first.result.counterexample.clause)
    const fits = part.fix !== undefined && those.some(({ result }) => part.fix?.mends.includes(result.promise))
    const diff =
      fits && part.fix.diff !== '' ? (isShown ? [ABOVE] : [diffBlock(part.fix.diff)]) : changeBlock(first, part)
    isShown ||= fits
    return [
      [
        `<details><summary>${LOOKS.violated.mark} ${titles}${isOneOfSeveral && of !== '' ? ` (${plain(of)})` : ''}: ${clause}</summary>`,
        fenced('text', storyInLines(first)),
        `Why: ${plain(whyInWords(first), 1_000)}`,
        ...labelled('Cause', causeInWords(first, part.configuration)),
        ...labelled('Remedy', remediesInWords(first).join('; or ')),
        ...diff,
        ...(first.file === null ? [] : [`Play it again: <code>tidemark replay ${plain(first.file)}</code>`]),
        '</details>',
      ].join('\n\n'),
    ]
  })
}

const ABOVE = 'The change of the files above mends it, too.'

function labelled(label: string, words: string): readonly string[] {
  return words === '' ? [] : [`${label}: ${plain(words, 1_000)}`]
}

function diffBlock(diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n')
  const shown = lines.slice(0, MOST_DIFF_LINES).map((line) => inert(line, LONGEST_DIFF_LINE))
  return fenced('diff', lines.length > shown.length ? [...shown, '…'] : shown)
}

/** The first remedy, where it is not known how the files would say so. */
function changeBlock({ cure }: Judged, { configuration: { settings } }: Part): readonly string[] {
  const [remedy] = cure?.remedies ?? []
  if (remedy === undefined) return []
  const lines = Object.entries(remedy.change).flatMap(([key, value]) => {
    const now = settings[key]
    return [...(now === undefined ? [] : [`-${key}=${shownValue(now)}`]), `+${key}=${value}`]
  })
  return [
    fenced(
      'diff',
      lines.map((line) => inert(line, LONGEST_DIFF_LINE)),
    ),
  ]
}
