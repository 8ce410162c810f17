/**
 * The blocks in which clients and brokers print their settings at their start (AbstractConfig.logAll): a line that ends
 * with `ProducerConfig values:`, then `key = value` for every setting there is. Values are those in force.
 */
import { ENOUGH } from './topics.ts'
import { type LogLine, logLines } from './log-lines.ts'

export interface Block {
  /** The class that was asked for its values: `ProducerConfig`. */
  readonly of: string
  readonly stream: string
  readonly line: number
  readonly values: ReadonlyMap<string, { readonly value: string; readonly line: number }>
}

/** A line of AppInfoParser: `Kafka version: 3.7.0`, up to 2.0 with a blank before the colon. */
export interface VersionLine {
  readonly version: string
  readonly line: number
}

const HEAD = /(?:^|[\s:.$\]-])([A-Z][A-Za-z]{0,60}Config) values:\s*$/
const HEAD_TEXT = 'Config values:'
const VERSION = /\bKafka version ?: ?(\d[\w.+-]{0,60})/

/** What people write in the place of lines that they leave out. */
const LEFT_OUT = /^(?:\.{2,}|…)\s*$/

/** What logAll prints for a setting without a value, for a list without one, and for passwords. */
const NO_VALUE: ReadonlySet<string> = new Set(['null', '', '[]', '[hidden]'])

/** Is this the line before the values of a client or broker, or a message in JSON that has it? */
export function isHeadOfBlock(line: string): boolean {
  return line.includes(HEAD_TEXT) && logLines([line]).some(({ text }) => headOf(text) !== undefined)
}

function headOf(line: string): string | undefined {
  if (!line.includes(HEAD_TEXT) || /^\s*[#!/*]/.test(line)) return undefined
  return HEAD.exec(line.slice(-ENOUGH))?.[1]
}

/** All blocks of a log, and the releases that it names. */
export function readBlocks(lines: readonly string[]): {
  readonly blocks: readonly Block[]
  readonly versions: readonly VersionLine[]
} {
  const blocks: Block[] = []
  const versions: VersionLine[] = []
  const open = new Map<string, Map<string, { value: string; line: number }>>()
  for (const one of logLines(lines)) {
    const { text, stream, line } = one
    const head = headOf(text)
    if (head !== undefined) {
      const values = new Map<string, { value: string; line: number }>()
      open.set(stream, values)
      blocks.push({ of: head, stream, line, values })
      continue
    }
    const version = VERSION.exec(text.slice(0, ENOUGH))?.[1]
    if (version !== undefined) versions.push({ version, line })
    readValue(one, open)
  }
  return { blocks, versions }
}

/** A line that is none of the block ends it, but for one that goes on with a value of several lines. */
function readValue(
  { text, stream, line }: LogLine,
  open: Map<string, Map<string, { value: string; line: number }>>,
): void {
  const values = open.get(stream)
  if (values === undefined) return
  const at = text.indexOf(' =')
  const key = text.slice(0, Math.max(0, at)).trim()
  if (at > 0 && key.length < 300 && /^[A-Za-z][\w.-]*$/.test(key)) {
    const value = text.slice(at + 2).trim()
    if (!NO_VALUE.has(value)) values.set(key, { value, line })
  } else if (/^\S/.test(text) && !LEFT_OUT.test(text)) open.delete(stream)
}
