/**
 * The story of a counterexample without the state beside it: steps that follow from each other share a line where they
 * fit, and the step that decides is marked.
 */
import type { Counterexample, StoryStep } from '../harness/result.ts'
import { type Page, type Style, paint, widthOf } from './page.ts'
import { sentence } from './story.ts'
import { wrap } from './wrap.ts'

type Story = Pick<Counterexample<unknown>, 'steps' | 'afterwards' | 'decisive'>

/** The page, without the columns in which the numbers of steps stand. */
interface Column extends Page {
  readonly indent: number
}

/** One step, or two, with their numbers. */
interface Group {
  readonly from: number
  readonly to: number
  readonly steps: readonly StoryStep[]
}

const BETWEEN = '; '
/** What is said of the step after which healing ends so, where there is room for it, or shorter. */
const MARKS = [' ← from here on nothing mends it', ' ← decisive']

/** The lines of the story, and how it ends. */
export function briefStoryLines({ steps, afterwards, decisive }: Story, page: Page): readonly string[] {
  const indent = steps.length < 10 ? 4 : 6
  const column = { ...page, width: page.width - indent, indent }
  return [
    ...grouped(steps, decisive, column.width).flatMap((group) => groupLines(group, group.to === decisive, column)),
    ...endLines(afterwards, column),
  ]
}

/** Steps of ordinary work of which nobody outside takes notice stand with the one that follows, two on a line. */
function grouped(steps: readonly StoryStep[], decisive: number, width: number): readonly Group[] {
  const groups: Group[] = []
  for (const [at, step] of steps.entries()) {
    const last = groups.at(-1)
    const isOrdinary = step.cost === null && at + 1 !== decisive
    if (last !== undefined && isOrdinary && takesAnother(last, step, decisive, width))
      groups[groups.length - 1] = { ...last, to: at + 1, steps: [...last.steps, step] }
    else groups.push({ from: at + 1, to: at + 1, steps: [step] })
  }
  return groups
}

function takesAnother({ from, steps }: Group, next: StoryStep, decisive: number, width: number): boolean {
  const [only, ...more] = steps
  if (only === undefined || more.length > 0) return false
  const isPlain = only.cost === null && only.seen.length === 0 && from !== decisive
  return isPlain && widthOf([only, next].map(sentence).join(BETWEEN)) <= width
}

function groupLines({ from, to, steps }: Group, isDecisive: boolean, column: Column): readonly string[] {
  const seen = steps.flatMap((step) => step.seen)
  const said = wrap(steps.map(sentence).join(BETWEEN), column.width)
  const style = steps.some(({ cost }) => cost !== null) ? (['yellow'] as const) : []
  const number = from === to ? String(from).padStart(2) : `${from}-${to}`
  const lines = isDecisive ? withMark(said, seen, column.width) : said
  return below(number, lines, isDecisive ? ['red', 'bold'] : style, seen, column)
}

function endLines({ text, through = [], seen }: Story['afterwards'], column: Column): readonly string[] {
  const said = wrap(through.length === 0 ? text : `${text}: ${through.join(BETWEEN)}`, column.width)
  return below('', said, [], seen, column)
}

function withMark(lines: readonly string[], seen: readonly string[], width: number): readonly string[] {
  const last = lines.at(-1) ?? ''
  const sight = seen.length === 0 ? '' : ` ${sightOf(seen)}`
  const fits = (rest: string): string | undefined => MARKS.find((mark) => widthOf(last + mark + rest) <= width)
  const mark = fits(sight) ?? fits('')
  return mark === undefined
    ? [...lines, ...MARKS.slice(0, 1).map((one) => one.trim())]
    : [...lines.slice(0, -1), last + mark]
}

/** Lines, and what clients saw: on the last of them where it fits there, else below. */
function below(
  number: string,
  lines: readonly string[],
  style: readonly Style[],
  seen: readonly string[],
  { indent, ...page }: Column,
): readonly string[] {
  const margin = ' '.repeat(indent)
  const written = lines.map((line, at) => (at === 0 ? number.padEnd(indent) : margin) + paint(page, line, ...style))
  if (seen.length === 0) return written
  const last = written.at(-1) ?? ''
  if (!isList(seen) && widthOf(lines.at(-1) ?? '') + 1 + widthOf(sightOf(seen)) <= page.width)
    return [...written.slice(0, -1), `${last} ${paint(page, sightOf(seen), 'cyan')}`]
  const told = isList(seen) ? seen : [seen.join(BETWEEN)]
  const sights = told.flatMap((one) => wrap(one, page.width - 2).map((line, at) => (at === 0 ? '» ' : '  ') + line))
  return [...written, ...sights.map((line) => margin + paint(page, line, 'cyan'))]
}

function sightOf(seen: readonly string[]): string {
  return `» ${seen.join(BETWEEN)}`
}

/** Steps under a line that announces them. */
function isList(seen: readonly string[]): boolean {
  return seen.some((one) => one.endsWith(':'))
}
