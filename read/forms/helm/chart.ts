/** What the values of a chart hold, whichever chart it is. */
import { InputError } from '../../../model/input-error.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import type { Part } from '../form.ts'
import { at, type Entry, entryAt, type MapTree, textAt, type Tree } from '../tree.ts'

export interface Chart {
  readonly file: string
  /** Of a chart within another one, as its key says; empty otherwise. */
  readonly name: string
  /** In front of its keys, as the file has them: `cp-kafka.`. */
  readonly path: string
  readonly tree: MapTree
}

/** The scalar at the path as a setting of this name; none where it is empty: charts take an empty text for none. */
export function valueAt(
  { file, path, tree }: Chart,
  at: readonly string[],
  section: Section | undefined,
  key: string,
): readonly GivenSetting[] {
  const entry = entryAt(tree, ...at)
  if (entry?.value.kind !== 'text' || entry.value.text === '') return []
  return [{ section, key, value: entry.value.text, origin: { file, line: entry.line, key: path + at.join('.') } }]
}

/**
 * A map that the chart hands on to Kafka key by key. @throws InputError for a list or a map in it: Go's templates write
 * them in a way that Kafka cannot read.
 */
export function settingsOfMap(
  { file, path }: Chart,
  map: Tree | undefined,
  at: string,
  section: Section,
  nameOf: (key: string) => string = (key) => key,
): readonly GivenSetting[] {
  if (map?.kind !== 'map') return []
  return map.entries.map(({ key, line, value }: Entry) => {
    const written = `${path}${at}.${key}`
    if (value.kind === 'map' || value.kind === 'list')
      throw new InputError({
        where: `${file}:${line}`,
        key: written,
        problem: `this is a ${value.kind}, and the chart would write it in a way that Kafka cannot read`,
        remedy: 'give a value; of several, one text with commas',
      })
    const text = value.kind === 'text' ? value.text : ''
    return { section, key: nameOf(key), value: text, origin: { file, line, key: written } }
  })
}

/** Whether the chart is told to do it. */
export function isOn({ tree }: Chart, ...path: readonly string[]): boolean {
  return textAt(tree, ...path)?.toLowerCase() === 'true'
}

/** Topics of a list with name, partitions and replicationFactor; `configOf` reads what else is set. */
export function topicsOf(
  { file, path, tree }: Chart,
  at_: readonly string[],
  configOf: (topic: Tree, at: string) => readonly GivenSetting[],
  defaults: readonly GivenSetting[] = [],
): readonly Part[] {
  const list = at(tree, ...at_)
  if (list?.kind !== 'list') return []
  return list.items.map((topic, index) => {
    const written = `${path}${at_.join('.')}[${index}]`
    const own = (
      [
        ['replicationFactor', 'replication.factor'],
        ['partitions', 'partitions'],
      ] as const
    ).flatMap(([field, key]): readonly GivenSetting[] => {
      const entry = entryAt(topic, field)
      if (entry?.value.kind !== 'text') return []
      const origin = { file, line: entry.line, key: `${written}.${field}` }
      return [{ section: 'topic', key, value: entry.value.text, origin }]
    })
    return {
      kind: 'topic',
      name: `topic ${textAt(topic, 'name') ?? index}`,
      given: [...defaults, ...own, ...configOf(topic, written)],
    }
  })
}
