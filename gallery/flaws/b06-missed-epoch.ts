import type { Flaw } from '../flaw.ts'

export const missedEpoch: Flaw = {
  id: 'B6',
  class: 'B',
  title: 'A follower that missed an epoch does not compare its log',
  affected: '0.11 to 2.0.0',
  reference: 'KAFKA-7164',
  story:
    'A follower compared logs only when its leader was another broker than before. When leadership goes away and '
    + 'comes back while it does not hear of it, it goes on fetching behind records that its leader has cut off '
    + 'meanwhile.',
  promise: 'replicas-agree',
  flawed: {
    settings: {
      'kafka.version': '2.0.1',
      'acks': '1',
      'retries': '0',
      'replication.factor': '2',
      'min.insync.replicas': '1',
    },
    gates: { 'truncates-after-missed-epochs': false, 'bounce-noticed': true },
  },
  fix: {
    says: 'a follower that missed an epoch compares logs (2.0.1)',
    settings: {},
    gates: { 'truncates-after-missed-epochs': true },
  },
  scope: { records: 2, faults: { 'crash': 1, 'power-loss': 1 }, moves: 0 },
}
