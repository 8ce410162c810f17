/** The gallery as a table; one block a flaw where the page is too narrow for that. */
import { costInBrief, costInWords, count, grouped } from '../cost.ts'
import { completeTo } from '../evidence.ts'
import { searchInWords } from '../header.ts'
import { type Page, type Style, clean, paint, widthOf } from '../page.ts'
import { type Cell, headOf, longestWord, rowOf, tableWidth } from '../table.ts'
import { searched, text } from '../terminal.ts'
import { labelled, wrap } from '../wrap.ts'
import { type FlawRow, type GalleryReport, type LeftOutRow, type Outcome, gallerySummary, outcomeOf } from './report.ts'

const HEADS: readonly string[] = ['id', 'flaw', 'verdict', 'fix', 'takes', 'steps', 'time']
const TITLE = HEADS.indexOf('flaw')
const NARROWEST_TITLE = 24
/** Columns that a cell takes before its words stand below each other, the widest first. */
const MOST_IN_COLUMN: readonly number[] = [Infinity, 12, 9, 0]
const LABEL = 10
const ID = 5

const FLAW_LOOKS: Readonly<Record<Outcome['flaw'], { readonly word: string; readonly style: Style }>> = {
  found: { word: 'found', style: 'green' },
  missed: { word: 'MISSED', style: 'red' },
  unknown: { word: 'interrupted', style: 'yellow' },
}

const LEGEND =
  'found: with the settings of the flaw its promise breaks. holds: the same search finds nothing with the fix; '
  + 'complete, unless it says otherwise. takes: faults and planned moves together, and which. proven: no better '
  + 'counterexample exists. time: of the search with the flaw. `gallery ID` tells one of them.'

/** All flaws, the suspected ones for themselves, what is left out, and one line that sums up. */
export function galleryText(report: GalleryReport, page: Page): string {
  const known = report.rows.filter(({ suspected }) => suspected === null)
  const suspected = report.rows.filter((row) => row.suspected !== null)
  const widths = widthsFor(report.rows, page)
  const bold = (line: string): string => paint(page, line, 'bold')
  return text([
    [bold(`Tidemark ${report.version}`), ...searchedLines(report, page)],
    ...flawTable(known, widths, page),
    ...(suspected.length === 0
      ? []
      : [
          wrap('Suspected: derived from the source, and seen on no real cluster that we know of', page.width).map(bold),
        ]),
    ...flawTable(suspected, widths, page),
    report.leftOut.length === 0
      ? []
      : [
          ...wrap('Left out: the model does not show them', page.width).map(bold),
          ...report.leftOut.flatMap((one) => leftOutLines(one, page)),
        ],
    ...(report.rows.length === 0 ? [] : [wrap(LEGEND, page.width).map((line) => paint(page, line, 'dim'))]),
    wrap(gallerySummary(report), page.width).map(bold),
  ])
}

/** A line a flaw, and the one that sums up. */
export function galleryBrief(report: GalleryReport, page: Page): string {
  return text([
    [
      ...report.rows.flatMap((row) => wrap(`${row.id} ${outcomeInWords(row)}`, page.width)),
      ...wrap(gallerySummary(report), page.width),
    ],
  ])
}

function searchedLines({ rows, seed }: GalleryReport, page: Page): readonly string[] {
  const evidence = searched(rows.map(({ found }) => ({ evidence: found.evidence })))
  if (evidence === undefined) return []
  return labelled(
    'searched',
    `${searchInWords(evidence)}, each flaw with the faults and moves that it needs${seed === null ? '' : `; seed ${seed}`}`,
    LABEL,
    page,
  )
}

/** The table in one block, in columns that suit all of these flaws; or each flaw in a block. */
function flawTable(
  rows: readonly FlawRow[],
  widths: readonly number[] | undefined,
  page: Page,
): readonly (readonly string[])[] {
  if (rows.length === 0) return []
  if (widths === undefined) return rows.map((row) => flawBlock(row, page))
  return [
    [
      ...headOf(
        HEADS.map((head, column) => wrap(head, widths[column] ?? 1)),
        widths,
        page,
      ),
      ...rows.flatMap((row) => rowOf(cellsOf(row), widths, page)),
    ],
  ]
}

/** The title takes what the other columns leave; they become narrower until it has enough, if it ever has. */
function widthsFor(rows: readonly FlawRow[], page: Page): readonly number[] | undefined {
  const bodies = rows.map(cellsOf)
  const longestTitle = Math.max(...HEADS.map(widthOf), ...bodies.map((cells) => widthOf(cells[TITLE]?.text ?? '')))
  for (const most of MOST_IN_COLUMN) {
    const measure = (text: string): number => Math.max(longestWord(text), Math.min(widthOf(text), most))
    const others = HEADS.map((head, column) =>
      column === TITLE ? 0 : Math.max(widthOf(head), ...bodies.map((cells) => measure(cells[column]?.text ?? ''))),
    )
    const room = page.width - tableWidth(others)
    if (room >= Math.min(NARROWEST_TITLE, longestTitle))
      return others.map((width, column) => (column === TITLE ? Math.min(room, longestTitle) : width))
  }
  return undefined
}

function cellsOf(row: FlawRow): readonly Cell[] {
  const found = row.found.counterexample
  const plain = (words: string): Cell => ({ text: words, style: undefined })
  return [
    plain(clean(row.id)),
    plain(clean(row.title)),
    flawCell(row),
    fixCell(row),
    plain(found === null ? '' : costInBrief(found)),
    plain(found === null ? '' : `${grouped(found.length)}${found.minimal === 'proven' ? ', proven' : ''}`),
    plain(secondsInWords(row.seconds)),
  ]
}

function flawCell(row: FlawRow): Cell {
  const { word, style } = FLAW_LOOKS[outcomeOf(row).flaw]
  return { text: word, style }
}

function fixCell(row: FlawRow): Cell {
  const { fixed } = row
  if (fixed === null) return { text: '', style: undefined }
  if (fixed.verdict === 'violated') return { text: 'DOES NOT HOLD', style: 'red' }
  if (fixed.verdict !== 'held')
    return { text: fixed.verdict === 'undecided' ? 'undecided' : 'not applicable', style: 'yellow' }
  const complete = completeTo(fixed.evidence)
  const doubt =
    complete === null || complete < 0 ? ', sampled' : complete < fixed.evidence.bounds.faults ? ', sampled in part' : ''
  return { text: `holds${doubt}`, style: 'green' }
}

function flawBlock(row: FlawRow, page: Page): readonly string[] {
  return [
    ...labelled(clean(row.id), row.title, ID, page).map((line) => paint(page, line, 'bold')),
    ...labelled('', `${outcomeInWords(row)}; ${secondsInWords(row.seconds)}`, ID, page),
  ]
}

/** `found by 2 faults (2 crash), 14 steps, proven; the fix holds`. */
function outcomeInWords(row: FlawRow): string {
  const found = row.found.counterexample
  const by =
    found === null
      ? ''
      : ` by ${costInWords(found)}, ${count(found.length, 'step')}${found.minimal === 'proven' ? ', proven' : ''}`
  const fix = fixCell(row).text
  return `${flawCell(row).text}${by}${fix === '' ? '' : `; fix: ${fix}`}`
}

/** `0.4s`. */
export function secondsInWords(seconds: number): string {
  return `${seconds.toFixed(1)}s`
}

function leftOutLines({ id, title, reference, why }: LeftOutRow, page: Page): readonly string[] {
  return [...labelled(clean(id), `${title} (${reference})`, ID, page), ...labelled('', why, ID, page)]
}
