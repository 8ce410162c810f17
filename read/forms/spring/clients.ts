/**
 * The clients that Spring Boot makes of `spring.kafka`. module/spring-boot-kafka: KafkaProperties.java
 * (buildCommonProperties, buildProducerProperties, buildConsumerProperties, buildStreamsProperties),
 * KafkaAutoConfiguration.java; spring-kafka: DefaultKafkaProducerFactory.java.
 */
import { isOfSection, modelledKey } from '../../../model/kafka/settings/place.ts'
import type { Section } from '../../../model/kafka/settings/given.ts'
import type { Aside } from '../form.ts'
import { asideOf, inTable, type Keyed, layered } from '../keyed.ts'
import { type StreamsClients, streamsClients } from '../streams-clients.ts'
import { CONSUMER_FIELDS, convertedValue, type Field, PRODUCER_FIELDS, STREAMS_FIELDS } from './fields.ts'
import { atPath, belowPath, mapAt, uniform } from './names.ts'
import { RANDOM } from './placeholders.ts'

/** A producer and a consumer, by Kafka's names. */
export interface SpringClients {
  readonly producer: readonly Keyed[]
  readonly consumer: readonly Keyed[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

type ClientSection = Extract<Section, 'producer' | 'consumer'>

/** Common properties, then the typed fields of the client, then its own `properties`: the last one counts. */
export function kafkaClients(all: readonly Keyed[]): SpringClients {
  const common = commonProperties(all)
  const producer = ofProducer(all, common)
  const written = {
    producer: [typedFields(all, 'producer', PRODUCER_FIELDS), mapAt(all, 'spring', 'kafka', 'producer', 'properties')],
    consumer: [typedFields(all, 'consumer', CONSUMER_FIELDS), mapAt(all, 'spring', 'kafka', 'consumer', 'properties')],
  }
  const commonOfConsumer = common.filter(({ key }) => isOfSection('consumer', key) && key !== 'isolation.level')
  return {
    producer: producer.settings,
    consumer: layered(commonOfConsumer, ...written.consumer),
    asides: [...producer.asides, ...isolationAsides(common)],
    notes: [
      ...producer.notes,
      ...overridden('producer', [commonOf('producer', common), ...written.producer]),
      ...overridden('consumer', [commonOfConsumer, ...written.consumer]),
    ],
  }
}

/** Streams' own properties: common ones, then the typed fields, then `properties`; none where the application has none. */
export function kafkaStreams(all: readonly Keyed[]): StreamsClients | undefined {
  const own = belowPath(all, 'spring', 'kafka', 'streams')
  const [first] = own
  if (first === undefined) return undefined
  const name = atPath(all, 'spring', 'application', 'name')
  const settings = layered(
    name === undefined ? [] : [{ ...name, key: 'application.id' }],
    commonProperties(all),
    typedFields(all, 'streams', STREAMS_FIELDS),
    mapAt(all, 'spring', 'kafka', 'streams', 'properties'),
  )
  return streamsClients(settings, first.one)
}

/** `spring.kafka.bootstrap-servers`, `client-id` and `properties`. */
function commonProperties(all: readonly Keyed[]): readonly Keyed[] {
  const fields = (['bootstrapservers', 'clientid'] as const).flatMap((name) => {
    const one = atPath(all, 'spring', 'kafka', name)
    return one === undefined ? [] : [{ ...one, key: name === 'clientid' ? 'client.id' : 'bootstrap.servers' }]
  })
  return layered(fields, mapAt(all, 'spring', 'kafka', 'properties'))
}

/** Every client gets all of them and leaves alone what it does not have; what nobody has is told of once. */
function commonOf(section: ClientSection, common: readonly Keyed[]): readonly Keyed[] {
  return common.filter(
    ({ key }) => isOfSection(section, key) || (section === 'producer' && !isOfSection('consumer', key)),
  )
}

function typedFields(all: readonly Keyed[], client: string, fields: Readonly<Record<string, Field>>): readonly Keyed[] {
  const read = belowPath(all, 'spring', 'kafka', client).flatMap(({ one, rest }) => {
    const [name, index] = rest
    const field = rest.length > 2 || index?.isIndexed === false ? undefined : inTable(fields, uniform(name?.text ?? ''))
    // Nothing is no number, no duration and no switch, so that such a field is not set.
    if (field === undefined || (one.value.trim() === '' && field[0] !== 'acks')) return []
    const [key, kind] = field
    return [{ ...one, key, value: convertedValue(kind, one) }]
  })
  return layered(read)
}

interface Producer {
  readonly settings: readonly Keyed[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

/**
 * DefaultKafkaProducerFactory makes a transactional producer where there is a prefix, and takes transactional.id for
 * one; setTransactionIdPrefix comes after it.
 */
function ofProducer(all: readonly Keyed[], common: readonly Keyed[]): Producer {
  const settings = layered(
    commonOf('producer', common),
    typedFields(all, 'producer', PRODUCER_FIELDS),
    mapAt(all, 'spring', 'kafka', 'producer', 'properties'),
  )
  const prefix =
    atPath(all, 'spring', 'kafka', 'producer', 'transactionidprefix')
    ?? settings.find(({ key }) => key === 'transactional.id')
  return prefix === undefined ? { settings, asides: [], notes: [] } : withPrefix(settings, prefix)
}

/** A producer that is transactional because of this prefix (DefaultTransactionIdSuffixStrategy: 0, 1, …). */
export function withPrefix(settings: readonly Keyed[], prefix: Keyed): Producer {
  const value = prefix.value.trim()
  return {
    settings: layered(settings, [{ ...prefix, key: 'transactional.id', value: value === '' ? '0' : value }]),
    asides: [],
    notes: [
      ...(value.includes(RANDOM)
        ? [
            `${prefix.origin.key}: another transactional.id at each start, with which no process fences the one before it`,
          ]
        : []),
      `${prefix.origin.key}: Spring makes the producers transactional, and appends a number to it for the transactional.id `
        + `of each (${value}0, ${value}1, …)`,
    ],
  }
}

/** Consumer.isolationLevel is READ_UNCOMMITTED where nobody sets it, and is written over what is common. */
function isolationAsides(common: readonly Keyed[]): readonly Aside[] {
  return common
    .filter(({ key }) => key === 'isolation.level')
    .map((one) =>
      asideOf(
        one,
        'it does not reach the consumer: Spring Boot writes its own isolation-level over it; '
          + 'spring.kafka.consumer.isolation-level would',
      ),
    )
}

function overridden(section: Section, layers: readonly (readonly Keyed[])[]): readonly string[] {
  const all = layers.flat()
  const used = new Set(layered(...layers))
  return all
    .filter((one) => !used.has(one) && modelledKey(section, one.key) !== undefined)
    .flatMap((one) => {
      const by = all.findLast(({ key }) => key === one.key)
      return by === undefined || by.value.trim() === one.value.trim()
        ? []
        : [`${one.origin.key} (${placeOf(one, by)}) is overridden by ${by.origin.key} (${placeOf(by, one)})`]
    })
}

/** Its file too, where the other one stands in another file. */
function placeOf({ origin }: Keyed, other: Keyed): string {
  return origin.file === other.origin.file ? `line ${origin.line}` : `${origin.file}:${origin.line}`
}
