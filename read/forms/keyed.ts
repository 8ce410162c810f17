/** Settings of an application before they have a section of Kafka's: names, values, and where they stand. */
import { InputError } from '../../model/input-error.ts'
import { type OnlyIn, type Origin, whereOf } from '../../model/given.ts'
import type { GivenSetting, Section } from '../../model/kafka/settings/given.ts'
import { modelledKey } from '../../model/kafka/settings/place.ts'
import type { Aside, Part } from './form.ts'

import type { Entry } from '../properties-file.ts'

/** A setting that may be one of Kafka's, under the name that it has at this place. */
export interface Keyed {
  readonly key: string
  readonly value: string
  readonly origin: Origin & { readonly key: string }
  readonly onlyIn?: OnlyIn
}

/** The lines of a `.properties` file. */
export function keyedOf(entries: readonly Entry[], file: string): readonly Keyed[] {
  return entries.map(({ key, value, line }) => ({ key: key.trim(), value, origin: { file, line, key: key.trim() } }))
}

/** Those whose key begins with the prefix, without it. */
export function below(all: readonly Keyed[], prefix: string): readonly Keyed[] {
  return all.flatMap((one) =>
    one.key.startsWith(prefix) && one.key.length > prefix.length ? [{ ...one, key: one.key.slice(prefix.length) }] : [],
  )
}

/** The value of the last one with this key. */
export function valueOf(all: readonly Keyed[], key: string): string | undefined {
  return all.findLast((one) => one.key === key)?.value.trim()
}

/**
 * Layers of one client's settings: of each key the one of the last layer counts, as in a map that is filled with all.
 * What counts in some releases only leaves the others what they had.
 */
export function layered(...layers: readonly (readonly Keyed[])[]): readonly Keyed[] {
  const all = layers.flat()
  const last = new Map(all.flatMap(({ key, onlyIn }, index) => (onlyIn === undefined ? [[key, index] as const] : [])))
  return all.filter(({ key }, index) => index >= (last.get(key) ?? 0))
}

/** As settings of a section of Kafka's. */
export function inSection(section: Section, all: readonly Keyed[]): readonly GivenSetting[] {
  return all.map(({ key, value, origin, onlyIn }) => ({
    section,
    key,
    value,
    origin,
    ...(onlyIn !== undefined && { onlyIn }),
  }))
}

/** What an application sets by itself, at the place of what makes it do so. */
export function madeFor(cause: Keyed, values: Readonly<Record<string, string>>, onlyIn?: OnlyIn): readonly Keyed[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value,
    origin: cause.origin,
    ...(onlyIn !== undefined && { onlyIn }),
  }))
}

export function asideOf({ origin }: Pick<Keyed, 'origin'>, why: string): Aside {
  return { key: origin.key, why, origin: { file: origin.file, line: origin.line } as Origin }
}

/** What the system itself refuses. */
export function refusedAt({ origin }: Pick<Keyed, 'origin'>, problem: string, remedy: string): InputError {
  return new InputError({ where: whereOf(origin), key: origin.key, problem, remedy })
}

/** What a table says of a name from a file; `constructor` is in no table. */
export function inTable<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** A client with each of its own topics, where it must not be judged with those of other clients. */
export function withTopics(client: Part, topics: readonly Part[]): readonly Part[] {
  if (topics.length === 0) return [client]
  return topics.map((topic) => ({
    kind: 'client',
    name: topics.length === 1 ? client.name : [client.name, topic.name].filter((name) => name !== '').join(', '),
    given: [...client.given, ...topic.given],
  }))
}

/** One of several clients of a kind, such as a binding or a channel. */
export interface NamedClient {
  readonly name: string
  readonly settings: readonly Keyed[]
}

/**
 * Clients of one kind, those with the same settings together: `binding a`, `bindings a and b`. What does not matter to
 * any promise does not keep them apart.
 */
export function alike(kind: string, section: Section, clients: readonly NamedClient[]): readonly NamedClient[] {
  const groups = new Map<string, readonly NamedClient[]>()
  for (const client of clients) {
    const counting = client.settings.filter(({ key }) => modelledKey(section, key) !== undefined)
    const meaning = JSON.stringify(counting.map(({ key, value }) => [key, value.trim()]).sort())
    groups.set(meaning, [...(groups.get(meaning) ?? []), client])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ name: namesOf(kind, group), settings: first.settings }]
  })
}

/** So many are named. */
const MOST_NAMED = 4

function namesOf(kind: string, group: readonly NamedClient[]): string {
  const names = group.map(({ name }) => name)
  const more = names.length - MOST_NAMED
  if (names.length === 1) return `${kind} ${names[0]}`
  return more > 1
    ? `${kind}s ${names.slice(0, MOST_NAMED).join(', ')} and ${more} more`
    : `${kind}s ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
