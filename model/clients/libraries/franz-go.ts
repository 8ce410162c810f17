/** franz-go, in Go. Read from pkg/kgo/config.go and sink.go of twmb/franz-go at the tags v1.5.0 to v1.21.5. */
import { ever, type Library } from './library.ts'

const OLDEST = '1.5.0'

export const FRANZ_GO: Library = {
  name: 'franz-go',
  oldest: OLDEST,
  newest: '1.21.5',
  options: {
    'acks': { name: 'RequiredAcks' },
    'retries': { name: 'RecordRetries' },
    'max.in.flight.requests.per.connection': { name: 'MaxProduceRequestsInflightPerBroker' },
    'delivery.timeout.ms': { name: 'RecordDeliveryTimeout' },
    'request.timeout.ms': { name: 'ProduceRequestTimeout' },
    'linger.ms': { name: 'ProducerLinger' },
    'enable.idempotence': { name: 'DisableIdempotentWrite' },
    'transactional.id': { name: 'TransactionalID' },
    'transaction.timeout.ms': { name: 'TransactionTimeout' },
    'isolation.level': { name: 'FetchIsolationLevel' },
    'group.id': { name: 'ConsumerGroup' },
  },
  defaults: {
    'acks': ever(OLDEST, 'all'),
    // math.MaxInt64: without a limit.
    'retries': ever(OLDEST, 2_147_483_647),
    'max.in.flight.requests.per.connection': ever(OLDEST, 1),
    'delivery.timeout.ms': ever(OLDEST, Number.POSITIVE_INFINITY),
    'request.timeout.ms': ever(OLDEST, 10_000),
    'linger.ms': [
      { from: OLDEST, is: 0 },
      { from: '1.20.0', is: 10 },
    ],
    'enable.idempotence': ever(OLDEST, true),
    'transactional.id': ever(OLDEST, ''),
    'transaction.timeout.ms': ever(OLDEST, 40_000),
    'isolation.level': ever(OLDEST, 'read_uncommitted'),
    'group.id': ever(OLDEST, ''),
  },
  // cfg.validate; an idempotent producer has up to four requests under way (sink.firstRespCheck).
  idempotence: ever(OLDEST, {
    transactions: 'bring it',
    yields: false,
    adjusts: true,
    mostInFlight: 1,
    inFlight: { always: 4 },
  }),
  delivery: 'as given',
  notModelled: [
    // RecordDeliveryTimeout and RecordRetries in pkg/kgo/config.go
    'it gives up no record of which nobody knows whether it was stored, unless AllowIdempotentProduceCancellation is '
      + 'set; here it may, as the one in Java does',
  ],
}
