import type { Flaw } from '../flaw.ts'

export const offsetReuse: Flaw = {
  id: 'A7b',
  class: 'A',
  title: 'After an unclean election an offset holds another record',
  affected: 'all, with unclean.leader.election.enable=true',
  reference: 'KIP-106; KIP-320 for what consumers do about it',
  story:
    'The new leader writes its own record where the old one had another, which consumers had read. A consumer '
    + 'that has read the old record goes on behind it and never sees the new one.',
  promise: 'stable-offsets',
  flawed: {
    settings: {
      'acks': 'all',
      'enable.idempotence': 'false',
      'replication.factor': '2',
      'unclean.leader.election.enable': 'true',
    },
  },
  fix: { says: 'unclean.leader.election.enable=false', settings: { 'unclean.leader.election.enable': 'false' } },
  scope: { records: 1, faults: { 'slow-follower': 1, 'crash': 1 }, moves: 0 },
}
