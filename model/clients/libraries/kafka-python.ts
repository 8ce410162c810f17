/** kafka-python. Read from kafka/producer/kafka.py of dpkp/kafka-python at the tags 1.0.0 to 3.0.11. */
import { ever, type Library } from './library.ts'

const OLDEST = '1.0.0'

/** `float('inf')`. */
const UNLIMITED = 2_147_483_647

export const KAFKA_PYTHON: Library = {
  name: 'kafka-python',
  oldest: OLDEST,
  newest: '3.0.11',
  options: {
    'acks': { name: 'acks' },
    'retries': { name: 'retries' },
    'max.in.flight.requests.per.connection': { name: 'max_in_flight_requests_per_connection' },
    'delivery.timeout.ms': { name: 'delivery_timeout_ms', since: '2.2.0' },
    'request.timeout.ms': { name: 'request_timeout_ms' },
    'linger.ms': { name: 'linger_ms' },
    'enable.idempotence': { name: 'enable_idempotence', since: '2.2.0' },
    'transactional.id': { name: 'transactional_id', since: '2.2.0' },
    'transaction.timeout.ms': { name: 'transaction_timeout_ms', since: '2.2.0' },
    'isolation.level': { name: 'isolation_level', since: '2.2.0' },
    'group.id': { name: 'group_id' },
  },
  defaults: {
    'acks': [
      { from: OLDEST, is: '1' },
      { from: '3.0.0', is: 'all' },
    ],
    'retries': [
      { from: OLDEST, is: 0 },
      { from: '2.2.0', is: UNLIMITED },
    ],
    'max.in.flight.requests.per.connection': ever(OLDEST, 5),
    'delivery.timeout.ms': [
      { from: OLDEST, is: Number.POSITIVE_INFINITY },
      { from: '2.2.0', is: 120_000 },
    ],
    'request.timeout.ms': ever(OLDEST, 30_000),
    'linger.ms': ever(OLDEST, 0),
    'enable.idempotence': [
      { from: OLDEST, is: false },
      { from: '3.0.0', is: true },
    ],
    'transactional.id': ever(OLDEST, ''),
    'transaction.timeout.ms': ever(OLDEST, 60_000),
    'isolation.level': ever(OLDEST, 'read_uncommitted'),
    'group.id': ever(OLDEST, ''),
  },
  idempotence: [
    {
      from: OLDEST,
      is: { transactions: 'bring it', yields: false, adjusts: true, mostInFlight: 1, inFlight: { unasked: 1 } },
    },
    {
      from: '3.0.0',
      is: { transactions: 'bring it', yields: true, adjusts: true, mostInFlight: 5, inFlight: { unasked: 5 } },
    },
  ],
  // kafka/producer/record_accumulator.py
  delivery: 'refused below one attempt',
  notModelled: [],
}
