/**
 * The report of `compare`: rows are settings, columns are promises; one block a row where the page is too narrow for
 * that.
 */
import type { PromiseResult } from '../harness/result.ts'
import { costInBrief, count } from './cost.ts'
import { budgetInWords, noneInBrief } from './evidence.ts'
import { configurationLines, searchLines, titleLine } from './header.ts'
import { missingInWords, partInWords } from './parts.ts'
import { type Page, clean, pad, paint, widthOf } from './page.ts'
import { type CompareReport, type CompareRow, shownValue } from './report.ts'
import { type Cell, GAP, headOf, longestWord, rowOf, tableWidth } from './table.ts'
import { searched, text } from './terminal.ts'
import { labelled, wrap } from './wrap.ts'

const REFUSED_AT_LEAST = 30

/** The whole comparison. */
export function compareText(report: CompareReport, page: Page): string {
  const asked = new Set(
    report.rows.flatMap((row) => row.judged.map(({ result }) => budgetInWords(result.evidence.bounds))),
  )
  const evidence = searched(report.rows.flatMap((row) => row.judged.map(({ result }) => result)))
  const head = [
    titleLine(report.version, report.configuration, page),
    ...configurationLines(report.configuration, page),
    ...(asked.size > 1
      ? labelled('searched', [...asked].join('; '), 12, page)
      : searchLines(evidence, report.seed, page)),
  ]
  const done = [
    ...(report.interrupted ? ['Interrupted: rows without a verdict were not searched to the end.'] : []),
    ...partInWords(report.part, report.rows.length),
    ...missingInWords(report.missing),
    legend(report),
  ]
  return text([head, ...compareTable(report, page), done.flatMap((line) => wrap(line, page.width))])
}

/**
 * The table; where it is too wide, without the columns that say the same in every row; where that is still too wide,
 * one block a row. Each block is a list of lines.
 */
export function compareTable(report: CompareReport, page: Page): readonly (readonly string[])[] {
  const whole = wideTable(report, page)
  if (whole !== undefined) return [whole]
  const same = report.promises.flatMap((promise) => sameInEveryRow(report, promise))
  const differing = {
    ...report,
    promises: report.promises.filter((promise) => !same.some((other) => other.promise === promise)),
  }
  const folded = same.length === 0 || differing.promises.length === 0 ? undefined : wideTable(differing, page)
  if (folded === undefined) return report.rows.map((row) => rowBlock(report, row, page))
  const says = [...new Set(same.map((other) => other.says))]
  return [
    folded,
    says.flatMap((text) =>
      wrap(
        `${text} in every row: ${same
          .filter((other) => other.says === text)
          .map(({ promise }) => promise)
          .join(', ')}`,
        page.width,
      ),
    ),
  ]
}

function sameInEveryRow(
  report: CompareReport,
  promise: string,
): readonly { readonly promise: string; readonly says: string }[] {
  const texts = new Set(report.rows.filter((row) => row.refused === null).map((row) => cellOf(row, promise).text))
  const [says] = texts
  return texts.size === 1 && says !== undefined ? [{ promise, says: says === '' ? 'without a verdict' : says }] : []
}

/**
 * What a cell says: `none up to 2`, `none up to 1, 2 sampled`, `1 move`, `2: crash + power-loss`, `undecided`, `n/a`.
 */
export function cellText(result: PromiseResult<unknown>): string {
  if (result.counterexample !== null) return costInBrief(result.counterexample)
  if (result.verdict === 'held') return noneInBrief(result.evidence)
  return result.verdict === 'not-applicable' ? 'n/a' : result.verdict
}

function cellOf(row: CompareRow, promise: string): Cell {
  const found = row.judged.find(({ result }) => result.promise === promise)?.result
  if (found === undefined) return { text: '', style: undefined }
  return {
    text: cellText(found),
    style: found.verdict === 'held' ? 'green' : found.verdict === 'violated' ? 'red' : 'dim',
  }
}

