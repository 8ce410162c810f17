/** Text from files and settings, so that it stays text wherever it is put. */
import { clean } from '../page.ts'

/** No name and no value is shown longer. */
const LONGEST = 300

/** Halves of characters, and what no XML may hold. */
const BROKEN = /[\p{Cs}\ufffe\uffff]/gu

/** On one line, nothing in it that steers who shows it, cut where it is long. */
export function inert(text: string, longest = LONGEST): string {
  const plain = clean(text.length > longest * 2 ? text.slice(0, longest * 2) : text)
  const cut = plain.length <= longest ? plain : `${plain.slice(0, longest)}…`
  return cut.replace(BROKEN, '\ufffd')
}
