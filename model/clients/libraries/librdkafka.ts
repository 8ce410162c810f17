/**
 * librdkafka, the client in C and below those of Python, Go, .NET and others of Confluent's. Read from CONFIGURATION.md
 * at the tags 0.9.1 to v2.15.0, and from src/rdkafka_conf.c (rd_kafka_conf_finalize, rd_kafka_topic_conf_finalize) of
 * confluentinc/librdkafka.
 */
import { ever, type Library } from './library.ts'

const OLDEST = '0.9.1'

export const LIBRDKAFKA: Library = {
  name: 'librdkafka',
  oldest: OLDEST,
  newest: '2.15.0',
  options: {
    'acks': { name: 'request.required.acks' },
    'retries': { name: 'message.send.max.retries' },
    'max.in.flight.requests.per.connection': { name: 'max.in.flight.requests.per.connection' },
    'delivery.timeout.ms': { name: 'message.timeout.ms' },
    'request.timeout.ms': { name: 'request.timeout.ms' },
    'linger.ms': { name: 'queue.buffering.max.ms' },
    'enable.idempotence': { name: 'enable.idempotence', since: '1.0.0' },
    'transactional.id': { name: 'transactional.id', since: '1.4.0' },
    'transaction.timeout.ms': { name: 'transaction.timeout.ms', since: '1.4.0' },
    'isolation.level': { name: 'isolation.level', since: '1.2.0' },
    'group.id': { name: 'group.id' },
  },
  defaults: {
    'acks': [
      { from: OLDEST, is: '1' },
      { from: '1.0.0', is: 'all' },
    ],
    'retries': [
      { from: OLDEST, is: 2 },
      { from: '1.5.2', is: 2_147_483_647 },
    ],
    'max.in.flight.requests.per.connection': ever(OLDEST, 1_000_000),
    'delivery.timeout.ms': ever(OLDEST, 300_000),
    'request.timeout.ms': [
      { from: OLDEST, is: 5_000 },
      { from: '1.5.2', is: 30_000 },
    ],
    // A number with a fraction: 0.5 from 1.2 to 1.4.
    'linger.ms': [
      { from: OLDEST, is: 1_000 },
      { from: '0.11.0', is: 0 },
      { from: '1.5.0', is: 5 },
    ],
    'enable.idempotence': ever(OLDEST, false),
    'transactional.id': ever(OLDEST, ''),
    'transaction.timeout.ms': ever(OLDEST, 60_000),
    // Before it had the option it read whatever the broker gave it.
    'isolation.level': [
      { from: OLDEST, is: 'read_uncommitted' },
      { from: '1.2.0', is: 'read_committed' },
    ],
    'group.id': ever(OLDEST, ''),
  },
  // RD_KAFKA_IDEMP_MAX_INFLIGHT
  idempotence: ever(OLDEST, {
    transactions: 'bring it',
    yields: false,
    adjusts: true,
    mostInFlight: 5,
    inFlight: { unasked: 5 },
    retries: 2_147_483_647,
  }),
  delivery: 'within a transaction',
  notModelled: [
    // src/rdkafka_request.c, rd_kafka_handle_idempotent_Produce_error
    'it ends for good (a fatal error) where a broker has lost the sequences of a partition, and the one in Java goes '
      + 'on in a new epoch',
  ],
}
