/** A verdict in one line, or in two where the page is narrow. */
import type { Verdict } from '../harness/result.ts'
import type { Broken } from '../harness/search.ts'
import { costInWords } from './cost.ts'
import { noneInWords } from './evidence.ts'
import { type Page, type Style, clean, paint, widthOf } from './page.ts'
import type { Judged } from './report.ts'
import { indented, wrap } from './wrap.ts'

export const LOOKS: Readonly<Record<Verdict, { readonly mark: string; readonly word: string; readonly style: Style }>> =
  {
    'held': { mark: '✓', word: 'held', style: 'green' },
    'violated': { mark: '✗', word: 'VIOLATED', style: 'red' },
    'undecided': { mark: '?', word: 'undecided', style: 'yellow' },
    'not-applicable': { mark: '-', word: 'not applicable', style: 'dim' },
  }

/** `✗ Acknowledged records are not lost (no-acknowledged-loss): VIOLATED by 1 fault (crash)`. */
export function headLines(result: Judged['result'], page: Page): readonly string[] {
  const { word } = LOOKS[result.verdict]
  const found = result.counterexample
  const says =
    found === null
      ? `${word}${result.verdict === 'held' ? `: ${noneInWords(result.evidence)}` : ''}`
      : `${word} by ${costInWords(found)}`
  return verdictLines(result, result.verdict, says, page)
}

function verdictLines(
  about: Pick<Broken, 'promise' | 'title'>,
  verdict: Verdict,
  says: string,
  page: Page,
): readonly string[] {
  const { mark, style } = LOOKS[verdict]
  const title = clean(about.title)
  const id = `(${about.promise})`
  const painted = (line: string): string =>
    paint(page, line, style, ...(verdict === 'violated' ? (['bold'] as const) : []))
  if (widthOf(`${mark} ${title} ${id}: ${says}`) <= page.width)
    return [`${painted(`${mark} ${title}`)} ${paint(page, id, 'dim')}: ${painted(says)}`]
  const [first = '', ...more] = indented(wrap(`${title} ${id}:`, page.width - 2))
  return [`${mark}${first.slice(1)}`, ...more, ...indented(wrap(says, page.width - 2))].map(painted)
}
