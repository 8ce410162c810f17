import type { Flaw } from '../flaw.ts'

export const lateProduceCommitted: Flaw = {
  id: 'D1b',
  class: 'D',
  title: 'A batch that comes after the abort is committed with the next transaction',
  affected:
    '0.11 to 3.5; later without transaction.partition.verification.enable, where transaction version 2 is not in use',
  reference: 'KIP-890, KAFKA-14402',
  story:
    'As D1: a batch comes after the marker that aborted it, and opens a transaction of its own. Then the '
    + 'producer writes its next transaction to the same partition, and the marker that commits it commits all that '
    + 'is open there.',
  promise: 'read-committed',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'min.insync.replicas': '2',
      'transaction.version': '1',
      'transaction.partition.verification.enable': 'false',
    },
  },
  fix: {
    says:
      'transaction version 2: a marker is of a newer epoch than all that it ends, and what comes after it is '
      + 'refused (4.0)',
    settings: { 'transaction.version': '2' },
  },
  scope: { records: 2, faults: { timeout: 1 }, moves: 0 },
}
