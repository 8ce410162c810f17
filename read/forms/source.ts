/** A file as forms look at it: its text, and what its syntax makes of it, read when asked for and once. */
import { basename, dirname, join } from 'node:path'
import { InputError } from '../../model/input-error.ts'
import { type Entry, parseProperties } from '../properties-file.ts'
import { readTextFile } from '../text-file.ts'
import { readTrees, type Tree } from './tree.ts'

export interface Source {
  /** The path as the user gave it. */
  readonly file: string
  /** The last part of the path. */
  readonly name: string
  readonly text: string
  /** Lines of the text, without their ends. */
  readonly lines: () => readonly string[]
  /** The settings of a .properties file; none where it is none, never an error. */
  readonly entries: () => readonly Entry[]
  /** The documents of a YAML or JSON file (told by its name). @throws InputError for syntax errors. */
  readonly trees: () => readonly Tree[]
  /** Whether the name is one of a YAML or JSON file, or leaves it open and the text is JSON. */
  readonly isTree: boolean
  /** Another file, by its path. @throws InputError where it cannot be read. */
  readonly open: (path: string) => Source
  /** The same, by its path beside this one. */
  readonly beside: (path: string) => Source
  /** The other paths that the user gave with it; of a folder, it and the files in it. */
  readonly given: readonly string[]
}

/** The text of the file at a path. @throws InputError where it is missing, too large, or no text. */
export type ReadText = (path: string) => string

/** The file at this path. @throws InputError where it is missing, too large, or no text. */
export function openSource(file: string, given: readonly string[] = [], readText: ReadText = readTextFile): Source {
  return sourceOf(file, readText(file), given, readText)
}

/** A text as a file; a mark of the byte order in front of it is no part of it. */
export function sourceOf(
  file: string,
  content: string,
  given: readonly string[] = [],
  readText: ReadText = readTextFile,
): Source {
  const open = (path: string): Source => openSource(path, given, readText)
  const text = content.replace(/^\ufeff/, '')
  const isTree = /\.(ya?ml|json)$/i.test(file) || isJson(basename(file), text)
  return {
    file,
    name: basename(file),
    text,
    isTree,
    lines: once(() => text.split(/\r\n|\n|\r/)),
    entries: once(() => (isTree ? [] : entriesOf(text, file))),
    trees: once(() => (isTree ? readTrees(text, file) : [])),
    open,
    beside: (path) => open(join(dirname(file), path)),
    given,
  }
}

/** A tree takes much more room than its text. */
const LONGEST_JSON = 1024 * 1024

function isJson(name: string, text: string): boolean {
  if (!/^[^.]*$|\.(config|conf|cfg)$/i.test(name) || !/^\s*\{/.test(text) || text.length > LONGEST_JSON) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function entriesOf(text: string, file: string): readonly Entry[] {
  try {
    return parseProperties(text, file)
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

/** Made when asked for, and once, also where that is an error. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | { readonly error: unknown } | undefined
  return () => {
    made ??= attempt(make)
    if ('error' in made) throw made.error
    return made.value
  }
}

function attempt<T>(make: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: make() }
  } catch (error) {
    return { error }
  }
}
