/** Where properties of librdkafka stand in a tree (JSON, YAML, TOML): a map of dotted keys, wherever it hangs. */
import { parse, TomlError } from 'smol-toml'
import { InputError } from '../../../model/input-error.ts'
import { SECTIONS } from '../../../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas } from '../../../model/kafka/settings/librdkafka-keys.ts'
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

/** @throws InputError for a syntax error */
export function inTrees(source: Source): readonly Properties[] {
  const leaves = leavesOf(source)
  if (leaves.some(({ path }) => OTHERS.some((other) => path === other || path.startsWith(`${other}.`)))) return []
  const byPrefix = new Map<string, string[]>()
  for (const { path } of leaves) {
    const key = propertyIn(path)
    if (key !== undefined) byPrefix.set(prefixOf(path, key), [...(byPrefix.get(prefixOf(path, key)) ?? []), key])
  }
  const prefixes = [...byPrefix]
    .filter(([, keys]) => keys.filter((key) => key.includes('.')).length > 1)
    .filter(([, keys]) => keys.some((key) => isOnlyLibrdkafkas(key) || isSharedWithScala(key)))
    .map(([prefix]) => prefix)
  return prefixes.map((prefix) => ({
    name: prefixes.length === 1 ? '' : prefix,
    written: leaves.flatMap((leaf) => writtenBelow(leaf, prefix, prefixes, source.file)),
  }))
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

/** Of a package, not of a client: `rdkafka.version` is which of its bindings is built in. */
const OF_PACKAGES = /^(Cargo|pyproject|Pipfile)(\.toml)?$/i

function leavesOf(source: Source): readonly Leaf[] {
  if (OF_PACKAGES.test(source.name)) return []
  if (/\.toml$/i.test(source.name)) return leavesOfToml(source)
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
