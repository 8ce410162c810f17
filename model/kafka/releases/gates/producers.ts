/** The mechanisms of idempotent producers, and of what brokers remember of them. */
import type { Gate } from './gate.ts'

export const PRODUCER_GATES = {
  'remembers-five-batches': {
    says: 'a broker remembers the last five batches of an idempotent producer, and not the last one alone',
    reference: 'KAFKA-5494',
    since: ['1.0.0'],
  },
  'marker-alone-is-unknown': {
    says: "a broker that knows only a marker of a producer's epoch says that it does not know the producer",
    reference: 'ProducerAppendInfo.checkSequence, 2.0 to 2.4',
    since: ['2.0.0'],
  },
  'unknown-producer-accepted': {
    says: 'a broker that knows nothing of a producer takes a batch of it with any sequence',
    reference: 'KIP-360, KAFKA-8710',
    since: ['2.5.0'],
  },
  'first-sequence-checked': {
    says: 'a broker whose log of a partition never held a record takes only the first sequence of a producer',
    reference: 'KAFKA-15591, in no release up to 4.3',
    since: [],
  },
  'snapshots-hold-all-batches': {
    says:
      'a broker that restarts remembers the last five batches of a producer, and not only the last one that its '
      + 'snapshot holds',
    reference: 'suspected: ProducerStateManager.writeSnapshot stores the last batch of each producer',
    since: [],
  },
  'sequence-counts-when-sent': {
    says: 'a producer counts a sequence when it sends the batch, and not when the batch is acknowledged',
    reference: 'KAFKA-5494',
    since: ['1.0.0'],
  },
  'producer-bumps-epoch': {
    says: 'a producer whose sequences a broker refuses goes on in a new producer epoch',
    reference: 'KIP-360, KAFKA-8805',
    since: ['2.5.0'],
  },
  'sequences-keep-their-epoch': {
    says:
      'a producer that goes on in a new epoch begins the sequences of each partition again when nothing of the old '
      + 'epoch is under way there',
    reference: 'KAFKA-12152',
    since: ['2.7.1', '2.8.0'],
  },
  'batches-expire-under-way': {
    says: 'delivery.timeout.ms also ends a batch that is under way, and not only one that waits to be sent again',
    reference: 'KIP-91, KAFKA-5886',
    since: ['2.1.0'],
  },
} as const satisfies Readonly<Record<string, Gate>>
