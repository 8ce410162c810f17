/** YAML and JSON as plain trees, each node with its line; aliases and merges are resolved. */
import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type Scalar } from 'yaml'
import { InputError, clipped } from '../../model/input-error.ts'
import { DEEPEST, ofYaml, tooDeep } from '../yaml-text.ts'

export interface MapTree {
  readonly kind: 'map'
  readonly line: number
  readonly entries: readonly Entry[]
}

/** A key of a map, at the line of the key. */
export interface Entry {
  readonly key: string
  readonly line: number
  readonly value: Tree
}

export interface ListTree {
  readonly kind: 'list'
  readonly line: number
  readonly items: readonly Tree[]
}

/** A scalar as it was written, without quotes: `4.0` stays 4.0. `null` and nothing at all are `nothing`. */
export interface TextTree {
  readonly kind: 'text'
  readonly line: number
  readonly text: string
  /** With lines of its own, after | or >: its first line of text is the one after `line`. */
  readonly isBlock: boolean
  /** In quotes, in which YAML 1.1 has no switches: "yes" is a text there, and yes is true. */
  readonly isQuoted?: boolean
}

export type Tree = MapTree | ListTree | TextTree | { readonly kind: 'nothing'; readonly line: number }

const ACCEPTED = 'give a YAML or JSON file of one of the forms that tidemark reads (docs/forms.md)'

/** With aliases of aliases a few lines can stand for millions. */
const MOST_NODES = 200_000

/** The state of reading one document. */
interface Reader {
  readonly file: string
  readonly lines: LineCounter
  readonly anchors: Map<string, Node>
  nodes: number
}

/**
 * The documents of a text; of a key that stands twice in a map, none (Compose, Spring and Kubernetes refuse it, too).
 * @throws InputError for a syntax error (line and column), a duplicate key, an unknown alias.
 */
export function readTrees(text: string, file: string): readonly Tree[] {
  return ofYaml(text, file, ACCEPTED, ({ documents, lines }) =>
    documents.map((document) =>
      treeOf({ file, lines, anchors: new Map(), nodes: 0 }, document.contents as Node | null, 0),
    ),
  )
}

function treeOf(reader: Reader, node: Node | null, depth: number): Tree {
  reader.nodes += 1
  if (depth > DEEPEST || reader.nodes > MOST_NODES) throw tooDeep(reader.file, ACCEPTED)
  if (node === null) return { kind: 'nothing', line: 1 }
  const line = lineOf(reader, node)
  if (isAlias(node)) return treeOf(reader, named(reader, node.source, line), depth + 1)
  if ('anchor' in node && typeof node.anchor === 'string') reader.anchors.set(node.anchor, node)
  if (isMap(node)) return { kind: 'map', line, entries: entriesOf(reader, node.items as Pair<Node, Node>[], depth) }
  if (isSeq(node))
    return { kind: 'list', line, items: node.items.map((item) => treeOf(reader, item as Node | null, depth + 1)) }
  return isScalar(node) ? scalarOf(node, line) : { kind: 'nothing', line }
}

function scalarOf(node: Scalar, line: number): Tree {
  if (node.value === null) return { kind: 'nothing', line }
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
  return { kind: 'text', line, text, isBlock, ...(isQuoted && { isQuoted }) }
}

/** Own keys outrank merged ones; of several merged maps the first counts (yaml.org/type/merge.html). */
function entriesOf(reader: Reader, pairs: readonly Pair<Node, Node | null>[], depth: number): readonly Entry[] {
  const own = new Map<string, Entry>()
  const merged: Entry[] = []
  for (const pair of pairs) {
    const line = lineOf(reader, pair.key)
    const key = keyOf(reader, pair.key, line)
    const value = treeOf(reader, pair.value, depth + 1)
    if (key === '<<') merged.push(...mapsIn(reader, value, line).flatMap(({ entries }) => entries))
    else if (own.has(key))
      throw new InputError({
        where: `${reader.file}:${line}`,
        key: clipped(key),
        problem: 'this key stands here twice',
        remedy: 'keep one of the two',
      })
    else own.set(key, { key, line, value: pair.value === null ? { kind: 'nothing', line } : value })
  }
  for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry)
  return [...own.values()]
}

function mapsIn(reader: Reader, tree: Tree, line: number): readonly MapTree[] {
  if (tree.kind === 'map') return [tree]
  if (tree.kind === 'list') return tree.items.flatMap((item) => mapsIn(reader, item, line))
  throw new InputError({
    where: `${reader.file}:${line}`,
    key: '<<',
    problem: 'what is merged here is no map',
    remedy: 'name an anchor of a map, or write the keys out',
  })
}

function keyOf(reader: Reader, node: Node, line: number): string {
  const key = isAlias(node) ? named(reader, node.source, line) : node
  if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
  // {{ x }} is a map in a map to YAML.
  const isTemplate = isMap(key) && key.flow === true
  throw new InputError({
    where: `${reader.file}:${line}`,
    problem: isTemplate ? 'this is a line of a template' : 'a key must be a plain name',
    remedy: isTemplate ? 'render the template first, and give the file that comes of it' : ACCEPTED,
  })
}

function named(reader: Reader, name: string, line: number): Node {
  const node = reader.anchors.get(name)
  if (node !== undefined) return node
  throw new InputError({
    where: `${reader.file}:${line}`,
    problem: `*${clipped(name)} stands for what is named &${clipped(name)}, and nothing before it is`,
    remedy: 'write the value out, or name it with & before it is used',
  })
}

function lineOf({ lines }: Reader, node: Node): number {
  return node.range === undefined || node.range === null ? 1 : lines.linePos(node.range[0]).line
}

// ── Looking into trees ─────────────────────────────────────────────────────────────────────────────────────────────

/** The entry at a path of keys, none where the path ends before. */
export function entryAt(tree: Tree | undefined, ...path: readonly string[]): Entry | undefined {
  const [key, ...rest] = path
  if (tree?.kind !== 'map' || key === undefined) return undefined
  const entry = tree.entries.find((one) => one.key === key)
  return rest.length === 0 ? entry : entryAt(entry?.value, ...rest)
}

/** What stands at a path of keys. */
export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.length === 0 ? tree : entryAt(tree, ...path)?.value
}

/** The text at a path of keys, none where it is no scalar. */
export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const found = at(tree, ...path)
  return found?.kind === 'text' ? found.text : undefined
}

/** The entries of the map at a path of keys; none where there is no map. */
export function entriesAt(tree: Tree | undefined, ...path: readonly string[]): readonly Entry[] {
  const found = at(tree, ...path)
  return found?.kind === 'map' ? found.entries : []
}

/** The items of the list at a path of keys; none where there is no list. */
export function itemsAt(tree: Tree | undefined, ...path: readonly string[]): readonly Tree[] {
  const found = at(tree, ...path)
  return found?.kind === 'list' ? found.items : []
}

/** Every scalar below a map, by its keys joined with dots: as Spring and Java see a tree. */
export function flattened(tree: Tree, prefix = ''): readonly (Entry & { readonly value: TextTree })[] {
  if (tree.kind !== 'map') return []
  return tree.entries.flatMap(({ key, line, value }) => {
    const name = prefix === '' ? key : `${prefix}.${key}`
    return value.kind === 'text' ? [{ key: name, line, value }] : flattened(value, name)
  })
}
