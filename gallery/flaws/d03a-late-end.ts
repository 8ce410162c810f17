import type { Flaw } from '../flaw.ts'

export const lateEnd: Flaw = {
  id: 'D3a',
  class: 'D',
  title: 'A late EndTxn commits the next transaction before its application does',
  affected: '0.11 to 3.9; later with transaction version 0 or 1',
  reference: 'KAFKA-17754, KIP-890',
  story:
    'The coordinator is slow: the producer gives up waiting for the answer to its EndTxn, closes the connection '
    + 'and asks again, which works. The first request comes late, while the next transaction is open, and nothing '
    + 'in it says which one it was meant for. So consumers are given what is neither finished nor decided.',
  promise: 'read-committed',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
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
  scope: { records: 2, faults: { pause: 1 }, moves: 0 },
}
