import type { Flaw } from '../flaw.ts'

export const uncleanElection: Flaw = {
  id: 'A7',
  class: 'A',
  title: 'A replica out of sync is elected',
  affected: 'all, with unclean.leader.election.enable=true; the default up to 0.10.2',
  reference: 'KIP-106, KAFKA-4623',
  story:
    'When no replica in sync is alive, unclean election takes any other. What it has not fetched is lost, '
    + 'acknowledged or not, and the old leader cuts it off.',
  promise: 'no-acknowledged-loss',
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
