import type { Flaw } from '../flaw.ts'

export const lateEndLost: Flaw = {
  id: 'D3b',
  class: 'D',
  title: 'A late EndTxn aborts half of the next transaction, and its commit succeeds',
  affected: 'as D3a',
  reference: 'KAFKA-17754, KIP-890',
  story:
    'The first transaction is aborted, and a repetition of its EndTxn comes late: it aborts what the second has '
    + 'written so far. When the producer adds another partition, the coordinator begins a new transaction for it '
    + 'and nobody is told. So the commit succeeds, and what was written before is lost.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'num.partitions': '2',
      'replication.factor': '1',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'transaction.version': '1',
    },
  },
  fix: {
    says: 'transaction version 2: each transaction has an epoch of its own (4.0)',
    settings: { 'transaction.version': '2' },
  },
  scope: { records: 3, faults: { pause: 1 }, moves: 0 },
}
