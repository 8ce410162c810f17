/** What stands below `spring.kafka` and is no client's setting: Spring's own, and what Spring Boot does not have. */
import { closest } from '../../../model/closest.ts'
import { CONSUMER_KEYS, PRODUCER_KEYS } from '../../../model/kafka/settings/known-keys.ts'
import { type Aside, notJudgedYet } from '../form.ts'
import { asideOf, inTable, type Keyed } from '../keyed.ts'
import { BESIDE, CONSUMER_FIELDS, type Field, PRODUCER_FIELDS, STREAMS_FIELDS } from './fields.ts'
import { belowPath, type Element, mapKey, uniform } from './names.ts'

/** KafkaProperties.Listener and others: what they are about, where it touches a promise. */
const KEPT: Readonly<Record<string, string>> = {
  'listener.ackmode': "when a consumer's offsets are committed",
  'listener.ackcount': "when a consumer's offsets are committed",
  'listener.acktime': "when a consumer's offsets are committed",
  'listener.asyncacks': 'whether offsets may be acknowledged in any order',
  'listener.concurrency': 'how many consumers a listener has',
  'listener.immediatestop': 'whether records that were fetched are still processed when the application stops',
  'listener.type': 'whether records are processed one by one or in batches',
  'template.transactionidprefix': 'a transactional.id for the template alone',
  'retry.topic.enabled': 'whether records that fail are sent to topics of their own',
}

const TOP: ReadonlySet<string> = new Set([
  'admin',
  'bootstrapservers',
  'clientid',
  'consumer',
  'jaas',
  'listener',
  'producer',
  'properties',
  'retry',
  'security',
  'ssl',
  'streams',
  'template',
])

const FIELDS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  producer: PRODUCER_FIELDS,
  consumer: CONSUMER_FIELDS,
  streams: STREAMS_FIELDS,
}

/** Kafka's keys by their uniform form. */
const byUniform = (keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(keys.map((key) => [uniform(key), key]))
const PRODUCER = byUniform(PRODUCER_KEYS)
const CONSUMER = byUniform(CONSUMER_KEYS)
const ANY_KEY = new Map([...CONSUMER, ...PRODUCER])

/** In the order of the file. */
export function kafkaAsides(all: readonly Keyed[]): readonly Aside[] {
  return belowPath(all, 'spring', 'kafka').flatMap(({ one, rest }) => {
    const [first = '', ...names] = rest.filter(({ isIndexed }) => !isIndexed).map(({ text }) => uniform(text))
    const kept = inTable(KEPT, [first, ...names].join('.'))
    if (kept !== undefined) return [asideOf(one, notJudgedYet(kept))]
    const fields = inTable(FIELDS, first)
    if (fields === undefined) return TOP.has(first) ? [] : [asideOf(one, whyNot(undefined, rest))]
    const [name = ''] = names
    const isKnown = name === '' || inTable(fields, name) !== undefined || BESIDE.has(name)
    return isKnown ? [] : [asideOf(one, whyNot(first, rest.slice(1)))]
  })
}

/** Binding leaves out what no field takes (ignoreUnknownFields), so that it reaches nobody. */
function whyNot(client: string | undefined, rest: readonly Element[]): string {
  const written = uniform(mapKey(rest))
  const reached = client === undefined ? 'it reaches no client' : `it does not reach the ${client}`
  const says = `Spring Boot has no such key, so ${reached}`
  if (written === 'transactionalid') return `${says}: spring.kafka.producer.transaction-id-prefix would`
  if (client === undefined) return `${says}${ofSome(written)}`
  const field = FIELDS[client]?.[closest(written, [...Object.keys(FIELDS[client] ?? {}), 'transactionidprefix']) ?? '']
  const kafka = ANY_KEY.get(written)
  if (kafka !== undefined) return `${says}: spring.kafka.${client}.properties.${kafka} would`
  return field === undefined ? says : `${says}: did you mean the field for ${field[0]}?`
}

function ofSome(written: string): string {
  for (const client of ['producer', 'consumer'] as const) {
    const field = inTable(FIELDS[client] ?? {}, written)
    const kafka = (client === 'producer' ? PRODUCER : CONSUMER).get(written)
    if (field !== undefined && kafka !== undefined)
      return `: spring.kafka.${client}.${kafka.replaceAll('.', '-')} would`
    if (kafka !== undefined) return `: spring.kafka.${client}.properties.${kafka} would`
  }
  return ''
}
