import type { Flaw } from '../flaw.ts'

export const lateEndTorn: Flaw = {
  id: 'D3c',
  class: 'D',
  title: 'A late EndTxn tears the next transaction in two',
  affected: 'as D3a',
  reference: 'KAFKA-17754, KIP-890',
  story:
    'As D3b, from the side of those who read: of one transaction with records in two partitions they are given '
    + 'the record of one and never that of the other.',
  promise: 'atomic-transactions',
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
