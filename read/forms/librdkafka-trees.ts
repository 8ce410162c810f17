/** Where properties of librdkafka stand in a tree (JSON, YAML, TOML): a map of dotted keys, wherever it hangs. */
import { parse, TomlError } from 'smol-toml'
import { CLIENTS } from '../../model/clients/libraries.ts'
import { closest } from '../../model/closest.ts'
import { clipped, InputError } from '../../model/input-error.ts'
import { OUTER_KEYS } from '../../model/kafka/settings/declared.ts'
import { type GivenSetting, SECTIONS, type Section } from '../../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas } from '../../model/kafka/settings/librdkafka-keys.ts'
import { isSharedWithScala } from '../librdkafka.ts'
import { isProperty, type Written } from './librdkafka-options.ts'
import type { Properties } from './librdkafka-texts.ts'
import type { Source } from './source.ts'
import { flattened } from './tree.ts'

interface Leaf {
  readonly path: string
  readonly value: string
  readonly line: number
}

/** Top-level keys of other forms. */
const OTHERS: readonly string[] = [...SECTIONS, 'spring', 'services', 'apiVersion', 'kind', 'tidemark', 'client']

/** Tables that are called so hold a client of Kafka; other clients do not read TOML with these names. */
const OF_KAFKA = /(^|\.)(kafka|rdkafka|librdkafka)(\.|$)/

/** @throws InputError for a syntax error, and for a TOML file of which nothing tells whose names its settings are */
export function inTrees(source: Source): readonly Properties[] {
  const leaves = leavesOf(source)
  const isToml = isTomlName(source.name)
  const client = leaves.find(({ path }) => path === 'client')
  const hasSections = leaves.some(({ path }) => /^(producer|consumer)\./.test(path))
  if (client?.value === 'librdkafka' && (isToml || !hasSections)) return ofClient(leaves, source.file)
  if (isToml && client !== undefined && leaves.some(({ path }) => propertyIn(path) !== undefined))
    throw otherClient(client, source.file)
  if (leaves.some(({ path }) => OTHERS.some((other) => path === other || path.startsWith(`${other}.`)))) return []
  const byPrefix = new Map<string, string[]>()
  for (const { path } of leaves) {
    const key = propertyIn(path)
    if (key !== undefined) byPrefix.set(prefixOf(path, key), [...(byPrefix.get(prefixOf(path, key)) ?? []), key])
  }
  const isOfKafka = (prefix: string): boolean => isToml && OF_KAFKA.test(prefix)
  const perhaps = [...byPrefix].filter(([prefix, keys]) => {
    const dotted = keys.filter((key) => key.includes('.')).length
    return isOfKafka(prefix) ? dotted > 0 && keys.length > 1 : dotted > 1
  })
  const prefixes = perhaps
    .filter(
      ([prefix, keys]) => isOfKafka(prefix) || keys.some((key) => isOnlyLibrdkafkas(key) || isSharedWithScala(key)),
    )
    .map(([prefix]) => prefix)
  if (isToml && prefixes.length === 0 && perhaps.length > 0) throw notTold(leaves, source.file)
  return prefixes.map((prefix) => ({
    name: prefixes.length === 1 ? '' : prefix,
    written: leaves.flatMap((leaf) => writtenBelow(leaf, prefix, prefixes, source.file)),
  }))
}

/**
 * What a file holds that names the client at its top: properties there or in tables below, and beside them keys of the
 * check and sections of the topic and the broker.
 */
function ofClient(leaves: readonly Leaf[], file: string): readonly Properties[] {
  const beside: GivenSetting[] = []
  const written: Written[] = []
  for (const { path, value, line } of leaves) {
    const key = propertyIn(path)
    const [, section, own] = /^(topic|broker)\.(.+)$/.exec(path) ?? []
    const origin = { file, line, key: path }
    if (OUTER_KEYS.includes(path)) beside.push({ section: undefined, key: path, value, origin })
    else if (key !== path && own !== undefined)
      beside.push({ section: section as Section, key: own, value, origin: { file, line, key: own } })
    else written.push({ as: path, key: key ?? path, value, file, line })
  }
  return written.length === 0 ? [] : [{ name: '', written, beside }]
}

