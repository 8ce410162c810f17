/** Terraform's language as plain blocks and values, each with its line. */
import { createRequire } from 'node:module'
import { InputError, clipped } from '../../../model/input-error.ts'
import type { TextTree } from '../tree.ts'
import { plainHcl } from './hcl-plain.ts'

export interface Block {
  readonly type: string
  /** `kafka_topic` and `orders` of `resource "kafka_topic" "orders"`. */
  readonly labels: readonly string[]
  readonly line: number
  readonly attributes: readonly Attribute[]
  readonly blocks: readonly Block[]
}

export interface Attribute {
  readonly key: string
  readonly line: number
  readonly value: Value
}

/**
 * A text is a string, a number or a boolean as it is written; what is worked out stays in it as `${…}`. An expression
 * is anything else, with its own text.
 */
export type Value =
  | TextTree
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly Attribute[] }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly Value[] }
  | { readonly kind: 'nothing'; readonly line: number }
  | { readonly kind: 'expression'; readonly line: number; readonly text: string }

/** What is used of the syntax tree of Lezer. */
interface Node {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly firstChild: Node | null
  readonly nextSibling: Node | null
}

interface Parser {
  readonly parse: (text: string) => { readonly topNode: Node }
  /** Strict: it ends at the first error, and does not look for what could follow, which takes long after many. */
  readonly configure: (options: { readonly strict: true }) => Parser
}

interface Grammar {
  readonly hclLanguage: { readonly parser: Parser }
}

/** Read when there is something to read: it brings an editor's libraries along, which take their time. */
function grammar(): Grammar {
  return createRequire(import.meta.url)('codemirror-lang-hcl') as Grammar
}

interface Reader {
  readonly file: string
  readonly text: string
  /** Where each line begins. */
  readonly starts: readonly number[]
}

const DEEPEST = 60
/** The parser takes seconds for more. */
const LONGEST = 200_000
const LONGEST_LINE = 10_000

/** The blocks of a file. @throws InputError for a syntax error, with its line. */
export function readHcl(text: string, file: string): readonly Block[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const reader: Reader = { file, text, starts }
  const long = text.split('\n').findIndex((line) => line.length > LONGEST_LINE)
  if (long >= 0 || text.length > LONGEST)
    throw new InputError({
      where: long >= 0 ? `${file}:${long + 1}` : file,
      problem: `this is too long for a Terraform configuration, of which up to ${long >= 0 ? `${LONGEST_LINE} characters of a line` : `${LONGEST} characters`} are read`,
      remedy: 'give a file with the resources of Kafka alone',
    })
  const body = children(parsed(reader)).find(({ name }) => name === 'Body')
  return body === undefined ? [] : bodyOf(reader, body, 0).blocks
}

function parsed(reader: Reader): Node {
  try {
    return grammar().hclLanguage.parser.configure({ strict: true }).parse(plainHcl(reader.text)).topNode
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [, at = '0'] = /No parse at (\d+)/.exec(error.message) ?? []
    throw invalid(reader, Number(at))
  }
}

function invalid(reader: Reader, at: number): InputError {
  return new InputError({
    where: `${reader.file}:${lineOf(reader, at)}`,
    problem: 'this is no valid Terraform',
    remedy: 'correct this line or the one before it; terraform validate says more',
  })
}

function children(node: Node): readonly Node[] {
  const all: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) all.push(child)
  return all
}

function lineOf({ starts }: Reader, at: number): number {
  let [low, high] = [0, starts.length]
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low + 1
}

function bodyOf(reader: Reader, node: Node, depth: number): Pick<Block, 'attributes' | 'blocks'> {
  const inner = checked(reader, node, depth)
  return {
    attributes: inner.filter(({ name }) => name === 'Attribute').map((one) => attributeOf(reader, one, depth + 1)),
    blocks: inner.filter(({ name }) => name === 'Block').map((one) => blockOf(reader, one, depth + 1)),
  }
}

/** The children of a node that has no error in it. */
function checked(reader: Reader, node: Node, depth: number): readonly Node[] {
  const inner = children(node)
  const error = inner.find(({ name }) => name === '⚠')
  if (error === undefined && depth <= DEEPEST) return inner
  // An error at the end of something is found where the next thing begins.
  const at = error === undefined || node.name !== 'Body' ? node : error
  if (error !== undefined) throw invalid(reader, at.from)
  throw new InputError({
    where: `${reader.file}:${lineOf(reader, at.from)}`,
    problem: 'this is nested too deeply',
    remedy: 'correct this line or the one before it; terraform validate says more',
  })
}

