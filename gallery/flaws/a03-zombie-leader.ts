import type { Flaw } from '../flaw.ts'

export const zombieLeader: Flaw = {
  id: 'A3',
  class: 'A',
  title: 'A leader that was deposed goes on acknowledging',
  affected: 'all, with acks=1',
  reference: 'Kafka documentation, acks; brokers have no leader lease',
  story:
    'A leader that is cut off from the controller does not know that its session is over and another broker '
    + 'leads. Clients that still reach it write to it, and with acks=1 it acknowledges alone. When it hears the '
    + 'news it cuts those records off.',
  promise: 'no-acknowledged-loss',
  flawed: { settings: { 'acks': '1', 'enable.idempotence': 'false', 'min.insync.replicas': '2' } },
  fix: {
    says: 'acks=all: the records would have to be fetched, and the followers do not fetch there any more',
    settings: { acks: 'all' },
  },
  scope: { records: 1, faults: { partition: 1 }, moves: 0 },
}
