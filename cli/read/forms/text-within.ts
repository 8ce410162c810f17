/** A text that stands in another file, as server.properties in a block of YAML: its lines are those of that file. */
import { InputError } from '../../../model/input-error.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import { type Entry, parseProperties } from '../properties-file.ts'
import type { Reading } from './form.ts'
import { type Source, sourceOf } from './source.ts'
import type { TextTree } from './tree.ts'

/**
 * The entries of a properties text; none where it holds only comments. A block has its own lines, of a text in quotes
 * only the line is known at which it begins.
 * @throws InputError for what is no properties text, with the line of the outer file.
 */
export function propertiesWithin(file: string, { text, line, isBlock }: TextTree): readonly Entry[] {
  if (text.split('\n').every((one) => /^\s*([#!].*)?$/.test(one))) return []
  const padded = '\n'.repeat(isBlock ? line : line - 1) + text
  return parseProperties(padded, file).map((entry) => (isBlock ? entry : { ...entry, line }))
}

/** The same as settings of a section. */
export function settingsWithin(file: string, section: Section, tree: TextTree): readonly GivenSetting[] {
  return propertiesWithin(file, tree).map(({ key, value, line }) => ({
    section,
    key,
    value,
    origin: { file, line, key },
  }))
}

/** The text as a file of its own, which is called `name`; its places are those of the outer file. */
export function sourceWithin(outer: Source, name: string, { text, line, isBlock }: TextTree): Source {
  const padded = '\n'.repeat(isBlock ? line : line - 1) + text
  return { ...sourceOf(`${outer.file}: ${name}`, padded, outer.given), name, beside: outer.beside }
}

/** What the text came to, told by the places of the outer file. */
export function asOfOuter(reading: Reading, outer: string, name: string, { line, isBlock }: TextTree): Reading {
  const inner = `${outer}: ${name}`
  const move = <T extends { readonly origin: GivenSetting['origin'] }>(one: T): T =>
    one.origin.file !== inner
      ? one
      : { ...one, origin: { ...one.origin, file: outer, ...(isBlock ? {} : { line }), key: one.origin.key ?? name } }
  return {
    parts: reading.parts.map((part) => ({
      ...part,
      given: part.given.map((setting) =>
        move({ ...setting, origin: { ...setting.origin, key: setting.origin.key ?? setting.key } }),
      ),
    })),
    asides: reading.asides.map(move),
    notes: reading.notes,
  }
}

/** Whether reading fails because of what is in the file, and not because of us. */
export function isRefused(read: () => unknown): boolean {
  try {
    read()
    return false
  } catch (error) {
    if (error instanceof InputError) return true
    throw error
  }
}
