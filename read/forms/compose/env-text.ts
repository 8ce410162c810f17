/**
 * The syntax of `.env` and `env_file`, as Docker Compose reads it (compose-spec/compose-go `dotenv/parser.go`). The
 * package `dotenv` is not used: it ends a value at any `#`, fills in no variables, and knows no lines.
 */
import { InputError, clipped } from '../../../model/input-error.ts'
import { filledIn, type Lookup } from './variables.ts'

/** A variable of an env file. */
export interface EnvEntry {
  readonly key: string
  /** None where only the name stands there: then it comes from the environment of the command. */
  readonly value: string | undefined
  readonly line: number
}

const BLANK = /[\t\v\f\r \u0085\u00a0]/
const ESCAPES: Readonly<Record<string, string>> = {
  'a': '\u0007',
  'b': '\b',
  'f': '\f',
  'n': '\n',
  'r': '\r',
  't': '\t',
  'v': '\v',
  '"': '"',
  '\\': '\\',
  '$': '$$',
}

/** A reader's place in its text. */
interface Cursor {
  readonly text: string
  readonly file: string
  at: number
  /** The line of a place before this one. */
  seen: { readonly at: number; readonly line: number }
}

/**
 * The variables of an env file, in its order. A value without quotes ends at a `#` after a blank; one in double quotes
 * may have escapes and several lines; all but those in single quotes may name variables, also earlier ones.
 * @throws InputError where Compose refuses the file.
 */
export function parseEnv(text: string, file: string, lookup: Lookup = () => undefined): readonly EnvEntry[] {
  const cursor: Cursor = { text: text.replace(/^\ufeff/, ''), file, at: 0, seen: { at: 0, line: 1 } }
  const entries: EnvEntry[] = []
  const known = new Map<string, string>()
  const find: Lookup = (name) => lookup(name) ?? known.get(name)
  while (skipToEntry(cursor)) {
    const line = lineOf(cursor)
    const { key, hasValue } = readKey(cursor)
    const value = hasValue ? readValue(cursor, find, key) : lookup(key)
    entries.push({ key, value, line })
    if (value !== undefined) known.set(key, value)
  }
  return entries
}

/** The same with `format: raw`: a value is all that stands behind the sign, quotes and `#` too. */
export function parseRawEnv(text: string): readonly EnvEntry[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const written = line.trimStart()
    if (written === '' || written.startsWith('#')) return []
    const sign = written.indexOf('=')
    const [key, value] = sign === -1 ? [written, undefined] : [written.slice(0, sign), written.slice(sign + 1)]
    return [{ key: key.trim(), value, line: index + 1 }]
  })
}

/** Over blanks, empty lines and comments. */
function skipToEntry(cursor: Cursor): boolean {
  for (;;) {
    while (/\s/.test(cursor.text.charAt(cursor.at))) cursor.at += 1
    if (cursor.text[cursor.at] !== '#') return cursor.at < cursor.text.length
    cursor.at = endOfLine(cursor)
  }
}

function readKey(cursor: Cursor): { readonly key: string; readonly hasValue: boolean } {
  const start = cursor.at + (/^export[^\S\n]+/.exec(cursor.text.slice(cursor.at))?.[0].length ?? 0)
  const line = cursor.text.slice(start, endOfLine(cursor))
  const sign = line.search(/[=:]/)
  const written = sign === -1 ? line : line.slice(0, sign)
  const key = written.trim()
  if (/[^\p{L}\p{N}_.[\]-]/u.test(key))
    throw new InputError({
      where: `${cursor.file}:${lineOf(cursor)}`,
      problem: 'this line does not begin with the name of a variable, so Docker Compose refuses this file',
      remedy: 'give lines like KAFKA_MIN_INSYNC_REPLICAS=2, and write # before a comment',
    })
  cursor.at = start + (sign === -1 ? line.length : sign + 1)
  return { key, hasValue: sign !== -1 }
}

function readValue(cursor: Cursor, find: Lookup, key: string): string {
  while (BLANK.test(cursor.text.charAt(cursor.at))) cursor.at += 1
  const quote = cursor.text.charAt(cursor.at)
  if (quote === '"' || quote === "'") return readQuoted(cursor, quote, find, key)
  const end = endOfLine(cursor)
  const line = cursor.text.slice(cursor.at, end)
  const where = lineOf(cursor)
  cursor.at = end
  return filled((/^[^]*?(?= #|$)/.exec(line)?.[0] ?? line).trimEnd(), cursor.file, where, key, find)
}

function readQuoted(cursor: Cursor, quote: string, find: Lookup, key: string): string {
  const line = lineOf(cursor)
  let value = ''
  for (let at = cursor.at + 1; at < cursor.text.length; at += 1) {
    const character = cursor.text.charAt(at)
    if (character === quote) {
      cursor.at = at + 1
      return quote === "'" ? value : filled(unescaped(value), cursor.file, line, key, find)
    }
    if (character === '\\' && at + 1 < cursor.text.length) {
      at += 1
      value += cursor.text.charAt(at) === quote ? quote : `\\${cursor.text.charAt(at)}`
    } else value += character
  }
  throw new InputError({
    where: `${cursor.file}:${line}`,
    key: clipped(key),
    problem: `its value begins with ${quote} and never ends, so Docker Compose refuses this file`,
    remedy: `close the value with ${quote}, or write it without quotes`,
  })
}

function unescaped(value: string): string {
  return value.replace(/\\([abfnrtv"\\$])/g, (written, letter: string) => ESCAPES[letter] ?? written)
}

function filled(value: string, file: string, line: number, key: string, find: Lookup): string {
  const result = filledIn(value, find)
  if ('text' in result) return result.text
  throw new InputError({
    where: `${file}:${line}`,
    key: clipped(key),
    problem: result.wrong,
    remedy: 'write $$ for a plain $, or ${VAR} for a variable',
  })
}

function endOfLine({ text, at }: Cursor): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** The line of the place; places only go forward, so each character is looked at once. */
function lineOf(cursor: Cursor): number {
  let { line } = cursor.seen
  for (let at = cursor.seen.at; at < cursor.at; at += 1) if (cursor.text[at] === '\n') line += 1
  cursor.seen = { at: cursor.at, line }
  return line
}
