/** The table of verdicts of a check: a line a promise, in columns where the page is wide enough. */
import type { Broken } from '../harness/search.ts'
import { type Cost, partsOf } from './cost.ts'
import { heldInBrief } from './evidence.ts'
import { groupBy } from './group.ts'
import { LOOKS } from './head.ts'
import { type Page, clean, pad, paint, widthOf } from './page.ts'
import type { Judged } from './report.ts'
import { indented, labelled, wrap } from './wrap.ts'

/** The longest title of a promise, and the longest id in parentheses. */
const TITLE = 40
const ID = 26
/** What most verdicts take. */
const SAYS = 38

/** `✗ Acknowledged records are not lost  VIOLATED by 2: partition + power-loss`, with the id where there is room. */
export function verdictLine(result: Judged['result'], page: Page): readonly string[] {
  const { word } = LOOKS[result.verdict]
  const found = result.counterexample
  if (found !== null) return line(result, 'violated', `${word} by ${costInLine(found)}`, page)
  return line(
    result,
    result.verdict,
    result.verdict === 'held' ? `${word}: ${heldInBrief(result.evidence)}` : word,
    page,
  )
}

/** The same while nobody knows yet with how little it can be broken. */
export function brokenLine(broken: Broken, page: Page): readonly string[] {
  const total = broken.faults + broken.moves
  return line(broken, 'violated', `${LOOKS.violated.word} by ${total === 0 ? '' : '≤'}${costInLine(broken)}`, page)
}

/** The promises that do not apply, together: as many as fit on a line; `whole`: by reason, what they would need. */
export function notApplicableLines(
  results: readonly Judged['result'][],
  page: Page,
  whole: boolean,
): readonly string[] {
  if (results.length === 0) return []
  const names = results.map(({ promise }) => promise)
  const brief = [...names.keys()]
    .toReversed()
    .map((at) => `not applicable: ${cut(names, at + 1)}`)
    .find((words) => widthOf(words) <= page.width - 2)
  if (!whole && brief !== undefined) return [paint(page, `- ${brief}`, 'dim')]
  const said = [...groupBy(results, ({ why }) => why ?? '')].map(
    ([why, those]) => `${those.map(({ promise }) => promise).join(', ')} (${why})`,
  )
  return labelled('-', `not applicable: ${said.join('; ')}`, 2, page).map((text) => paint(page, text, 'dim'))
}

function cut(names: readonly string[], most: number): string {
  const more = names.length - most
  const told = names.slice(0, most).join(', ')
  return `${more === 0 ? told : `${told} and ${more} more`} (why: --evidence)`
}

function line(
  { promise, title }: Pick<Broken, 'promise' | 'title'>,
  verdict: keyof typeof LOOKS,
  says: string,
  page: Page,
): readonly string[] {
  const { mark, style } = LOOKS[verdict]
  const bold = verdict === 'violated' ? (['bold'] as const) : []
  const name = clean(title)
  const id = page.width >= 2 + TITLE + ID + SAYS ? `(${promise})` : ''
  const columns = (title: number, ids: number): string =>
    `${paint(page, `${mark} ${pad(name, title)}`, style, ...bold)} ${id === '' ? '' : paint(page, pad(id, ids), 'dim')}${paint(page, says, style, ...bold)}`
  const widthWith = (title: number, ids: number): number =>
    2 + Math.max(title, widthOf(name)) + 1 + (id === '' ? 0 : Math.max(ids, widthOf(id))) + widthOf(says)
  if (widthWith(TITLE, ID) <= page.width) return [columns(TITLE, ID)]
  // A verdict that takes more room moves to the left.
  const spare = page.width - widthWith(0, id === '' ? 0 : widthOf(id) + 1)
  if (spare >= 1) return [columns(widthOf(name) + spare, id === '' ? 0 : widthOf(id) + 1)]
  return [...wrap(`${mark} ${name}`, page.width), ...indented(wrap(says, page.width - 2))].map((text) =>
    paint(page, text, style, ...bold),
  )
}

/** `2: partition + power-loss`; `ordinary work alone`. */
function costInLine(cost: Cost): string {
  const total = cost.faults + cost.moves
  return total === 0 ? 'ordinary work alone' : `${total}: ${partsOf(cost).join(' + ')}`
}
