/** Files that hold one kind of settings, as parts; and parts that can be told by their files alone. */
import { basename } from 'node:path'
import type { GivenSetting, Section } from '../model/kafka/settings/given.ts'
import type { Part, PartKind } from './forms/form.ts'
import type { Entry } from './properties-file.ts'

const KIND: Readonly<Record<Section, PartKind>> = {
  broker: 'cluster',
  topic: 'topic',
  producer: 'client',
  consumer: 'client',
}

/** The settings of a `.properties` file. */
export function partOf(section: Section, entries: readonly Entry[], file: string): Part {
  return partOfGiven(
    section,
    entries.map(({ key, value, line }) => ({ section, key, value, origin: { file, line } })),
  )
}

export function partOfGiven(section: Section, given: readonly GivenSetting[]): Part {
  return { kind: KIND[section], name: '', given }
}

interface OfFile {
  readonly path: string
  readonly part: Part
}

/**
 * Of several files with parts that nobody named, those that set the same kind of thing are told from each other by the
 * names of their files: two producers are two clients, a producer and a consumer may be one.
 */
export function namedByFile(all: readonly OfFile[]): readonly Part[] {
  const files = [...new Set(all.map(({ path }) => path))]
  const isAmbiguous = new Set(files.map((file) => basename(file))).size < files.length
  return all.map(({ path, part }) => {
    if (part.name !== '') return part
    const rival = all.some(
      (other) => other.path !== path && other.part.kind === part.kind && sharesSection(part, other.part),
    )
    return rival ? { ...part, name: isAmbiguous ? path : basename(path) } : part
  })
}

function sharesSection(one: Part, other: Part): boolean {
  return one.given.some(
    ({ section }) => section !== undefined && other.given.some((given) => given.section === section),
  )
}
