/** Text in Markdown, as GitHub and GitLab show it, in which nothing of what users wrote is markup. */
import { inert } from './inert.ts'

/** What may be markup somewhere: punctuation of Markdown and of HTML. */
const MARKUP = /[&<>`|*_~[\]\\$]/g
/** What the sites make links of, and tell people that they were named: a space without width stands between. */
const LINKED = /(?<!&)#|@|:(?=\/\/)|(?<=\bwww)\.|(?<=\bGH)-/gi
const NO_SPACE = '&#8203;'

/** In a line or a cell of a table. */
export function plain(text: string, longest?: number): string {
  return inert(text, longest)
    .replace(MARKUP, (character) => `&#${character.charCodeAt(0)};`)
    .replace(LINKED, (character) => character + NO_SPACE)
}

/** A block in which everything stands as it is. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/** A table; its cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}
