/**
 * Variables of an application's environment that Spring Boot takes for `spring.kafka`. core/spring-boot:
 * SystemEnvironmentPropertyMapper.java; documentation: features/external-config.adoc, "Binding From Environment
 * Variables".
 */
import type { Origin } from '../../../model/given.ts'
import { isOfSection } from '../../../model/kafka/settings/place.ts'
import { type Aside, notJudgedYet } from '../form.ts'
import { asideOf, type Keyed } from '../keyed.ts'
import { kafkaAsides } from './asides.ts'
import { kafkaClients } from './clients.ts'
import { belowPath } from './names.ts'
import { filled } from './placeholders.ts'

/** A variable, and where it is set. */
export interface SpringVariable {
  readonly name: string
  readonly value: string
  readonly origin: Origin
}

export type ClientSection = 'producer' | 'consumer'

/** The settings of its clients; none of a client of which the variables say nothing of its own. */
export interface OfVariables {
  readonly given: readonly { readonly section: ClientSection; readonly setting: Keyed }[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

const PREFIX = 'SPRING_KAFKA_'
/** What has fields of its own below it, at the top and in a client. */
const GROUPS = /^(ADMIN|JAAS|LISTENER|SECURITY|SSL|TEMPLATE|STREAMS|PRODUCER|CONSUMER)_(.+)$/
const INNER = /^(SECURITY|SSL)_(.+)$/

/** @throws InputError for a value that Spring Boot cannot convert. */
export function springClients(variables: readonly SpringVariable[]): OfVariables {
  const own = variables.filter(({ name }) => name.startsWith(PREFIX))
  if (own.length === 0) return { given: [], asides: [], notes: [] }
  const all = filled(asProperties(own), valuesOf(variables))
  const { producer, consumer, asides, notes } = kafkaClients(all)
  const owned = { producer: hasOwn('producer', producer, consumer), consumer: hasOwn('consumer', consumer, producer) }
  const streams = belowPath(all, 'spring', 'kafka', 'streams').map(({ one }) => one)
  return {
    given: [
      ...(owned.producer ? producer.map((setting) => ({ section: 'producer' as const, setting })) : []),
      ...(owned.consumer ? consumer.map((setting) => ({ section: 'consumer' as const, setting })) : []),
    ],
    asides: [
      ...[...kafkaAsides(all), ...asides].map((aside) => ({ ...aside, why: inVariables(aside.why) })),
      ...streams.map((one) => asideOf(one, notJudgedYet('Kafka Streams that variables set; its file would be'))),
    ],
    notes,
  }
}

/** As the properties that they stand for, each with its own name as it is written. */
export function asProperties(variables: readonly SpringVariable[]): readonly Keyed[] {
  return variables.flatMap(({ name, value, origin }) => {
    const own = { value, origin: { ...origin, key: name } }
    if (name === 'SPRING_PROFILES_ACTIVE') return [{ key: 'spring.profiles.active', ...own }]
    return name.startsWith(PREFIX) ? [{ key: propertyOf(name.slice(PREFIX.length)), ...own }] : []
  })
}

/** For `${NAME}` in other values. */
export function valuesOf(variables: readonly SpringVariable[]): ReadonlyMap<string, string> {
  return new Map(variables.map(({ name, value }) => [name, value]))
}

/** What both clients have of the common properties tells of neither that it is there. */
function hasOwn(section: ClientSection, own: readonly Keyed[], other: readonly Keyed[]): boolean {
  const shared = new Set(other.map(({ origin }) => origin.key))
  return own.some(({ key, origin }) => isOfSection(section, key) && !shared.has(origin.key))
}

/** `PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE` is spring.kafka.producer.properties.enable.idempotence. */
function propertyOf(name: string): string {
  const [, properties, map] = /^((?:PRODUCER_|CONSUMER_|STREAMS_|ADMIN_)?PROPERTIES_)(.+)$/.exec(name) ?? []
  if (properties !== undefined && map !== undefined) return `spring.kafka.${dotted(properties)}${dotted(map)}`
  if (name.startsWith('RETRY_')) return `spring.kafka.${dotted(name)}`
  const [, group, rest] = GROUPS.exec(name) ?? []
  if (group === undefined || rest === undefined) return `spring.kafka.${field(name)}`
  const [, inner, last] = INNER.exec(rest) ?? []
  const path = inner === undefined || last === undefined ? field(rest) : `${inner.toLowerCase()}.${field(last)}`
  return `spring.kafka.${group.toLowerCase()}.${path}`
}

/** Dashes are left out, or, as before Spring Boot 2, underscores; a number behind the last one is that of an item. */
function field(name: string): string {
  return name.toLowerCase().replace(/_(\d+)_?$/, '[$1]')
}

function dotted(name: string): string {
  return name.toLowerCase().replaceAll('_', '.')
}

/** Names of properties in a sentence, as those of variables. */
function inVariables(why: string): string {
  return why.replace(/spring\.kafka\.[\w.-]+/g, (name) => name.replaceAll('.', '_').replaceAll('-', '').toUpperCase())
}
