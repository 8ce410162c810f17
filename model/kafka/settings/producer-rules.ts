/** What Kafka's producer makes of its own settings: what it refuses, and what it silently changes. */
import { type Find, type Versions, changed, decideAsGiven } from './as-given.ts'
import { PRODUCER } from './declared/producer.ts'
import { idempotenceOf } from './producer-idempotence.ts'
import { resolveLibrary } from './producer-library.ts'
import { type ProducerValues, refused, valuesOf } from './producer-values.ts'

const INT_MAX = 2_147_483_647

/**
 * What Kafka's producer makes of its settings as a whole: whether idempotence is really on and what it changes, and the
 * real delivery timeout.
 * @throws InputError where the producer refuses to start.
 */
export function resolveProducer(find: Find, versions: Versions) {
  const values = valuesOf(find, versions)
  const { effect, delivery } =
    values.library === undefined
      ? { effect: idempotenceOf(values), delivery: effectiveDeliveryTimeout(values) }
      : resolveLibrary(values, values.library)
  const settings = changed(decideAsGiven(PRODUCER, find, versions), {
    'acks': effect.acks,
    'retries': effect.retries,
    'max.in.flight.requests.per.connection': effect.maxInFlight,
    'enable.idempotence': effect.idempotence,
    'delivery.timeout.ms': delivery.value,
  })
  return { settings, notes: [...effect.notes, ...delivery.notes] }
}

/**
 * KafkaProducer.configureDeliveryTimeout (KIP-91): too short a timeout is refused when it was given, and raised
 * otherwise.
 */
function effectiveDeliveryTimeout(values: ProducerValues): {
  readonly value: number
  readonly notes: readonly string[]
} {
  const { deliveryTimeout, linger, requestTimeout, version } = values
  const least = Math.min(Math.min(linger.is, INT_MAX) + requestTimeout.is, INT_MAX)
  if (deliveryTimeout.is >= least) return { value: deliveryTimeout.is, notes: [] }
  if (deliveryTimeout.found !== undefined) {
    throw refused(
      deliveryTimeout.found,
      'delivery.timeout.ms',
      `${deliveryTimeout.is} is less than linger.ms + request.timeout.ms = ${linger.is} + ${requestTimeout.is}`,
      `give ${least} or more, or lower the other two`,
      `Kafka ${version}`,
    )
  }
  return { value: least, notes: [`delivery.timeout.ms is raised to ${least}: linger.ms + request.timeout.ms`] }
}
