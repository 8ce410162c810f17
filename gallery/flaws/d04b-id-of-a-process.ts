import type { Flaw } from '../flaw.ts'

export const idOfAProcess: Flaw = {
  id: 'D4b',
  class: 'D',
  title: 'The same, where the transactional id belongs to a process and not to a partition',
  affected: 'up to 2.4, as D4',
  reference: 'KIP-129, KIP-447',
  story:
    'As long as nobody asks for the generation of the group, only an id for each partition of the input keeps the '
    + 'process that has lost it from committing: its new owner begins with the same id, and so fences the old one. '
    + "It is what Streams' exactly_once does, with an id for each of its tasks.",
  promise: 'at-most-once',
  flawed: {
    settings: { 'transactional.id': 'orders', 'isolation.level': 'read_committed', 'min.insync.replicas': '2' },
    gates: { 'offset-commits-fenced-by-group': false },
  },
  fix: {
    says: 'each partition of the input has a transactional id (transactional.ids=per-partition)',
    settings: { 'transactional.ids': 'per-partition' },
    gates: {},
  },
  scope: { records: 1, faults: { timeout: 1 }, moves: 0, loop: true },
}
