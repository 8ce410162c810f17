import type { Flaw } from '../flaw.ts'

export const markerLost: Flaw = {
  id: 'D18',
  class: 'D',
  title: 'An unclean election loses the marker of a transaction that is complete',
  affected: 'all, with unclean.leader.election.enable=true',
  reference: 'KAFKA-20716',
  story:
    'The marker is written by a leader that is alone in sync, and the coordinator notes that the transaction is '
    + 'complete. Then a replica without the marker is elected. It has the records of the transaction and nothing '
    + 'that ends them, and nobody will send the marker again: read_committed consumers never get past them.',
  promise: 'transactions-finish',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'replication.factor': '2',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'unclean.leader.election.enable': 'true',
      'brokers': '2',
      'eligible.leader.replicas.version': '0',
    },
  },
  fix: { says: 'only replicas in sync are elected', settings: { 'unclean.leader.election.enable': 'false' } },
  scope: { records: 1, faults: { partition: 1, crash: 1 }, moves: 0 },
}
