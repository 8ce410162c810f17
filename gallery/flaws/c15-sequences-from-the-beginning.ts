import type { Flaw } from '../flaw.ts'

export const sequencesFromTheBeginning: Flaw = {
  id: 'C15',
  class: 'C',
  title: 'Sequences begin again in the same epoch, and a record is taken for another one',
  affected: '1.0 to 2.4',
  reference: 'KIP-360, KAFKA-8710',
  story:
    'A new leader knows nothing of the producer and refuses its second batch. The first has expired meanwhile, '
    + 'while its request is still on its way, so the producer gives the second its sequence, 0. Then the first '
    + 'arrives late and is stored, and the second is answered as if it were that one: it is acknowledged, and it '
    + 'is nowhere.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: { 'kafka.version': '2.4.1', 'acks': 'all', 'enable.idempotence': 'true', 'replication.factor': '2' },
  },
  fix: {
    says:
      'the producer begins its sequences again in a new epoch, in which nothing late is taken for one of them '
      + '(2.5.0)',
    settings: { 'kafka.version': '2.5.0' },
  },
  scope: { records: 2, faults: { timeout: 1 }, moves: 1 },
}
