/**
 * The clients of Spring Cloud Stream's Kafka binder. binders/kafka-binder: KafkaBinderConfigurationProperties.java
 * (mergedProducerConfiguration, mergedConsumerConfiguration), BindingUtils.java (createProducerConfigs,
 * createConsumerConfigs), KafkaMessageChannelBinder.java (onInit, createProducerMessageHandler).
 */
import { isOfSection } from '../../../model/kafka/settings/place.ts'
import type { Aside, Part } from '../form.ts'
import { alike, asideOf, inSection, type Keyed, layered, type NamedClient, withTopics } from '../keyed.ts'
import { bindingsOf, type Binding } from './bindings.ts'
import { binderAsides } from './binder-asides.ts'
import { type SpringClients, withPrefix } from './clients.ts'
import { atPath, mapAt, uniform } from './names.ts'
import { topicsOf } from './binder-topics.ts'

const BINDER = ['spring', 'cloud', 'stream', 'kafka', 'binder'] as const
const BINDINGS = ['spring', 'cloud', 'stream', 'kafka', 'bindings'] as const
const DEFAULTS = ['spring', 'cloud', 'stream', 'kafka', 'default'] as const

export interface OfBinder {
  readonly parts: readonly Part[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

/**
 * A client for every pair of bindings that differ; `boot` is what `spring.kafka` says, which the binder's settings
 * override. With a transaction-id-prefix all bindings share one producer.
 */
export function ofBinder(all: readonly Keyed[], boot: SpringClients, binder?: string): OfBinder {
  const bindings = bindingsOf(all, binder)
  const outs = bindings.filter(({ isOut }) => isOut)
  const ins = bindings.filter(({ isIn }) => isIn)
  const base = { producer: binderProducer(all, boot), consumer: binderConsumer(all, boot) }
  const transactional = transactionalProducer(all, base.producer, outs)
  const producers: readonly NamedClient[] =
    transactional === undefined
      ? ownOf(all, base.producer, outs, 'producer')
      : [{ name: '', settings: transactional.settings }]
  const consumers = ownOf(all, base.consumer, ins, 'consumer')
  const topics = topicsOf(all, outs.length > 0 ? outs : ins)
  const pairsOf = (some: readonly NamedClient[]): readonly Part[] =>
    some.flatMap((producer) => consumers.map((consumer) => pairOf(producer, consumer, binder)))
  return {
    parts:
      producers.length > 1 && topics.length > 0
        ? outs.flatMap((out) =>
            pairsOf(ownOf(all, base.producer, [out], 'producer')).flatMap((part) =>
              withTopics(part, topicsOf(all, [out])),
            ),
          )
        : binder === undefined
          ? [...pairsOf(producers), ...topics]
          : pairsOf(producers).flatMap((part) => withTopics(part, topics)),
    asides: [...binderAsides(all), ...(transactional?.asides ?? [])],
    notes: [...(transactional?.notes ?? []), ...producers.slice(0, 1).flatMap(({ settings }) => acksNotes(settings))],
  }
}

function pairOf(producer: NamedClient, consumer: NamedClient, binder: string | undefined): Part {
  const names = [binder === undefined ? '' : `binder ${binder}`, producer.name, consumer.name]
  return {
    kind: 'client',
    name: names.filter((name) => name !== '').join(', '),
    given: [...inSection('producer', producer.settings), ...inSection('consumer', consumer.settings)],
  }
}

/** required-acks, then `spring.kafka`, then what of `configuration` is a producer's, then `producer-properties`. */
function binderProducer(all: readonly Keyed[], boot: SpringClients): readonly Keyed[] {
  const acks = atPath(all, ...BINDER, 'requiredacks')
  return layered(
    acks === undefined ? [] : [{ ...acks, key: 'acks' }],
    boot.producer,
    mapAt(all, ...BINDER, 'configuration').filter(
      ({ key }) => isOfSection('producer', key) || !isOfSection('consumer', key),
    ),
    mapAt(all, ...BINDER, 'producerproperties'),
  )
}

/** The group is the binding's (filterStreamManagedConfiguration takes group.id out). */
function binderConsumer(all: readonly Keyed[], boot: SpringClients): readonly Keyed[] {
  return layered(
    boot.consumer,
    mapAt(all, ...BINDER, 'configuration').filter(({ key }) => isOfSection('consumer', key)),
    mapAt(all, ...BINDER, 'consumerproperties'),
  ).filter(({ key }) => key !== 'group.id')
}

/** Each binding with its own `configuration`; the base where there is none. */
function ownOf(
  all: readonly Keyed[],
  base: readonly Keyed[],
  bindings: readonly Binding[],
  client: 'producer' | 'consumer',
): readonly NamedClient[] {
  if (bindings.length === 0) return [{ name: '', settings: base }]
  const own = bindings.map(({ name }) => ({
    name,
    settings: layered(
      base,
      mapAt(all, ...DEFAULTS, client, 'configuration'),
      mapAt(all, ...BINDINGS, uniform(name), client, 'configuration'),
    ),
  }))
  return alike('binding', client, own)
}

/** KafkaMessageChannelBinder.onInit: the producer of the transaction manager, which all bindings send with. */
function transactionalProducer(all: readonly Keyed[], base: readonly Keyed[], outs: readonly Binding[]) {
  const prefix = atPath(all, ...BINDER, 'transaction', 'transactionidprefix')
  if (prefix === undefined || prefix.value.trim() === '') return undefined
  const settings = layered(base, mapAt(all, ...BINDER, 'transaction', 'producer', 'configuration'))
  const unused = outs.flatMap(({ name }) => mapAt(all, ...BINDINGS, uniform(name), 'producer', 'configuration'))
  const made = withPrefix(settings, prefix)
  const why =
    'it does not reach the producer: with a transaction-id-prefix all bindings share one, and '
    + 'spring.cloud.stream.kafka.binder.transaction.producer.configuration would'
  return { ...made, asides: [...made.asides, ...unused.map((one) => asideOf(one, why))] }
}

/** requiredAcks was "1" up to Spring Cloud Stream 5.0.1, and no file says which release runs. */
function acksNotes(producer: readonly Keyed[]): readonly string[] {
  return producer.some(({ key }) => key === 'acks')
    ? []
    : [
        "required-acks is not set: Spring Cloud Stream takes all since 5.0.2 and 1 before; Kafka's default is judged, "
          + 'and --set acks=1 judges the other',
      ]
}
