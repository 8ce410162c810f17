/**
 * The clients that Kafka Connect makes for its connectors. connect/runtime: Worker.java (baseProducerConfigs,
 * exactlyOnceSourceTaskProducerConfigs, baseConsumerConfigs), read at tags from 0.10.0.0 to 3.3.0 and at trunk of 4.0.
 */
import type { Aside } from './form.ts'
import { asideOf, type Keyed, layered, madeFor } from './keyed.ts'

/** A producer or a consumer of a connector, from the most general to the most special. */
export interface ConnectClient {
  readonly settings: readonly Keyed[]
  readonly asides: readonly Aside[]
}

const ENDLESS = '2147483647'

/**
 * The producer of a source connector: Connect's own defaults, which retry for ever and keep the order, then what the
 * worker has below `producer.`, then the connector's overrides. With a transactional id it is one of exactly-once
 * support, and idempotent whatever the others say.
 */
export function sourceProducer(
  cause: Keyed,
  worker: readonly Keyed[],
  overrides: readonly Keyed[],
  transactional?: { readonly by: Keyed; readonly id: string },
): ConnectClient {
  const defaults = [
    ...madeFor(cause, { 'acks': 'all', 'max.in.flight.requests.per.connection': '1' }),
    ...madeFor(cause, { 'request.timeout.ms': ENDLESS }, { before: '3.0.0' }),
    ...madeFor(cause, { retries: ENDLESS }, { before: '2.1.0' }),
    ...madeFor(cause, { 'delivery.timeout.ms': ENDLESS }, { from: '2.1.0' }),
    // KAFKA-13759; 3.0.1 alone has idempotent producers by default and nothing against it here.
    ...madeFor(cause, { 'enable.idempotence': 'false' }, { from: '3.0.2' }),
  ]
  if (transactional === undefined) return { settings: layered(defaults, worker, overrides), asides: [] }
  const { by, id } = transactional
  const own = madeFor(by, { 'enable.idempotence': 'true', 'transactional.id': id })
  const given = layered(worker, overrides)
  const taken = own.flatMap(({ key, value }) => given.filter((one) => one.key === key && one.value.trim() !== value))
  return {
    settings: layered(defaults, given, own),
    // ConnectUtils.ensureProperty: warned of, and overwritten.
    asides: taken.map((one) =>
      asideOf(one, `it does not reach the producer: with exactly-once support Connect sets ${one.key} itself`),
    ),
  }
}

/** What is said of the producer that Connect makes. */
export const PRODUCER_NOTE =
  'by itself, the producer of a source connector has acks=all, one request in flight, no idempotence and endless '
  + 'retries (Connect sets them)'
