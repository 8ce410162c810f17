import type { Flaw } from '../flaw.ts'

export const lateRecordJoins: Flaw = {
  id: 'D17',
  class: 'D',
  title: 'A record of an aborted transaction comes late, and is committed with the next one',
  affected: '2.5 to 3.9; later where transaction version 2 is not in use',
  reference: 'KIP-890, KAFKA-14402',
  story:
    'The application has called commitTransaction when delivery.timeout.ms of a batch is over, and aborts. A '
    + 'producer whose batch fails goes on in a new epoch, but not where the end of the transaction is waited for '
    + 'already (TransactionManager.isCompleting): the next transaction has the same epoch and writes to the same '
    + 'partition, so the coordinator confirms the late batch as one of it.',
  promise: 'atomic-transactions',
  flawed: {
    settings: {
      'kafka.version': '3.9.1',
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'transaction version 2: each transaction has an epoch of its own (4.0), and a marker needs a newer one (4.2)',
    settings: { 'kafka.version': '4.2.0' },
  },
  scope: { records: 2, faults: { timeout: 1 }, moves: 0 },
}