function blockOf(reader: Reader, node: Node, depth: number): Block {
  const inner = checked(reader, node, depth)
  const body = inner.find(({ name }) => name === 'Body')
  return {
    type: textOf(reader, inner.find(({ name }) => name === 'BlockType') ?? node),
    labels: inner.filter(({ name }) => name === 'BlockLabel').map((one) => unquoted(textOf(reader, one))),
    line: lineOf(reader, node.from),
    ...(body === undefined ? { attributes: [], blocks: [] } : bodyOf(reader, body, depth + 1)),
  }
}

function attributeOf(reader: Reader, node: Node, depth: number): Attribute {
  const inner = checked(reader, node, depth)
  const value = inner.find(({ name }) => name === 'Expression')
  return {
    key: textOf(reader, inner[0] ?? node),
    line: lineOf(reader, node.from),
    value:
      value === undefined ? { kind: 'nothing', line: lineOf(reader, node.from) } : valueOf(reader, value, depth + 1),
  }
}

function valueOf(reader: Reader, expression: Node, depth: number): Value {
  const line = lineOf(reader, expression.from)
  const whole = textOf(reader, expression)
  if (/^-\s*\d+$/.test(whole)) return { kind: 'text', line, text: whole.replace(/\s/g, ''), isBlock: false }
  const [only, ...more] = checked(reader, expression, depth)
  const [inner] = only === undefined || more.length > 0 ? [] : checked(reader, only, depth)
  if (only?.name === 'LiteralValue' && inner !== undefined) return literalOf(reader, inner, line)
  if (only?.name === 'TemplateExpr' && inner !== undefined) return templateOf(reader, inner, line)
  if (only?.name === 'CollectionValue' && inner !== undefined) return collectionOf(reader, inner, line, depth)
  return { kind: 'expression', line, text: whole }
}

function literalOf(reader: Reader, node: Node, line: number): Value {
  const text = textOf(reader, node)
  if (node.name === 'null' || text === 'null') return { kind: 'nothing', line }
  return { kind: 'text', line, text: unquoted(text), isBlock: false }
}

/** A text with `${…}` in it, in quotes or as a heredoc: its lines are those after `<<`, up to the one that ends it. */
function templateOf(reader: Reader, node: Node, line: number): Value {
  const text = textOf(reader, node)
  if (!text.startsWith('<<')) return { kind: 'text', line, text: unquoted(text), isBlock: false }
  const lines = text.split('\n')
  return { kind: 'text', line, text: lines.slice(1, -1).join('\n'), isBlock: true }
}

function collectionOf(reader: Reader, node: Node, line: number, depth: number): Value {
  const inner = checked(reader, node, depth)
  if (node.name === 'Object')
    return {
      kind: 'map',
      line,
      entries: inner.filter(({ name }) => name === 'ObjectElem').map((one) => elementOf(reader, one, depth + 1)),
    }
  const items = inner.filter(({ name }) => name === 'Expression')
  return { kind: 'list', line, items: items.map((one) => valueOf(reader, one, depth + 1)) }
}

function elementOf(reader: Reader, node: Node, depth: number): Attribute {
  const inner = checked(reader, node, depth)
  const key = inner.find(({ name }) => name === 'ObjectKey')
  const value = inner.find(({ name }) => name === 'Expression')
  const line = lineOf(reader, node.from)
  return {
    key: key === undefined ? '' : unquoted(textOf(reader, key).replace(/^\(([\s\S]*)\)$/, '$1')),
    line,
    value: value === undefined ? { kind: 'nothing', line } : valueOf(reader, value, depth + 1),
  }
}

function textOf({ text }: Reader, { from, to }: Node): string {
  return text.slice(from, to)
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** A quoted text without its quotes and escapes; anything else as it is. */
function unquoted(text: string): string {
  const [, inner] = /^"([\s\S]*)"$/.exec(text.trim()) ?? []
  return inner === undefined
    ? text.trim()
    : inner.replace(/\\([nrt"\\])/g, (_, character: string) => ESCAPED[character] ?? character)
}

// ── Looking into blocks ────────────────────────────────────────────────────────────────────────────────────────────

export function attribute(block: Block, key: string): Attribute | undefined {
  return block.attributes.find((one) => one.key === key)
}

/** The text of an attribute: an expression as `${…}`, which is nobody's value yet. */
export function textOfValue(value: Value): string | undefined {
  if (value.kind === 'text') return value.text
  return value.kind === 'expression' ? `\${${clipped(value.text)}}` : undefined
}
