import type { Flaw } from '../flaw.ts'

export const lateProduce: Flaw = {
  id: 'D1',
  class: 'D',
  title: 'A batch that comes after the abort leaves a transaction open for ever',
  affected: '0.11 to 3.5; later without transaction.partition.verification.enable',
  reference: 'KIP-890, KAFKA-14402',
  story:
    'delivery.timeout.ms is over while a batch is on its way, and the application aborts. The marker is of the '
    + 'same producer epoch, so the batch is taken when it comes after it, and opens a transaction that the '
    + 'coordinator knows nothing of. Nobody will end it: read_committed consumers never get past it.',
  promise: 'transactions-finish',
  flawed: {
    settings: {
      'kafka.version': '3.5.2',
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: "the partition's leader asks the coordinator before it stores the first batch of a transaction (3.6.0)",
    settings: { 'kafka.version': '3.6.0' },
  },
  scope: { records: 1, faults: { timeout: 1 }, moves: 0 },
}
