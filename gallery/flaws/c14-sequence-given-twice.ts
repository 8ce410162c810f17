import type { Flaw } from '../flaw.ts'

export const sequenceGivenTwice: Flaw = {
  id: 'C14',
  class: 'C',
  title: 'The sequence of a batch that failed goes to the next record, which is lost',
  affected: '0.11, when retries run out',
  reference: 'KAFKA-5494',
  story:
    'The producer counts a sequence when the batch is acknowledged. One that is stored fails for it, since its '
    + 'answers are lost and retries are used up; so the next record gets the same sequence. The broker takes it '
    + 'for the first one again, says that it is stored, and drops it.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '0.11.0.2',
      'acks': 'all',
      'enable.idempotence': 'true',
      'retries': '1',
      'max.in.flight.requests.per.connection': '1',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'the producer counts a sequence when it sends the batch (1.0.0)',
    settings: { 'kafka.version': '1.0.0' },
  },
  scope: { records: 2, faults: { 'lost-response': 2 }, moves: 0 },
}
