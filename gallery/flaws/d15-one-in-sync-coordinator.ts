import type { Flaw } from '../flaw.ts'

export const oneInSyncCoordinator: Flaw = {
  id: 'D15',
  class: 'D',
  title: 'A coordinator alone in the ISR decides, and forgets',
  affected: 'all, with transaction.state.log.min.isr=1',
  reference: 'Kafka documentation, transaction.state.log.min.isr',
  story:
    'The transaction log counts as replicated when the replicas in sync have it, and that may be the coordinator '
    + 'alone. It tells the producer that the transaction is committed and loses power before anything of that is '
    + 'on its disk. What it comes back with is an open transaction, which times out and is aborted.',
  promise: 'atomic-transactions',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'replication.factor': '1',
      'transaction.state.log.replication.factor': '2',
      'transaction.state.log.min.isr': '1',
    },
  },
  fix: {
    says: 'transaction.state.log.min.isr=2, which is the default',
    settings: { 'transaction.state.log.min.isr': '2' },
  },
  scope: { records: 1, faults: { 'partition': 1, 'power-loss': 1 }, moves: 0 },
}