function otherClient({ value, line }: Leaf, file: string): InputError {
  const meant = closest(value, CLIENTS)
  return new InputError({
    where: `${file}:${line}`,
    key: 'client',
    problem: CLIENTS.includes(value)
      ? `of a TOML file only settings of librdkafka are read, and this is ${value}`
      : `there is no client "${clipped(value)}" here`,
    remedy: CLIENTS.includes(value)
      ? 'give them as YAML or JSON, below producer: and consumer:'
      : `${meant === undefined ? 'give' : 'did you mean'} ${meant ?? 'librdkafka'}${meant === undefined ? '' : '?'}`,
  })
}

function notTold(leaves: readonly Leaf[], file: string): InputError {
  const first = leaves.find(({ path }) => propertyIn(path)?.includes('.') === true)
  return new InputError({
    where: first === undefined ? file : `${file}:${first.line}`,
    ...(first !== undefined && { key: first.path }),
    problem: 'librdkafka has this name and the client in Java has it, too: nothing in the file tells whose it is',
    remedy:
      'put client = "librdkafka" at the top, or the settings below [kafka]; those of Java are given as .properties',
  })
}

/** What stands below a prefix, and below no longer one. */
function writtenBelow({ path, value, line }: Leaf, prefix: string, all: readonly string[], file: string): Written[] {
  const isBelow = (other: string): boolean => other === '' || path.startsWith(`${other}.`)
  if (!isBelow(prefix) || all.some((other) => other.length > prefix.length && isBelow(other))) return []
  const key = prefix === '' ? path : path.slice(prefix.length + 1)
  return [{ as: path, key, value, file, line }]
}

/** The longest end of a path that is a property. */
function propertyIn(path: string): string | undefined {
  const parts = path.split('.')
  return parts.map((_, at) => parts.slice(at).join('.')).find(isProperty)
}

function prefixOf(path: string, key: string): string {
  return path === key ? '' : path.slice(0, -key.length - 1)
}

export function isTomlName(name: string): boolean {
  return /\.toml$/i.test(name)
}

/** Of a package, not of a client: `rdkafka.version` is which of its bindings is built in. */
const OF_PACKAGES = /^(Cargo|pyproject|Pipfile)(\.toml)?$/i

function leavesOf(source: Source): readonly Leaf[] {
  if (OF_PACKAGES.test(source.name)) return []
  if (isTomlName(source.name)) return leavesOfToml(source)
  if (!source.isTree) return []
  return source
    .trees()
    .flatMap((tree) => flattened(tree).map(({ key, line, value }) => ({ path: key, line, value: value.text })))
}

function leavesOfToml({ file, text, lines }: Source): readonly Leaf[] {
  const found: Leaf[] = []
  const lineOf = lineIndex(lines())
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null))
      for (const [index, item] of value.entries()) walk(item, `${path}.${index}`)
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date))
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`)
    else found.push({ path, value: String(value), line: lineOf(path) })
  }
  walk(parsed(text, file), '')
  return found
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw new InputError({
      where: `${file}:${error.line}:${error.column}`,
      problem: `this is no valid TOML: ${error.message.split('\n', 1)[0] ?? ''}`,
      remedy: `correct line ${error.line}, column ${error.column}`,
    })
  }
}

/** The parser tells no lines: that on which a key stands below its table, or that of the table. */
function lineIndex(lines: readonly string[]): (path: string) => number {
  const at = new Map<string, number>()
  let table = ''
  const plain = (key: string): string => key.replace(/["'\s]/g, '')
  for (const [index, line] of lines.entries()) {
    const [, header] = /^\s*\[\[?([^\]]+)\]/.exec(line) ?? []
    if (header !== undefined) {
      table = plain(header)
      at.set(table, index + 1)
    }
    const [, key] = /^\s*((?:"[^"]*"|'[^']*'|[\w.-])+(?:\s*\.\s*[\w"'-]+)*)\s*=/.exec(line) ?? []
    if (key !== undefined) at.set(table === '' ? plain(key) : `${table}.${plain(key)}`, index + 1)
  }
  return (path) => {
    const parts = path.split('.')
    for (let length = parts.length; length > 0; length -= 1) {
      const line = at.get(parts.slice(0, length).join('.'))
      if (line !== undefined) return line
    }
    return 1
  }
}
