/** Spring Boot and Spring Cloud Stream: `application.yml`, `application.properties`, and files of profiles. */
import { InputError } from '../../model/input-error.ts'
import { modelledKey } from '../../model/kafka/settings/place.ts'
import type { Aside, Form, Part, Reading } from './form.ts'
import { inSection, type Keyed, refusedAt, withTopics } from './keyed.ts'
import type { Source } from './source.ts'
import { kafkaAsides } from './spring/asides.ts'
import { bindersIn } from './spring/bindings.ts'
import { type OfBinder, ofBinder } from './spring/binder.ts'
import { kafkaClients, kafkaStreams } from './spring/clients.ts'
import { profileOfName, propertiesIn } from './spring/documents.ts'
import { environmentOf } from './spring/environment.ts'
import { besides, isBase, isOfAnother, profileFiles, propertiesWithImports, relatives } from './spring/files.ts'
import { withImports } from './spring/imports.ts'
import { belowPath } from './spring/names.ts'
import { filled } from './spring/placeholders.ts'
import {
  activeByFile,
  activeWith,
  groupsIn,
  notesOnActive,
  profileSets,
  profilesIn,
  type ProfileSet,
} from './spring/profiles.ts'
import { asProperties, valuesOf } from './spring/variables.ts'
import type { StreamsClients } from './streams-clients.ts'

/** More configurations are not judged at once. */
const MOST_PROFILES = 36

export const SPRING: Form = {
  name: 'a Spring Boot application',
  tells: (source) =>
    hasKafka(propertiesIn(source))
    || ownKafka(propertiesIn(source)) !== undefined
    || isBroken(source)
    || relatives(source).some((file) => hasKafka(propertiesIn(file)))
    || isOfAnother(source)
    || hasKafka(propertiesWithImports(source)),
  read: (source) => readSpring(source),
}

function hasKafka(all: readonly Keyed[]): boolean {
  return belowPath(all, 'spring', 'kafka').length > 0 || hasKafkaBinder(all)
}

/** Bindings alone say nothing of Kafka: which binder they have is said by the classpath. */
function hasKafkaBinder(all: readonly Keyed[]): boolean {
  const types = belowPath(all, 'spring', 'cloud', 'stream', 'binders').filter(({ rest }) => rest[1]?.text === 'type')
  return (
    belowPath(all, 'spring', 'cloud', 'stream', 'kafka').length > 0 || types.some(({ one }) => /kafka/i.test(one.value))
  )
}

/** Bindings beside spring.kafka are Kafka's, unless there is another binder. */
function hasBinder(all: readonly Keyed[]): boolean {
  const others = (['rabbit', 'pulsar', 'kinesis', 'solace', 'jms'] as const).some(
    (name) => belowPath(all, 'spring', 'cloud', 'stream', name).length > 0,
  )
  return hasKafkaBinder(all) || (!others && belowPath(all, 'spring', 'cloud', 'stream', 'bindings').length > 0)
}

/** A text of Spring's with a mistake in its syntax, which is to be told, and not that it is something else. */
function isBroken(source: Source): boolean {
  if (!source.isTree || !/^spring(\.kafka[\w.-]*)?\s*:/m.test(source.text) || !/\bkafka\b/.test(source.text))
    return false
  try {
    source.trees()
    return false
  } catch (error) {
    if (error instanceof InputError) return true
    throw error
  }
}

/**
 * A setting of Kafka's that a Spring application keeps below a name of its own, such as `queue.kafka.acks`: only its
 * code knows what becomes of it.
 */
function ownKafka(all: readonly Keyed[]): Keyed | undefined {
  if (!all.some(({ key }) => key.startsWith('spring.'))) return undefined
  return all.find(({ key }) => {
    const at = /(?:^|\.)kafka\.(?:producer\.|consumer\.)?(.+)$/.exec(key)?.[1]
    return at !== undefined && (modelledKey('producer', at) ?? modelledKey('consumer', at)) !== undefined
  })
}

