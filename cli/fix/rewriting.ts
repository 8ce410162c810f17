/**
 * How a setting may be written on a line, after the manner of a line that is there. Each way is a guess: which one is
 * right is found out by reading the file again.
 */

/** A setting as it stands on a line. */
export interface Written {
  /** Kafka's name. */
  readonly key: string
  /** As the form has it: with its value the line holds it in one of a few spellings. */
  readonly value: string
}

/** The line with another value; in the order in which they are worth a try. */
export function withValue(line: string, { key, value }: Written, wanted: string): readonly string[] {
  const places = occurrences(line, value, afterKey(line, key))
  return places.map((at) => line.slice(0, at) + wanted + line.slice(at + value.length))
}

/** The same in quotes, where there are none: a word in JSON and TOML. */
export function withQuotedValue(line: string, there: Written, wanted: string): readonly string[] {
  const isQuoted = ['"', "'"].some((quote) => line.includes(quote + there.value + quote))
  return isQuoted || /^(true|false|-?[\d.]+)$/.test(wanted) ? [] : withValue(line, there, `"${wanted}"`)
}

/** Lines for the place of this one: it and another setting beside it, with `section` what some put before its name. */
export function withNeighbour(
  line: string,
  there: Written,
  wanted: Written,
  section: string | undefined,
): readonly (readonly string[])[] {
  if (line.trimEnd().endsWith('\\')) return []
  const prefixes = ['', 'properties.', ...(section === undefined ? [] : [`${section}.`])]
  const names = prefixes.map((prefix) => prefix + wanted.key)
  return names.flatMap((name) =>
    likeIt(line, there, { key: name, value: wanted.value }).flatMap((copy) => [
      [line, copy],
      ...(/,\s*$/.test(line) ? [] : [[`${copy},`, line]]),
      ...inside(line, there, { key: name, value: wanted.value }),
    ]),
  )
}

/** A copy of the line with another setting in it. */
function likeIt(line: string, there: Written, wanted: Written): readonly string[] {
  const spelled = SPELLINGS.find((spelling) => line.includes(spelling(there.key)))
  if (spelled === undefined || spelled(wanted.key) === spelled(there.key)) return pairLike(line, wanted)
  const renamed = withoutComment(line).replace(spelled(there.key), () => spelled(wanted.key))
  return [
    ...withValue(renamed, { key: wanted.key, value: there.value }, wanted.value).flatMap((copy) => [
      copy,
      ...quotedIn(copy, wanted),
    ]),
    ...pairLike(line, wanted),
  ]
}

/** After a line of another name: a key, the same sign, the value. */
function pairLike(line: string, { key, value }: Written): readonly string[] {
  const [, indent, sign] = /^(\s*)[\w.-]+(\s*[=:]\s*)\S/.exec(line) ?? []
  if (indent === undefined || sign === undefined) return []
  const [section = '', ...name] = key.split('.')
  const inSection = sign.includes(':') && name.length > 0 ? [`${section}: {${name.join('.')}: ${value}}`] : []
  return [`${indent}${key}${sign}${value}`, ...inSection]
}

/** What is said beside a setting is not said of another one. */
function withoutComment(line: string): string {
  return line.replace(/\s+#[^"']*$/, '')
}

/** With the value in quotes, where nothing is in quotes before. */
function quotedIn(copy: string, { value }: Written): readonly string[] {
  const at = copy.lastIndexOf(value)
  return at < 0 || copy.includes(`"${value}"`) ? [] : [`${copy.slice(0, at)}"${value}"${copy.slice(at + value.length)}`]
}

/** In a map on one line, behind the setting that is there. */
function inside(line: string, there: Written, wanted: Written): readonly (readonly string[])[] {
  if (!/[{,]/.test(line)) return []
  const start = line.indexOf(there.key)
  const [at] = occurrences(line, there.value, afterKey(line, there.key))
  if (start < 0 || at === undefined) return []
  const from = isQuote(line[start - 1]) ? start - 1 : start
  const valueEnd = at + there.value.length
  const to = isQuote(line[valueEnd]) ? valueEnd + 1 : valueEnd
  const pair = line.slice(from, to)
  return likeIt(pair, there, wanted).map((other) => [`${line.slice(0, to)}, ${other}${line.slice(to)}`])
}

/** How names are spelled: as they are, as environment variables, and in a section of their own. */
const SPELLINGS: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => key.toUpperCase().replaceAll(/[.-]/g, '_'),
  (key) => key.slice(key.lastIndexOf('.') + 1),
]

function afterKey(line: string, key: string): number {
  const spelled = SPELLINGS.map((spelling) => spelling(key)).find((one) => line.includes(one))
  return spelled === undefined ? 0 : line.indexOf(spelled) + spelled.length
}

/** Where the text stands as a word of its own, from there on. */
function occurrences(line: string, text: string, from: number): readonly number[] {
  if (text === '') return []
  const found: number[] = []
  for (let at = line.indexOf(text, from); at >= 0; at = line.indexOf(text, at + 1))
    if (!/[\w.-]/.test(line[at - 1] ?? '') && !/[\w.-]/.test(line[at + text.length] ?? '')) found.push(at)
  return found
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'"
}
