import type { Flaw } from '../flaw.ts'

export const staleJoin: Flaw = {
  id: 'B14',
  class: 'B',
  title: 'A replica that lost its log joins the ISR with an earlier fetch',
  affected: 'KRaft, up to 3.4',
  reference: 'KIP-903, KAFKA-14617',
  story:
    'A follower catches up, and the leader asks the controller to take it into the ISR. Before that is done its '
    + 'machine loses power and the follower is back without the record; the controller does not look which process '
    + 'has fetched, and takes it in. It may be elected at once.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'acks': 'all',
      'retries': '0',
      'enable.idempotence': 'false',
      'replication.factor': '3',
      'min.insync.replicas': '2',
    },
    gates: { 'join-needs-broker-epoch': false },
  },
  fix: {
    says: 'the controller compares broker epochs (3.5.0)',
    settings: {},
    gates: { 'join-needs-broker-epoch': true },
  },
  scope: { records: 1, faults: { 'slow-follower': 1, 'power-loss': 1 }, moves: 1 },
}
