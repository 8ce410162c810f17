/** A text that stands in another file, as server.properties in a block of YAML: its lines are those of that file. */
import { InputError } from '../../model/input-error.ts'
import type { GivenSetting, Section } from '../../model/kafka/settings/given.ts'
import { type Entry, parseProperties } from '../properties-file.ts'
import { NothingRead, type Reading } from './form.ts'
import { type Source, sourceOf } from './source.ts'
import type { TextTree } from './tree.ts'

/**
 * The entries of a properties text; none where it holds only comments. A block has its own lines, of a text in quotes
 * only the line is known at which it begins.
 * @throws InputError for what is no properties text, with the line of the outer file.
 */
export function propertiesWithin(file: string, tree: TextTree): readonly Entry[] {
  if (tree.text.split('\n').every((one) => /^\s*([#!].*)?$/.test(one))) return []
  const place = { inner: file, tree }
  return inOuter(place, () => parseProperties(tree.text, file)).map((entry) => ({
    ...entry,
    line: lineOfOuter(place, entry.line),
  }))
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

/** The text as a file of its own, which is called `name`, with its own lines. */
export function sourceWithin(outer: Source, name: string, { text }: TextTree): Source {
  return { ...sourceOf(innerFile(outer, name), text, outer.given), name, open: outer.open, beside: outer.beside }
}

/**
 * What the text comes to, told by the places of the outer file.
 * @throws InputError for what is wrong in it, by these places, too.
 */
export function readWithin(outer: Source, name: string, tree: TextTree, read: (inner: Source) => Reading): Reading {
  const place = { inner: innerFile(outer, name), tree }
  const reading = inOuter(place, () => read(sourceWithin(outer, name, tree)))
  const move = <T extends { readonly origin: GivenSetting['origin'] }>(one: T): T => {
    if (one.origin.file !== place.inner) return one
    const { line, key = name } = one.origin
    return {
      ...one,
      origin: { ...one.origin, file: outer.file, key, ...(line !== undefined && { line: lineOfOuter(place, line) }) },
    }
  }
  return {
    parts: reading.parts.map((part) => ({
      ...part,
      name: textOfOuter(place, part.name),
      given: part.given.map((setting) =>
        move({ ...setting, origin: { ...setting.origin, key: setting.origin.key ?? setting.key } }),
      ),
    })),
    asides: reading.asides.map(move),
    notes: reading.notes.map((note) => textOfOuter(place, note)),
  }
}

function innerFile({ file }: Source, name: string): string {
  return `${file}: ${name}`
}

/** A text in another file, and what it is called. */
interface Place {
  readonly inner: string
  readonly tree: TextTree
}

function lineOfOuter({ tree: { line, isBlock } }: Place, inner: number): number {
  return isBlock ? line + inner : line
}

/** The text with the lines of the outer file: after the name of the inner one, and where a message says `line 3`. */
function textOfOuter(place: Place, text: string): string {
  return placesOfOuter(place, text).replace(/(?<=\bline )\d+/g, (line) => `${lineOfOuter(place, Number(line))}`)
}

function placesOfOuter(place: Place, text: string): string {
  const [first = '', ...others] = text.split(`${place.inner}:`)
  const moved = others.map((after) => after.replace(/^\d+/, (line) => `${lineOfOuter(place, Number(line))}`))
  return [first, ...moved].join(`${place.inner}:`)
}

function inOuter<T>(place: Place, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const { where, key, problem, remedy } = error
    const moved = {
      where: placesOfOuter(place, where),
      ...(key !== undefined && { key }),
      // It may quote what stands in the file.
      problem: placesOfOuter(place, problem),
      remedy: textOfOuter(place, remedy),
    }
    throw error instanceof NothingRead ? new NothingRead(moved) : new InputError(moved)
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
