/**
 * Sections of ours for clients whose settings stand in code: `client: kafkajs` at the top of a YAML or JSON file, and
 * below `producer:` and `consumer:` that library's own options, nested or with dots. Kafka's names are taken, too.
 */
import { libraryNamed } from '../../model/clients/libraries.ts'
import type { Library } from '../../model/clients/libraries/library.ts'
import { closest } from '../../model/closest.ts'
import { InputError } from '../../model/input-error.ts'
import { OUTER_KEYS } from '../../model/kafka/settings/declared.ts'
import { type GivenSetting, SECTIONS, type Section } from '../../model/kafka/settings/given.ts'
import { belongsTo } from '../../model/kafka/settings/place.ts'
import { mustBeKafkas } from '../judgeable.ts'
import { keyOf, namesOf, valueFor } from './client-options.ts'
import type { Aside, Form, Part, PartKind, Reading } from './form.ts'
import { settingsOf } from './librdkafka-options.ts'
import type { Source } from './source.ts'
import { type Entry, flattened, type MapTree, textAt } from './tree.ts'

const KIND: Readonly<Record<Section, PartKind>> = {
  broker: 'cluster',
  topic: 'topic',
  producer: 'client',
  consumer: 'client',
}

export const CLIENT_SECTIONS: Form = {
  name: 'sections with a client library of their own',
  tells: (source) => {
    try {
      return source.isTree && documentsOf(source).length > 0
    } catch (error) {
      if (error instanceof InputError) return false
      throw error
    }
  },
  read: (source) => {
    const documents = documentsOf(source)
    const read = documents.map((document) => readDocument(document, documents.length > 1, source))
    return {
      parts: read.flatMap(({ parts }) => parts),
      asides: read.flatMap(({ asides }) => asides),
      notes: read.flatMap(({ notes }) => notes),
    }
  },
}

/** What tells a document from the others of its file. */
const NAME = 'name'

interface Document {
  readonly top: MapTree
  readonly name: string
  /** None where it is the client in Java. */
  readonly library: Library | undefined
}

/** Sections and keys of the check and nothing else, where one of the documents says a library. */
function documentsOf(source: Source): readonly Document[] {
  const documents = source.trees().flatMap((top): readonly Document[] => {
    const isOurs =
      top.kind === 'map'
      && top.entries.every(
        ({ key }) => key === NAME || OUTER_KEYS.includes(key) || SECTIONS.some((section) => section === key),
      )
    if (!isOurs) return []
    return [{ top, name: textAt(top, NAME) ?? '', library: libraryNamed(textAt(top, 'client') ?? '') }]
  })
  const isAll = documents.length === source.trees().length && documents.some(({ library }) => library !== undefined)
  return isAll && (documents.length === 1 || documents.every(({ name }) => name !== '')) ? documents : []
}

/** One of several is a configuration of its own, as a cluster is with all that belongs to it. */
function readDocument({ top, name, library }: Document, isOneOfSeveral: boolean, source: Source): Reading {
  const read = top.entries.filter(({ key }) => key !== NAME).map((entry) => readTop(entry, library, source))
  const parts = read.flatMap((one) => one.parts)
  return {
    parts: isOneOfSeveral ? [{ kind: 'cluster', name, given: parts.flatMap(({ given }) => given) }] : parts,
    asides: read.flatMap(({ asides }) => asides),
    notes: read.flatMap(({ notes }) => notes),
  }
}

function readTop({ key, line, value }: Entry, library: Library | undefined, { file }: Source): Reading {
  const section = SECTIONS.find((one) => one === key)
  const part = (kind: PartKind, given: readonly GivenSetting[]): Part => ({ kind, name: '', given })
  if (value.kind === 'text' && section === undefined) {
    const given = { section: undefined, key, value: value.text, origin: { file, line, key } }
    return { parts: [part('client', [given])], asides: [], notes: [] }
  }
  if (section === undefined || value.kind === 'text' || value.kind === 'list')
    throw new InputError({
      where: `${file}:${line}`,
      key,
      problem: section === undefined ? 'it takes one value' : 'a section holds keys and values',
      remedy: section === undefined ? 'give a plain value' : 'write the settings below it',
    })
  const all = flattened(value).map((leaf) => ({ key: leaf.key, value: leaf.value.text, line: leaf.line }))
  const { given, asides } = readSection(section, all, library, file)
  return { parts: [part(KIND[section], given)], asides, notes: [] }
}

interface Leaf {
  readonly key: string
  readonly value: string
  readonly line: number
}

function readSection(
  section: Section,
  all: readonly Leaf[],
  library: Library | undefined,
  file: string,
): { readonly given: readonly GivenSetting[]; readonly asides: readonly Aside[] } {
  const origin = ({ key, line }: Leaf) => ({ file, line, key })
  if (section === 'broker' || section === 'topic' || library === undefined) {
    const entries = all.map(({ key, line }) => ({ key, line }))
    if (all.length > 0) mustBeKafkas({ entries, section, file, isPart: true })
    return {
      given: all.map((leaf) => ({ section, key: leaf.key, value: leaf.value, origin: origin(leaf) })),
      asides: [],
    }
  }
  if (library.name === 'librdkafka') return settingsOf(all.map((leaf) => ({ ...leaf, as: leaf.key, file })))
  const given: GivenSetting[] = []
  const asides: Aside[] = []
  for (const leaf of all) {
    const key = keyOf(library, leaf.key, section) ?? (belongsTo(section, leaf.key) ? leaf.key : undefined)
    if (key === undefined) asides.push(aside(leaf, library, file))
    else given.push({ section, key, value: valueOf(leaf, key, library, file), origin: origin(leaf) })
  }
  return { given, asides }
}

function valueOf({ key: written, value, line }: Leaf, key: string, library: Library, file: string): string {
  const read = valueFor(library, key, value)
  if ('is' in read) return read.is
  throw new InputError({ where: `${file}:${line}`, key: written, problem: read.wrong, remedy: 'give true or false' })
}

/** Options that nobody listed here may well be some of the library; a misspelt one would be lost. */
function aside({ key, line }: Leaf, library: Library, file: string): Aside {
  const names = namesOf(library)
  const lower = closest(
    key.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  )
  const meant = names.find((name) => name.toLowerCase() === lower)
  if (meant === undefined) return { key, why: 'not modelled', origin: { file, line, key } }
  throw new InputError({
    where: `${file}:${line}`,
    key,
    problem: `${library.name} has no such option`,
    remedy: `did you mean ${meant}?`,
  })
}
