/** kafkajs, in JavaScript. Read from tulios/kafkajs at the tags v1.5.0 to v2.2.4. */
import { ever, type Idempotence, type Library } from './library.ts'

const OLDEST = '1.5.0'

/** No limit: `maxInFlightRequests = null` (src/index.js, src/network/requestQueue). */
const UNLIMITED = 2_147_483_647

/**
 * src/producer/index.js: idempotence is off until it is asked for; what a transaction sends is idempotent whatever was
 * asked. In flight nothing is refused.
 */
const IDEMPOTENCE: Idempotence = {
  transactions: 'are always so',
  yields: false,
  adjusts: true,
  mostInFlight: Number.POSITIVE_INFINITY,
  inFlight: {},
}

export const KAFKAJS: Library = {
  name: 'kafkajs',
  oldest: OLDEST,
  newest: '2.2.4',
  options: {
    'acks': { name: 'acks' },
    'retries': { name: 'retry.retries' },
    'max.in.flight.requests.per.connection': { name: 'maxInFlightRequests' },
    'request.timeout.ms': { name: 'requestTimeout' },
    'enable.idempotence': { name: 'idempotent' },
    'transactional.id': { name: 'transactionalId' },
    'transaction.timeout.ms': { name: 'transactionTimeout' },
    'isolation.level': { name: 'readUncommitted' },
    'group.id': { name: 'groupId' },
  },
  defaults: {
    // An argument of send(): src/producer/messageProducer.js.
    'acks': ever(OLDEST, 'all'),
    // src/retry/defaults.js. The default of an idempotent producer (src/producer/index.js: Number.MAX_SAFE_INTEGER) is
    // never taken: Kafka.producer() (src/index.js) always hands it an object.
    'retries': ever(OLDEST, 5),
    'max.in.flight.requests.per.connection': ever(OLDEST, UNLIMITED),
    'delivery.timeout.ms': ever(OLDEST, Number.POSITIVE_INFINITY),
    'request.timeout.ms': ever(OLDEST, 30_000),
    'linger.ms': ever(OLDEST, 0),
    'enable.idempotence': ever(OLDEST, false),
    'transactional.id': ever(OLDEST, ''),
    'transaction.timeout.ms': ever(OLDEST, 60_000),
    // readUncommitted = false: src/index.js.
    'isolation.level': ever(OLDEST, 'read_committed'),
    'group.id': ever(OLDEST, ''),
  },
  // Since 2.0 a lock for each broker lets one idempotent request through at a time: src/producer/eosManager.
  idempotence: [
    { from: OLDEST, is: IDEMPOTENCE },
    { from: '2.0.0', is: { ...IDEMPOTENCE, inFlight: { always: 1 } } },
  ],
  delivery: 'as given',
  notModelled: [
    // src/producer/sendMessages.js
    'after a failed request it takes its sequence back, and the next message that is sent gets it; the one in Java '
      + 'keeps it',
  ],
}
