import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { InputError, clipped } from '../model/input-error.ts'
import type { Given } from '../model/given.ts'
import { SYSTEMS, systemNamed, USUAL_SYSTEM } from '../model/systems.ts'
import { type GivenSetting, SECTIONS, type Section } from '../model/kafka/settings/given.ts'
import { OUTER_KEYS } from '../model/kafka/settings/declared.ts'
import { closest } from '../model/closest.ts'
import { foreignYaml } from './foreign.ts'
import { wordsOnStray } from './stray-sections.ts'
import { ofYaml, type Parsed } from './yaml-text.ts'

const ACCEPTED =
  "accepted are the sections broker, topic, producer and consumer, each with Kafka's own keys "
  + '(min.insync.replicas: 2), and kafka.version and brokers beside them'

interface Source {
  readonly file: string
  readonly lines: LineCounter
  /** What was named with & up to here. */
  readonly anchors: Map<string, Node>
}

/**
 * Sections of Kafka's settings, or the settings of another system that the file names; or several configurations, each
 * a document with a name of its own.
 */
export type ReadSections =
  | { readonly sections: readonly GivenSetting[] }
  | { readonly system: string; readonly given: readonly Given[] }
  | { readonly configurations: readonly NamedSections[] }

/** A document of a file that holds several configurations. */
export interface NamedSections {
  readonly name: string
  readonly sections: readonly GivenSetting[]
}

/** What tells a document from the others of its file; one alone may have it, too. */
const NAME = 'name'

/**
 * The settings of one JSON or YAML file with sections. Values keep the text that was written: `4.0` stays 4.0, and is
 * no number.
 * @throws InputError for a syntax error (line and column), a duplicate key, an unknown section, and whatever is no
 * plain value.
 */
export function parseSections(text: string, file: string): ReadSections {
  return ofYaml(text, file, ACCEPTED, (parsed) => readSections(parsed, file))
}

function readSections({ documents, lines }: Parsed, file: string): ReadSections {
  const [document] = documents
  if (document === undefined) throw empty(file)
  const source = { file, lines, anchors: new Map<string, Node>() }
  const top = document.contents
  if (documents.length > 1) {
    if (!documents.every(({ contents }) => nameIn(source, contents) !== undefined))
      throw notOurs(source, top, 'there are several documents in this file, and not each has a name')
    return { configurations: documents.map(({ contents }) => readNamed(source, contents)) }
  }
  if (top === null || (isScalar(top) && top.value === null) || (isMap(top) && top.items.length === 0)) throw empty(file)
  if (!isMap(top)) throw notOurs(source, top, 'there are no sections in this file')
  const pairs = pairsOf(source, top)
  const system = systemIn(source, pairs)
  const others = pairs.filter((pair) => keyOf(source, pair) !== 'system')
  if (system !== undefined && system !== USUAL_SYSTEM)
    return { system, given: others.flatMap((pair) => readFlat(source, pair)) }
  const settings = others.filter((pair) => keyOf(source, pair) !== NAME).flatMap((pair) => readTop(source, pair, top))
  if (settings.length === 0) throw empty(file)
  return { sections: settings }
}

/** The name that a document gives itself with its key `name`. */
function nameIn(source: Source, top: Node | null): string | undefined {
  const pair = isMap(top) ? pairsOf(source, top).find((one) => keyOf(source, one) === NAME) : undefined
  const node = resolve(source, pair?.value)
  return isScalar(node) && node.value !== null ? String(node.value) : undefined
}

function readNamed({ file, lines }: Source, top: Node | null): NamedSections {
  // What is named with & counts in its own document.
  const source = { file, lines, anchors: new Map<string, Node>() }
  if (!isMap(top)) throw empty(file)
  const settings = pairsOf(source, top)
    .filter((pair) => keyOf(source, pair) !== NAME)
    .flatMap((pair) => readTop(source, pair, top))
  return { name: nameIn(source, top) ?? '', sections: settings }
}

/** The system that the file says it is about, with its key `system`. */
function systemIn(source: Source, pairs: readonly Pair<Node, Node | null>[]): string | undefined {
  const pair = pairs.find((one) => keyOf(source, one) === 'system')
  if (pair === undefined) return undefined
  const node = resolve(source, pair.value)
  const name = isScalar(node) ? String(node.value) : ''
  if (systemNamed(name) !== undefined) return name
  const names = SYSTEMS.map((system) => system.name)
  const meant = closest(name, names)
  throw problemAt(
    source,
    pair.key,
    'system',
    name === '' ? 'it takes the name of a system' : `there is no system ${clipped(name)} here`,
    meant === undefined ? `give one of ${names.join(', ')}` : `did you mean ${meant}?`,
  )
}

/** The settings of a system that has keys in sections, by their dotted keys; a list is its values with commas. */
function readFlat(source: Source, pair: Pair<Node, Node | null>): readonly Given[] {
  const name = keyOf(source, pair)
  const body = resolve(source, pair.value)
  if (!isMap(body)) return [flatSetting(source, name, pair)]
  if (body.items.length === 0)
    return [{ ...flatSetting(source, name, { ...pair, value: null } as typeof pair), value: '' }]
  return pairsOf(source, body).map((item) => flatSetting(source, `${name}.${keyOf(source, item)}`, item))
}

