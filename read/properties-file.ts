import { Properties } from 'properties-file/parser'
import { InputError } from '../model/input-error.ts'

/** One setting of a `.properties` file, and its line. */
export interface Entry {
  readonly key: string
  readonly value: string
  readonly line: number
}

/**
 * The settings of a `.properties` text, as java.util.Properties reads it: the last of several lines with one key
 * counts.
 * @throws InputError for a malformed escape, a template that is not rendered, and a file without any setting.
 */
export function parseProperties(text: string, file: string): readonly Entry[] {
  const entries = new Map<string, Entry>()
  for (const { key, value, startingLineNumber: line } of readNodes(text, file)) {
    if (/^(\{\{|\{%)/.test(key)) {
      throw new InputError({
        where: `${file}:${line}`,
        problem: 'this is a line of a template',
        remedy: 'render the template first, and give the file that Kafka will get',
      })
    }
    if (key === '') {
      throw new InputError({
        where: `${file}:${line}`,
        problem: 'this line has a value and no key',
        remedy: 'write the key in front of it, such as acks=all, or take the line out',
      })
    }
    entries.set(key, { key, value, line })
  }
  if (entries.size === 0) {
    throw new InputError({
      where: file,
      problem: text.trim() === '' ? 'the file is empty' : 'there is no setting in this file, only comments',
      remedy: 'give lines like min.insync.replicas=2, or leave the file out to judge the defaults',
    })
  }
  return [...entries.values()].sort((a, b) => a.line - b.line)
}

function readNodes(text: string, file: string): ReturnType<Properties['getProperties']> {
  try {
    return new Properties(text).getProperties()
  } catch (error) {
    throw new InputError({
      where: file,
      problem: `Java cannot read this file (${error instanceof Error ? error.message : String(error)})`,
      remedy: 'write a backslash as \\\\, and a character by its code as \\u and four digits',
    })
  }
}
