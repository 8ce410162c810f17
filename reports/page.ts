/** The paper that text reports are written on: how wide it is, and whether it takes colour. */

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

export interface Page {
  readonly width: number
  readonly colour: boolean
}

const ESCAPE = '\u001b['
const ON: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 }
const RESET = `${ESCAPE}0m`

/** The text in these styles; unchanged on a page without colour. */
export function paint(page: Page, text: string, ...styles: readonly Style[]): string {
  if (!page.colour || text === '' || styles.length === 0) return text
  return `${styles.map((style) => `${ESCAPE}${ON[style]}m`).join('')}${text}${RESET}`
}

/** Control characters and characters that reorder a line: text from files must not steer the terminal. */
const UNSAFE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu

/** Text on one line that cannot steer a terminal. */
export function clean(text: string): string {
  return text.replace(UNSAFE, ' ')
}

/** Columns that a text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1
  return width
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f)
    || (code >= 0x2e80 && code <= 0xa4cf)
    || (code >= 0xac00 && code <= 0xd7a3)
    || (code >= 0xf900 && code <= 0xfaff)
    || (code >= 0xff00 && code <= 0xff60)
    || code >= 0x1f300
  )
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}
