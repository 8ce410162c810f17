import type { Flaw } from '../flaw.ts'

export const readUncommitted: Flaw = {
  id: 'A20',
  class: 'A',
  title: 'read_uncommitted shows records of transactions that are open or aborted',
  affected: "0.11 on, with isolation.level=read_uncommitted, which is the default of Kafka's own consumers",
  reference: 'KIP-98',
  story:
    'Records of a transaction stand in the log from the moment they are stored, whatever becomes of it. A '
    + 'consumer is given them at once unless it asks for committed ones alone.',
  promise: 'read-committed',
  flawed: {
    settings: { 'transactional.id': 'orders', 'isolation.level': 'read_uncommitted', 'min.insync.replicas': '2' },
  },
  fix: { says: 'isolation.level=read_committed', settings: { 'isolation.level': 'read_committed' } },
  scope: { records: 2, faults: {}, moves: 0 },
}
