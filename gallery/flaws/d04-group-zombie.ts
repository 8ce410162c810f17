import type { Flaw } from '../flaw.ts'

export const groupZombie: Flaw = {
  id: 'D4',
  class: 'D',
  title: 'A process that lost its input to another one commits what it made of it',
  affected: 'up to 2.4; later where sendOffsetsToTransaction is not told the metadata of the group',
  reference: 'KIP-447',
  story:
    'Two processes of one group read, send what they make of it, and commit their position in the same '
    + 'transaction, each with a transactional id of its own. One is late, the group gives its input to the other, '
    + 'and that processes the same record. Then the first goes on: it is fenced by nobody, since its id is its '
    + 'own, and its position is taken.',
  promise: 'at-most-once',
  flawed: {
    settings: { 'transactional.id': 'orders', 'isolation.level': 'read_committed', 'min.insync.replicas': '2' },
    gates: { 'offset-commits-fenced-by-group': false },
  },
  fix: {
    says: "the group's coordinator takes a position only from the process that owns the input (2.5.0)",
    settings: {},
    gates: { 'offset-commits-fenced-by-group': true },
  },
  scope: { records: 1, faults: { timeout: 1 }, moves: 0, loop: true },
}
