import type { Flaw } from '../flaw.ts'

export const oneInSync: Flaw = {
  id: 'A4',
  class: 'A',
  title: 'acks=all counts the replicas in sync, and that may be the leader alone',
  affected: 'all, with min.insync.replicas=1',
  reference: 'Kafka documentation, min.insync.replicas',
  story:
    'The followers fall out of the ISR, and acks=all asks for the leader alone. When its machine loses power '
    + 'before the record is flushed, no replica has it, and the leader is elected again as the only one in sync.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: { 'acks': 'all', 'enable.idempotence': 'false', 'replication.factor': '2', 'min.insync.replicas': '1' },
  },
  fix: { says: 'min.insync.replicas=2', settings: { 'min.insync.replicas': '2' } },
  scope: { records: 1, faults: { 'slow-follower': 1, 'power-loss': 1 }, moves: 0 },
}
