import type { Flaw } from '../flaw.ts'

export const forgottenProducer: Flaw = {
  id: 'C11',
  class: 'C',
  title: 'Brokers forget a producer that still tries to send',
  affected:
    'all, where delivery.timeout.ms is longer than producer.id.expiration.ms (up to 3.3: '
    + 'transactional.id.expiration.ms)',
  reference: 'Kafka documentation, producer.id.expiration.ms',
  story:
    'The record is stored and the response is lost. Before the producer gets through again, brokers have not '
    + 'heard of it for so long that they drop what they know of it. So the retry is the first batch of a producer '
    + 'that nobody knows, and is stored once more.',
  promise: 'no-duplicates',
  flawed: {
    settings: {
      'acks': 'all',
      'delivery.timeout.ms': '120000',
      'replication.factor': '2',
      'producer.id.expiration.ms': '60000',
    },
  },
  fix: {
    says: 'producer.id.expiration.ms above delivery.timeout.ms, as it is by default',
    settings: { 'producer.id.expiration.ms': '86400000' },
  },
  scope: { records: 1, faults: { 'lost-response': 1, 'timeout': 1 }, moves: 0 },
}
