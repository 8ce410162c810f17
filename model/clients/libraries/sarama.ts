/** sarama, in Go. Read from config.go and async_producer.go of IBM/sarama at the tags v1.0.0 to v1.60.1. */
import { ever, type Library } from './library.ts'

const OLDEST = '1.0.0'

export const SARAMA: Library = {
  name: 'sarama',
  oldest: OLDEST,
  newest: '1.60.1',
  options: {
    'acks': { name: 'Producer.RequiredAcks' },
    'retries': { name: 'Producer.Retry.Max' },
    'max.in.flight.requests.per.connection': { name: 'Net.MaxOpenRequests' },
    'request.timeout.ms': { name: 'Producer.Timeout' },
    'linger.ms': { name: 'Producer.Flush.Frequency' },
    'enable.idempotence': { name: 'Producer.Idempotent', since: '1.20.0' },
    'transactional.id': { name: 'Producer.Transaction.ID', since: '1.38.0' },
    'transaction.timeout.ms': { name: 'Producer.Transaction.Timeout', since: '1.38.0' },
    'isolation.level': { name: 'Consumer.IsolationLevel', since: '1.22.0' },
  },
  defaults: {
    // WaitForLocal
    'acks': ever(OLDEST, '1'),
    'retries': ever(OLDEST, 3),
    'max.in.flight.requests.per.connection': ever(OLDEST, 5),
    'delivery.timeout.ms': ever(OLDEST, Number.POSITIVE_INFINITY),
    'request.timeout.ms': ever(OLDEST, 10_000),
    'linger.ms': ever(OLDEST, 0),
    'enable.idempotence': ever(OLDEST, false),
    'transactional.id': ever(OLDEST, ''),
    'transaction.timeout.ms': ever(OLDEST, 60_000),
    'isolation.level': ever(OLDEST, 'read_uncommitted'),
    'group.id': ever(OLDEST, ''),
  },
  // Config.Validate: everything has to be asked for, its defaults (WaitForLocal, 5 open requests) included.
  idempotence: ever(OLDEST, {
    transactions: 'want it asked for',
    yields: false,
    adjusts: false,
    mostInFlight: 1,
    inFlight: {},
  }),
  delivery: 'as given',
  // Up to 1.30 a broker's producer waits for each answer; since 1.48 partitions are muted (partitionMuter).
  oneByOne: [
    { from: OLDEST, is: true },
    { from: '1.31.0', is: false },
    { from: '1.48.0', is: true },
  ],
  notModelled: [],
}