/** @throws InputError for what Spring Boot refuses at its start. */
function readSpring(source: Source): Reading {
  const profile = profileOfName(source.name)
  const base = profile === undefined ? [] : besides(source, isBase).filter((file) => SPRING.tells(file))
  // It is read with the file that it belongs to.
  if (base.length > 0 || isOfAnother(source)) return { parts: [], asides: [], notes: [] }
  const imported = withImports([source, ...profileFiles(source)])
  const { documents } = imported
  const all = documents.flatMap((document) => document.all)
  const own = hasKafka(all) ? undefined : ownKafka(all)
  if (own !== undefined)
    throw refusedAt(
      own,
      'this is a Spring application whose settings for Kafka are its own, not those of spring.kafka: only its code '
        + 'knows which of them reach Kafka',
      "give what Kafka gets by Kafka's names: --set acks=all, or a file for --producer",
    )
  const profiles = profilesIn(documents)
  if (profiles.length > MOST_PROFILES)
    throw new InputError({
      where: source.file,
      problem: `it has ${profiles.length} profiles, and each is a configuration of its own`,
      remedy: `give files with at most ${MOST_PROFILES} profiles at a time`,
    })
  const variables = environmentOf([source, ...profileFiles(source)])
  const withVariables = (names: readonly string[]) => [...activeWith(documents, names), ...asProperties(variables)]
  const plain = withVariables([])
  const active = activeByFile(plain, valuesOf(variables))
  const groups = groupsIn(plain)
  const sets: readonly ProfileSet[] = [
    ...(hasKafka(plain) ? [{ names: [], told: 'no profile' }] : []),
    ...profileSets(profiles, groups, active),
  ]
  const read = sets.map((set) => ({ ...set, ...readActive(withVariables(set.names), valuesOf(variables)) }))
  const [first] = read
  const different = read.filter(
    (one, index) => index === 0 || (one.parts.length > 0 && meaning(one.parts) !== meaning(first?.parts ?? [])),
  )
  const isAlone = different.length === 1
  return {
    parts: different.flatMap(({ names, told, parts }) =>
      isAlone && names.length === 0 ? parts : ofProfiles(parts, told),
    ),
    asides: unique([...read.flatMap(({ asides }) => asides), ...imported.asides]),
    notes: [
      ...imported.notes,
      ...new Set(different.flatMap(({ notes }) => notes)),
      ...(profile === undefined ? [] : [`${source.name} is read without application.yml or application.properties`]),
      ...notesOnActive(active, profiles, groups),
      ...(active.length === 0 || isAlone
        ? []
        : [`spring.profiles.active is ${active.join(', ')}: where nothing else is said, the application runs with it`]),
    ],
  }
}

/** With their topics, so that no profile is judged with those of another. */
function ofProfiles(parts: readonly Part[], told: string): readonly Part[] {
  const topics = parts.filter(({ kind }) => kind === 'topic')
  return parts
    .filter(({ kind }) => kind === 'client')
    .flatMap((part) => withTopics({ ...part, name: part.name === '' ? told : `${told}, ${part.name}` }, topics))
}

function meaning(parts: readonly Part[]): string {
  return JSON.stringify(
    parts.map(({ name, given }) => [name, ...given.map(({ section, key, value }) => [section, key, value])]),
  )
}

function unique(asides: readonly Aside[]): readonly Aside[] {
  return [
    ...new Map(asides.map((one) => [`${one.key} ${one.origin.file}:${one.origin.line} ${one.why}`, one])).values(),
  ]
}

/** What the properties that count together come to. */
function readActive(active: readonly Keyed[], environment: ReadonlyMap<string, string>): OfBinder {
  const all = filled(active, environment)
  if (!hasKafka(all)) return { parts: [], asides: [], notes: [] }
  const clients = kafkaClients(all)
  const streams = kafkaStreams(all)
  const binder = hasBinder(all) ? ofBinders(all) : undefined
  const own: Part = {
    kind: 'client',
    name: streams === undefined ? '' : 'producer and consumer',
    given: [...inSection('producer', clients.producer), ...inSection('consumer', clients.consumer)],
  }
  const hasOwn = binder === undefined && (streams === undefined || hasClients(all))
  return {
    parts: [...(hasOwn ? [own, ...ofStreams(streams)] : (streams?.parts ?? [])), ...(binder?.parts ?? [])],
    asides: [...kafkaAsides(all), ...clients.asides, ...(streams?.asides ?? []), ...(binder?.asides ?? [])],
    notes: [...clients.notes, ...(streams?.notes ?? []), ...(binder?.notes ?? [])],
  }
}

/** Beside another client that of Streams has its internal topics with it. */
function ofStreams(streams: StreamsClients | undefined): readonly Part[] {
  const topics = streams?.parts.filter(({ kind }) => kind === 'topic') ?? []
  const clients = streams?.parts.filter(({ kind }) => kind === 'client') ?? []
  return clients.flatMap((client) => withTopics(client, topics))
}

function hasClients(all: readonly Keyed[]): boolean {
  return (['producer', 'consumer'] as const).some((client) => belowPath(all, 'spring', 'kafka', client).length > 0)
}

function ofBinders(all: readonly Keyed[]): OfBinder {
  const binders = bindersIn(all)
  if (binders.length === 0) return ofBinder(all, kafkaClients(all))
  const read = binders.map(({ name, all: own }) => ofBinder(own, kafkaClients(own), name))
  return {
    parts: read.flatMap(({ parts }) => parts),
    asides: read.flatMap(({ asides }) => asides),
    notes: [...new Set(read.flatMap(({ notes }) => notes))],
  }
}
