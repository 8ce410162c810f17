import type { Flaw } from '../flaw.ts'

export const singleReplica: Flaw = {
  id: 'A5',
  class: 'A',
  title: 'One replica, and its machine loses power',
  affected: 'all, with replication factor 1',
  reference: 'Kafka documentation, replication',
  story:
    'A broker acknowledges what is in its page cache. Without another replica, what was not flushed when the '
    + 'machine loses power is gone.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: { 'acks': 'all', 'enable.idempotence': 'false', 'replication.factor': '1', 'min.insync.replicas': '1' },
  },
  fix: { says: 'three replicas, two in sync', settings: { 'replication.factor': '3', 'min.insync.replicas': '2' } },
  scope: { records: 1, faults: { 'power-loss': 1 }, moves: 0 },
}
