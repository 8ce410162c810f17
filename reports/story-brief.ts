/**
 * The story of a counterexample without the state beside it: steps that follow from each other share a line where they
 * fit, and the step that decides is marked.
 */
import type { Counterexample, StoryStep } from '../harness/result.ts'
import { sentence } from './story.ts'
import { type Page, paint, widthOf } from './page.ts'
import { wrap } from './wrap.ts'

type Story = Pick<Counterexample<unknown>, 'steps' | 'afterwards' | 'decisive'>

const NUMBER = 4
const BETWEEN = '; '

/** One or more steps with their numbers: `1  the producer sends a`, `1-2  …; …`. */
interface Group {
  readonly from: number
  readonly to: number
  readonly steps: readonly StoryStep[]
}

/** The lines of the story, and how it ends. */
export function briefStoryLines({ steps, afterwards, decisive }: Story, page: Page): readonly string[] {
  const width = page.width - NUMBER
  const groups = grouped(steps, decisive, width)
  return [
    ...groups.flatMap((group) => groupLines(group, group.to === decisive && decisive > 0, page)),
    ...endLines(afterwards, page),
  ]
}

/** Steps of ordinary work that nobody outside notices go together, two on a line. */
function grouped(steps: readonly StoryStep[], decisive: number, width: number): readonly Group[] {
  const groups: Group[] = []
  for (const [at, step] of steps.entries()) {
    const number = at + 1
    const last = groups.at(-1)
    const joins =
      last !== undefined
      && last.steps.length === 1
      && isPlain(step, number, decisive, 'second')
      && last.steps.every((one) => isPlain(one, last.from, decisive, 'first'))
      && widthOf([...last.steps, step].map(sentence).join(BETWEEN)) <= width
    if (joins) groups[groups.length - 1] = { from: last.from, to: number, steps: [...last.steps, step] }
    else groups.push({ from: number, to: number, steps: [step] })
  }
  return groups
}

function isPlain({ cost, seen }: StoryStep, number: number, decisive: number, place: 'first' | 'second'): boolean {
  return cost === null && number !== decisive && (place === 'second' || seen.length === 0)
}

function groupLines({ from, to, steps }: Group, isDecisive: boolean, page: Page): readonly string[] {
  const width = page.width - NUMBER
  const said = steps.map(sentence).join(BETWEEN)
  const costs = steps.some(({ cost }) => cost !== null)
  const wrapped = wrap(said, width)
  const seen = steps.flatMap((step) => step.seen)
  const marked = isDecisive ? withMark(wrapped, seen, width) : wrapped
  const lines = marked.map((line) =>
    isDecisive ? paint(page, line, 'red', 'bold') : costs ? paint(page, line, 'yellow') : line,
  )
  const number = (from === to ? String(from).padStart(2) : `${from}-${to}`).padEnd(NUMBER)
  const numbered = lines.map((line, at) => (at === 0 ? number : ' '.repeat(NUMBER)) + line)
  return withSight(numbered, widthOf(marked.at(-1) ?? ''), seen, page)
}

/** What clients saw stands on the last line where it fits there, else below. */
function withSight(lines: readonly string[], used: number, seen: readonly string[], page: Page): readonly string[] {
  if (seen.length === 0) return lines
  const sight = `» ${seen.join(BETWEEN)}`
  return used + 1 + widthOf(sight) <= page.width - NUMBER
    ? [...lines.slice(0, -1), `${lines.at(-1) ?? ''} ${paint(page, sight, 'cyan')}`]
    : [...lines, ...seenLines(seen, page)]
}

/** What is said of the step after which healing ends so, where there is room for it, or shorter. */
const MARKS = [' ← from here on nothing mends it', ' ← decisive']

function withMark(lines: readonly string[], seen: readonly string[], width: number): readonly string[] {
  const last = lines.at(-1) ?? ''
  const sight = seen.length === 0 ? '' : ` » ${seen.join(BETWEEN)}`
  const mark =
    MARKS.find((one) => widthOf(last + one + sight) <= width) ?? MARKS.find((one) => widthOf(last + one) <= width)
  return mark === undefined ? [...lines, MARKS[0]?.trim() ?? ''] : [...lines.slice(0, -1), last + mark]
}

/** What clients saw, in one paragraph. */
function seenLines(seen: readonly string[], page: Page): readonly string[] {
  if (seen.length === 0) return []
  return wrap(seen.join(BETWEEN), page.width - NUMBER - 2).map(
    (line, at) => ' '.repeat(NUMBER) + paint(page, (at === 0 ? '» ' : '  ') + line, 'cyan'),
  )
}

function endLines({ text, through = [], seen }: Story['afterwards'], page: Page): readonly string[] {
  const said = wrap(through.length === 0 ? text : `${text}: ${through.join(BETWEEN)}`, page.width - NUMBER)
  const lines = said.map((line) => ' '.repeat(NUMBER) + line)
  return withSight(lines, widthOf(said.at(-1) ?? ''), seen, page)
}
