/** What counts of a producer's settings, as its rules look at it. */
import { JAVA, libraryNamed } from '../../clients/libraries.ts'
import type { Library } from '../../clients/libraries/library.ts'
import { InputError } from '../../input-error.ts'
import { type Find, type Versions, type WithDefault, foundOf, valueOf } from './as-given.ts'
import { PRODUCER } from './declared/producer.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import { whereOf } from './given.ts'
import type { Found } from './read.ts'
import type { KafkaSettings } from './types.ts'

/** A value as given or by default, and what the user wrote, to say where a refused one stands. */
export interface Read<T> {
  readonly is: T
  readonly found: Found<T> | undefined
}

export interface ProducerValues {
  readonly version: string
  /** The library, where it is not the client in Java. */
  readonly library: Library | undefined
  readonly release: string
  readonly acks: Read<KafkaSettings['acks']>
  readonly retries: Read<number>
  readonly maxInFlight: Read<number>
  readonly idempotence: Read<boolean>
  readonly deliveryTimeout: Read<number>
  readonly linger: Read<number>
  readonly requestTimeout: Read<number>
  readonly transactionalId: Read<string>
  readonly transactionTimeout: Read<number>
}

/** Read in this order: the first value that Kafka refuses by itself is told. */
export function valuesOf(find: Find, versions: Versions): ProducerValues {
  const read = <T>(declared: WithDefault<T>): Read<T> => ({
    found: foundOf(declared, find),
    is: valueOf(declared, find, versions),
  })
  return {
    version: versions['kafka.version'],
    library: libraryNamed(versions.client ?? JAVA),
    release: versions['client.version'] ?? '',
    acks: read(PRODUCER['acks']),
    retries: read(PRODUCER['retries']),
    maxInFlight: read(PRODUCER['max.in.flight.requests.per.connection']),
    idempotence: read(PRODUCER['enable.idempotence']),
    deliveryTimeout: read(PRODUCER['delivery.timeout.ms']),
    linger: read(PRODUCER['linger.ms']),
    requestTimeout: read(PRODUCER['request.timeout.ms']),
    transactionalId: read(TRANSACTIONS['transactional.id']),
    transactionTimeout: read(TRANSACTIONS['transaction.timeout.ms']),
  }
}

/** The producer does not start with it. */
export function refused(
  found: Found<unknown> | undefined,
  key: string,
  why: string,
  remedy: string,
  whose: string,
): InputError {
  const where = found === undefined ? 'producer' : whereOf(found.given.origin)
  return new InputError({
    where,
    key: found?.given.origin.key ?? key,
    problem: `${whose} refuses it: ${why}`,
    remedy,
  })
}
