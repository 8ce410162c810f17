/** Cells of several lines side by side, in columns of fixed width. */
import { type Page, type Style, pad, paint, widthOf } from './page.ts'
import { wrap } from './wrap.ts'

export interface Cell {
  readonly text: string
  readonly style: Style | undefined
}

/** Columns between two columns. */
export const GAP = 2

/** Columns that a table takes. */
export function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1)
}

/** The narrowest column in which no word of the text is broken. */
export function longestWord(text: string): number {
  return Math.max(...text.split(' ').map(widthOf))
}

/** A row of the table, as high as its highest cell. */
export function rowOf(cells: readonly Cell[], widths: readonly number[], page: Page): readonly string[] {
  return band(
    cells.map((cell, column) => wrap(cell.text, widths[column] ?? 1)),
    widths,
    page,
    (column) => cells[column]?.style,
    'top',
  )
}

/** The names of columns, in bold and down on the line below them, and that line. */
export function headOf(
  heads: readonly (readonly string[])[],
  widths: readonly number[],
  page: Page,
): readonly string[] {
  return [
    ...band(heads, widths, page, () => 'bold', 'bottom'),
    widths.map((width) => '─'.repeat(width)).join('─'.repeat(GAP)),
  ]
}

function band(
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  page: Page,
  style: (column: number) => Style | undefined,
  align: 'top' | 'bottom',
): readonly string[] {
  const height = Math.max(...cells.map((cell) => cell.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, column) => {
        const content = cell[align === 'top' ? line : line - (height - cell.length)] ?? ''
        const look = style(column)
        const filler = pad(content, widths[column] ?? 0).slice(content.length)
        return (look === undefined ? content : paint(page, content, look)) + filler
      })
      .join(' '.repeat(GAP)),
  )
}
