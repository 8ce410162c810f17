import type { Flaw } from '../flaw.ts'

export const oneBatch: Flaw = {
  id: 'C1',
  class: 'C',
  title: 'A broker that remembers one batch does not know the one before it again',
  affected: '0.11, which therefore allowed one request in flight and no more',
  reference: 'KAFKA-5494',
  story:
    'Two batches are stored, and the producer hears of neither. It sends the first again, and the broker, which '
    + 'remembers the second alone, refuses it as out of order. The producer takes that for a loss, goes on in a '
    + 'new epoch, and both are stored once more.',
  promise: 'no-duplicates',
  flawed: {
    settings: { 'acks': 'all', 'max.in.flight.requests.per.connection': '5', 'min.insync.replicas': '2' },
    gates: { 'remembers-five-batches': false },
  },
  fix: {
    says: 'brokers remember the last five batches of a producer, which is as many as may be in flight (1.0.0)',
    settings: {},
    gates: { 'remembers-five-batches': true },
  },
  scope: { records: 2, faults: { timeout: 1 }, moves: 0 },
}
