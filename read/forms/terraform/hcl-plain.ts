/**
 * A Terraform file as its grammar takes it. Of calls, indexes and heredocs nothing but their text and their places are
 * used, and the grammar stumbles over them: over the first two within an object, as in `{ a = jsonencode({ … }) }`,
 * over the last where a script stands in them.
 */

/** The text with a name for each call and index that is closed, and blanks in heredocs; all else keeps its place. */
export function plainHcl(text: string): string {
  let [out, done, at] = ['', 0, 0]
  while (at < text.length) {
    const name = text[at] === '(' || text[at] === '[' ? nameBefore(text, done, at) : undefined
    const end = name === undefined ? skipped(text, at, 0) : closed(text, at, 0)
    // Something is never closed: where, the grammar says.
    if (end === undefined) break
    if (name !== undefined) {
      const from = at - name.length
      out += `${text.slice(done, from)}${'x'.repeat(end - from)}`
      done = end
    } else if (end > at + 2 && text.startsWith('<<', at)) {
      const [first, last] = [text.indexOf('\n', at), text.lastIndexOf('\n', end - 1)]
      out += text.slice(done, first) + text.slice(first, last).replace(/[^\n]/g, ' ')
      done = Math.max(first, last)
    }
    at = end
  }
  return out + text.slice(done)
}

/** What is called or looked into: a name, also of a provider (`provider::aws::arn_parse`), or what was one. */
function nameBefore(text: string, done: number, at: number): string | undefined {
  if (at === done && done > 0) return ''
  return NAME.exec(text.slice(Math.max(done, at - LONGEST_NAME), at))?.[0]
}

const NAME = /(?:[A-Za-z_][\w-]*::){0,5}[A-Za-z_][\w-]*$/

const LONGEST_NAME = 200

/** Deeper is nothing that anybody writes. */
const DEEPEST = 60

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Where what opens here is behind its close; none: it is not closed. */
function closed(text: string, open: number, depth: number): number | undefined {
  const close = CLOSES[text[open] ?? '']
  let at: number | undefined = open + 1
  while (at !== undefined && at < text.length) {
    const sign: string = text[at] ?? ''
    if (sign === close) return at + 1
    at = sign in CLOSES ? (depth > DEEPEST ? undefined : closed(text, at, depth + 1)) : skipped(text, at, depth)
  }
  return undefined
}

/** Where a string, a comment or a heredoc that begins here ends; of anything else one character. */
function skipped(text: string, at: number, depth: number): number | undefined {
  if (text[at] === '"') return stringEnd(text, at, depth)
  const two = text.slice(at, at + 2)
  if (text[at] === '#' || two === '//') return indexOf(text, '\n', at)
  if (two === '/*') return indexOf(text, '*/', at + 2) + 2
  if (two !== '<<') return at + 1
  const [head, word] = /^<<-?([A-Za-z_][\w-]*)[ \t\r]*\n/.exec(text.slice(at, at + LONGEST_NAME)) ?? []
  if (head === undefined || word === undefined) return at + 2
  let line = at + head.length
  while (line < text.length) {
    const next = indexOf(text, '\n', line)
    if (text.slice(line, next).trim() === word) return next
    line = next + 1
  }
  return undefined
}

function indexOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found === -1 ? text.length : found
}

/** `${…}` and `%{…}` in it may hold strings of their own. */
function stringEnd(text: string, open: number, depth: number): number | undefined {
  let at: number | undefined = open + 1
  while (at !== undefined && at < text.length && text[at] !== '\n') {
    if (text[at] === '"') return at + 1
    const isTemplate = /^[$%]\{/.test(text.slice(at, at + 2)) && text[at - 1] !== text[at]
    if (isTemplate) at = depth > DEEPEST ? undefined : closed(text, at + 1, depth + 1)
    else at += text[at] === '\\' ? 2 : 1
  }
  return undefined
}
