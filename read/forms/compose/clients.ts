/** Services that are clients of Kafka. */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Aside, Part } from '../form.ts'
import type { Container } from './brokers.ts'
import { type ClientNamed, type ClientSection, clientSetting } from './client-names.ts'
import type { Variable } from './environment.ts'
import { springClients } from '../spring/variables.ts'
import { brokerImage, isOtherImage } from './images.ts'

/** What a service's client is given. */
export interface Client {
  readonly part: Part | undefined
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
  /** Whether it is Kafka Connect, of which something is given. */
  readonly isConnect: boolean
}

interface Read {
  readonly variable: Variable
  readonly named: ClientNamed
}

/**
 * What Kafka Connect gives the producers of its source connectors where `producer.` settings say nothing
 * (apache/kafka `connect/runtime/…/Worker.java`, baseProducerConfigs).
 */
const OF_CONNECT: Readonly<Record<string, string>> = {
  'acks': 'all',
  'enable.idempotence': 'false',
  'max.in.flight.requests.per.connection': '1',
  'delivery.timeout.ms': '2147483647',
}

/** The settings that the variables of an application make, each for the clients that have it. */
export function clientOf(container: Container): Client {
  const { title, image } = container
  const isOther = image !== undefined && (isOtherImage(image.text) || brokerImage(image.text) !== undefined)
  const read = container.variables.flatMap((variable) => {
    // Of other images KAFKA_ means what they like.
    if (isOther && variable.name.startsWith('KAFKA_')) return []
    const named = clientSetting(variable.name)
    return named === undefined ? [] : [{ variable, named }]
  })
  const owned = new Set(
    read.flatMap(({ named }) => ('key' in named && named.sections.length === 1 ? named.sections : [])),
  )
  const spring = springClients(container.variables)
  const given = [
    ...read.flatMap((one) => settingsOf(one, owned)),
    ...spring.given.map(({ section, setting: { key, value, origin } }) => ({ section, key, value, origin })),
  ]
  const told = given.length > 0 || read.some(({ variable }) => !variable.name.startsWith('KAFKA_'))
  const connect = given.filter(({ origin }) => origin.key?.startsWith('CONNECT_') === true)
  const base = connect.length === 0 ? [] : baseOfConnect(connect)
  return {
    part: given.length === 0 ? undefined : { kind: 'client', name: title, given: [...base, ...given] },
    asides: [...(told ? read.flatMap(asideOf) : []), ...spring.asides],
    isConnect: base.length > 0,
    notes: [
      ...spring.notes,
      ...(spring.given.length > 0
        ? [`${title}: its SPRING_KAFKA_ variables count over the file of its application, which is not read with them`]
        : []),
      ...(given.some(({ origin }) => origin.key?.startsWith('KAFKA_') === true)
        ? [`${title}: its KAFKA_ variables are read as settings of a client, as it runs no broker`]
        : []),
    ],
  }
}

/** What only one kind of client has tells which kind it is; what both have goes to those that are there. */
function settingsOf({ variable, named }: Read, owned: ReadonlySet<ClientSection>): readonly GivenSetting[] {
  if (!('key' in named)) return []
  const { key, sections } = named
  return sections
    .filter((section) => sections.length === 1 || owned.has(section))
    .map((section) => ({ section, key, value: variable.value, origin: variable.origin }))
}

function asideOf({ variable, named }: Read): readonly Aside[] {
  return 'why' in named ? [{ key: variable.name, why: named.why, origin: variable.origin }] : []
}

function baseOfConnect(given: readonly GivenSetting[]): readonly GivenSetting[] {
  const [first] = given.filter(({ section }) => section === 'producer')
  if (first === undefined) return []
  return Object.entries(OF_CONNECT)
    .filter(([key]) => !given.some((one) => one.section === 'producer' && one.key === key))
    .map(([key, value]) => ({ section: 'producer', key, value, origin: first.origin }))
}

/** A producer and a consumer of different services are the two ends of one way: each with each. */
export function paired(parts: readonly Part[]): readonly Part[] {
  const only = (section: ClientSection): readonly Part[] =>
    parts.filter(({ given }) => given.every((one) => one.section === section))
  const [producers, consumers] = [only('producer'), only('consumer')]
  if (producers.length === 0 || consumers.length === 0) return parts
  const others = parts.filter((part) => !producers.includes(part) && !consumers.includes(part))
  const pairs = producers.flatMap((one) =>
    consumers.map((other): Part => ({
      kind: 'client',
      name: `${one.name} and ${other.name}`,
      given: [...one.given, ...other.given],
    })),
  )
  return [...others, ...pairs]
}
