/** YAML and JSON as text: parsed, and held to be no deeper than a configuration is. */
import { LineCounter, parseAllDocuments, type Document } from 'yaml'
import { InputError } from '../model/input-error.ts'

/**
 * So many dashes in a row are no configuration, and over a few hundred more the parser ends the stack, which can end
 * the process.
 */
const NESTED_TOO_DEEPLY = /(?:[?-]\s+){100}/

/** The same with brackets, whatever stands between them. */
export const DEEPEST = 100

/** Documents without a syntax error, and where each character stands. */
export interface Parsed {
  readonly documents: readonly Document.Parsed[]
  readonly lines: LineCounter
}

/**
 * What `make` makes of the documents of a text.
 * @throws InputError for a syntax error (line and column), and for what is nested so deeply that it cannot be read;
 * `accepted` says what would be right.
 */
export function ofYaml<T>(text: string, file: string, accepted: string, make: (parsed: Parsed) => T): T {
  if (NESTED_TOO_DEEPLY.test(text) || hasDeepBrackets(text) || hasDeepLevels(text)) throw tooDeep(file, accepted)
  try {
    return make(parse(text, file, accepted))
  } catch (error) {
    // Nested in another manner, so deeply that the parser comes to the end of the stack.
    if (error instanceof RangeError) throw tooDeep(file, accepted)
    throw error
  }
}

function parse(text: string, file: string, accepted: string): Parsed {
  const lines = new LineCounter()
  const documents = documentsOf(text, file, accepted, lines)
  for (const { errors } of documents) {
    const [error] = errors
    if (error?.message.includes('call stack') === true) throw tooDeep(file, accepted)
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0])
      const problem = `this is no valid ${/\.json$/i.test(file) ? 'JSON' : 'YAML'}: ${error.message}`
      throw new InputError({ where: `${file}:${line}:${col}`, problem, remedy: `correct line ${line}, column ${col}` })
    }
  }
  return { documents, lines }
}

function documentsOf(text: string, file: string, accepted: string, lines: LineCounter): readonly Document.Parsed[] {
  try {
    // Whether a key stands twice is looked at where maps are read: the parser compares each with each.
    return [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })]
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new InputError({
      where: file,
      problem: `this cannot be read (${error instanceof Error ? error.message : String(error)})`,
      remedy: accepted,
    })
  }
}

function hasDeepBrackets(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > DEEPEST) return true
  }
  return false
}

/** Lines each further in than the one before: how many of them end the stack depends on what else has run. */
function hasDeepLevels(text: string): boolean {
  const levels: number[] = []
  for (const [, indent = ''] of text.matchAll(/^( *)[^\s#]/gm)) {
    while ((levels.at(-1) ?? -1) >= indent.length) levels.pop()
    levels.push(indent.length)
    if (levels.length > DEEPEST) return true
  }
  return false
}

/** Nobody configures anything so deep down. */
export function tooDeep(file: string, accepted: string): InputError {
  return new InputError({
    where: file,
    problem: 'this is nested too deeply to be a configuration',
    remedy: accepted,
  })
}