function flatSetting(source: Source, key: string, pair: Pair<Node, Node | null>): Given {
  const node = resolve(source, pair.value)
  const origin = { file: source.file, line: lineOf(source, pair.key) }
  const textOf = (value: Node | null): string => {
    if (value === null || (isScalar(value) && value.value === null)) return 'null'
    if (isScalar(value)) return typeof value.value === 'string' ? value.value : (value.source ?? String(value.value))
    throw problemAt(source, pair.key, key, 'this holds further keys', 'give a plain value')
  }
  if (!isSeq(node)) return { section: undefined, key, value: textOf(node), origin }
  const items = (node as YAMLSeq<Node>).items.map((item) => textOf(resolve(source, item)))
  return { section: undefined, key, value: items.join(','), origin }
}

function readTop(source: Source, pair: Pair<Node, Node | null>, top: YAMLMap): readonly GivenSetting[] {
  const key = keyOf(source, pair)
  if (OUTER_KEYS.includes(key)) return [readSetting(source, undefined, key, pair)]
  const section = SECTIONS.find((one) => one === key)
  if (section === undefined) throw unknownSection(source, pair, key, top)
  const body = resolve(source, pair.value)
  if (body === null || (isScalar(body) && body.value === null)) return []
  if (!isMap(body))
    throw problemAt(
      source,
      pair.key,
      key,
      'a section holds keys and values',
      'write the settings below it, such as min.insync.replicas: 2',
    )
  return pairsOf(source, body).map((item) => readSetting(source, section, keyOf(source, item), item))
}

function readSetting(
  source: Source,
  section: Section | undefined,
  key: string,
  pair: Pair<Node, Node | null>,
): GivenSetting {
  const node = resolve(source, pair.value)
  if (isMap(node))
    throw problemAt(
      source,
      pair.key,
      key,
      'this holds further keys',
      "write Kafka's whole name in one piece, such as min.insync.replicas: 2",
    )
  if (!isScalar(node)) {
    const what = node === null ? 'it has no value' : 'this is a list'
    throw problemAt(
      source,
      pair.key,
      key,
      what,
      node === null ? 'give a value, or leave the key out' : 'write the list as Kafka does, in one text with commas',
    )
  }
  if (node.value === null)
    throw problemAt(source, pair.key, key, 'it has no value', 'give a value, or leave the key out')
  const value = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  return { section, key, value, origin: { file: source.file, line: lineOf(source, pair.key) } }
}

function keyOf(source: Source, pair: Pair<Node, Node | null>): string {
  const key = resolve(source, pair.key)
  if (!isScalar(key)) throw problemAt(source, pair.key, undefined, 'a key must be a plain name', ACCEPTED)
  const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
  if (name === '<<') throw problemAt(source, pair.key, name, 'merge keys are not supported', 'write the settings out')
  return name
}

/** The pairs of a map. @throws InputError for a key that stands there twice. */
function pairsOf(source: Source, map: YAMLMap): readonly Pair<Node, Node | null>[] {
  const pairs = (map as YAMLMap<Node, Node | null>).items
  const seen = new Set<unknown>()
  for (const { key } of pairs) {
    if (!isScalar(key)) continue
    if (seen.has(key.value) && key.value !== '<<') {
      const { line, col } = source.lines.linePos(key.range?.[0] ?? 0)
      throw new InputError({
        where: `${source.file}:${line}:${col}`,
        problem: 'this key stands here twice',
        remedy: 'keep one of the two',
      })
    }
    seen.add(key.value)
  }
  return pairs
}

/** The node itself, or what an alias stands for: the last one of that name before it. */
function resolve(source: Source, node: Node | null | undefined): Node | null {
  if (node === null || node === undefined) return null
  if (!isAlias(node)) {
    if ('anchor' in node && typeof node.anchor === 'string') source.anchors.set(node.anchor, node)
    return node
  }
  const named = source.anchors.get(node.source)
  if (named !== undefined) return named
  throw problemAt(
    source,
    node,
    undefined,
    `*${clipped(node.source)} stands for what is named &${clipped(node.source)}, and nothing before it in a section is`,
    'write the value out',
  )
}

function unknownSection(source: Source, pair: Pair<Node, Node | null>, key: string, top: YAMLMap): InputError {
  const body = resolve(source, pair.value)
  const stray = wordsOnStray(key, isMap(body) ? pairsOf(source, body).map((item) => keyOf(source, item)) : [])
  if (stray !== undefined) return problemAt(source, pair.key, key, stray.problem, stray.remedy)
  return notOurs(source, top, `${clipped(key)} is no section of a Kafka configuration`, pair.key)
}

function notOurs(source: Source, top: Node | null, problem: string, at?: Node): InputError {
  const keys = isMap(top) ? top.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : []
  const what = foreignYaml(keys)
  return problemAt(source, at, undefined, what === undefined ? problem : `this looks like ${what}`, ACCEPTED)
}

function problemAt(
  { file, lines }: Source,
  node: Node | undefined,
  key: string | undefined,
  problem: string,
  remedy: string,
): InputError {
  const at = node?.range === undefined || node.range === null ? undefined : lines.linePos(node.range[0]).line
  return new InputError({
    where: at === undefined ? file : `${file}:${at}`,
    ...(key === undefined ? {} : { key }),
    problem,
    remedy,
  })
}

function lineOf({ lines }: Source, node: Node): number {
  return node.range === undefined || node.range === null ? 1 : lines.linePos(node.range[0]).line
}

function empty(file: string): InputError {
  return new InputError({
    where: file,
    problem: 'there is no setting in this file',
    remedy: `${ACCEPTED}; without a file the defaults are judged`,
  })
}
