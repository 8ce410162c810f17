import { type Page, clean, widthOf } from './page.ts'

/**
 * The text in lines of at most `width` columns, broken between words; only a word wider than a whole line is broken
 * inside.
 */
export function wrap(text: string, width: number): readonly string[] {
  return fill(words(text, Math.max(1, width)), Math.max(1, width), ' ')
}

/** Items that are never broken inside, in lines of at most `width` columns. */
export function fill(items: readonly string[], width: number, between: string): readonly string[] {
  const lines: string[] = []
  let line: string | undefined
  for (const item of items) {
    if (line === undefined) line = item
    else if (widthOf(line) + widthOf(between) + widthOf(item) <= width) line += between + item
    else {
      lines.push(line.trimEnd())
      line = item
    }
  }
  return line === undefined ? [''] : [...lines, line]
}

function words(text: string, width: number): readonly string[] {
  return clean(text)
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => (widthOf(word) <= width ? [word] : pieces(word, width)))
}

function pieces(word: string, width: number): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && widthOf(part + character) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

/** Text under a label that stands in a column of its own: `note    2.0 means 2.0.1`. */
export function labelled(label: string, text: string, labelWidth: number, page: Page): readonly string[] {
  return hang(label, labelWidth, wrap(text, page.width - labelWidth))
}

/** Items under a label; an item is never broken inside. */
export function listed(label: string, items: readonly string[], labelWidth: number, page: Page): readonly string[] {
  return hang(label, labelWidth, fill(items.map(clean), page.width - labelWidth, '  '))
}

function hang(label: string, labelWidth: number, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => (at === 0 ? label.padEnd(labelWidth) : ' '.repeat(labelWidth)) + line)
}

/** Lines that stand under what is before them. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => '  ' + line)
}