function wideTable(report: CompareReport, page: Page): readonly string[] | undefined {
  const keys = [...new Set(report.rows.flatMap((row) => Object.keys(row.varied)))]
  const heads = [...keys, ...report.promises, ...downColumns(report)].map((head) => headPieces(clean(head)))
  const bodies = report.rows.map((row) => [
    ...keys.map((key) => labelCell(row, key)),
    ...report.promises.map((promise) => cellOf(row, promise)),
    ...downCells(report, row),
  ])
  const widths = heads.map((pieces, column) => {
    const texts = bodies.flatMap((cells, at) =>
      report.rows[at]?.refused === null || column < keys.length ? [cells[column]?.text ?? ''] : [],
    )
    return Math.max(...pieces.map(widthOf), ...texts.map(longestWord))
  })
  const refusedRoom = tableWidth(widths.slice(keys.length))
  if (
    tableWidth(widths) > page.width
    || (report.rows.some((row) => row.refused !== null) && refusedRoom < REFUSED_AT_LEAST)
  )
    return undefined
  const lines = [
    ...headOf(
      heads.map((pieces, column) => headLines(pieces, widths[column] ?? 0)),
      widths,
      page,
    ),
  ]
  report.rows.forEach((row, at) => {
    const cells = bodies[at] ?? []
    if (row.refused === null) lines.push(...rowOf(cells, widths, page))
    else
      lines.push(
        ...rowOf(
          [...cells.slice(0, keys.length), { text: `refused: ${row.refused}`, style: 'yellow' }],
          [...widths.slice(0, keys.length), refusedRoom],
          page,
        ),
      )
  })
  return lines
}

const DOWN = ['writes-with', 'reads-with'] as const

/** Columns that say how many brokers may be down. */
function downColumns(report: CompareReport): readonly string[] {
  return report.rows.some(({ availability }) => availability !== undefined) ? DOWN : []
}

function downCells(report: CompareReport, { availability }: CompareRow): readonly Cell[] {
  const { writes, reads } = availability?.oneByOne ?? {}
  return downColumns(report).length === 0
    ? []
    : [writes, reads].map((most) => ({ text: downText(most), style: undefined }))
}

function downText(most: number | undefined): string {
  return most === undefined ? '' : most < 0 ? 'never' : `${most} down`
}

function labelCell(row: CompareRow, key: string): Cell {
  const value = row.varied[key]
  return { text: value === undefined ? '' : clean(shownValue(value)), style: undefined }
}

/** Names may be broken after a hyphen or a full stop. */
function headPieces(name: string): readonly string[] {
  return name.match(/[^.-]+[.-]?/g) ?? [name]
}

function headLines(pieces: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last + piece) <= width) lines[lines.length - 1] = last + piece
    else lines.push(piece)
  }
  return lines
}

function rowBlock(report: CompareReport, row: CompareRow, page: Page): readonly string[] {
  const title = Object.entries(row.varied).map(([key, value]) => `${key}=${shownValue(value)}`)
  const head = wrap(title.join('  '), page.width).map((line) => paint(page, line, 'bold'))
  if (row.refused !== null)
    return [
      ...head,
      ...wrap(`refused: ${row.refused}`, page.width - GAP).map((line) => ' '.repeat(GAP) + paint(page, line, 'yellow')),
    ]
  const nameWidth = Math.max(...report.promises.map(widthOf))
  const beside = page.width - 2 * GAP - nameWidth >= 10
  const { writes, reads } = row.availability?.oneByOne ?? {}
  const down =
    row.availability === undefined
      ? []
      : wrap(`writes with ${downText(writes)}, reads with ${downText(reads)}`, page.width - GAP)
  return [
    ...head,
    ...down.map((line) => ' '.repeat(GAP) + line),
    ...report.promises.flatMap((promise) => {
      const cell = cellOf(row, promise)
      if (cell.text === '') return []
      const lines = wrap(cell.text, beside ? page.width - 2 * GAP - nameWidth : page.width - 2 * GAP).map((line) =>
        cell.style === undefined ? line : paint(page, line, cell.style),
      )
      if (!beside) return [' '.repeat(GAP) + promise, ...lines.map((line) => ' '.repeat(2 * GAP) + line)]
      return lines.map((line, at) => ' '.repeat(GAP) + pad(at === 0 ? promise : '', nameWidth + GAP) + line)
    }),
  ]
}

function legend(report: CompareReport): string {
  const refused = report.rows.filter((row) => row.refused !== null).length
  const rows = `${count(report.rows.length, 'combination')}${refused === 0 ? '' : `, ${refused} refused`}`
  const down =
    downColumns(report).length === 0
      ? ''
      : ' Writes and reads: with how many brokers down, whichever they are, one by one and without a restart.'
  return `${rows}. A cell says what it takes to break the promise: how many faults and moves together, and which; or that none up to so many do, and what was only sampled where not every schedule was judged.${down}`
}
