import type { Flaw } from '../flaw.ts'

export const epochStart: Flaw = {
  id: 'B5',
  class: 'B',
  title: 'A leader that wrote nothing leaves no trace of its epoch',
  affected: '0.11 to 2.0.0',
  reference: 'KAFKA-7415',
  story:
    'A leader noted its epoch with its first record only. When one is elected and deposed before it wrote '
    + 'anything, a follower later gets a wrong answer to where an epoch ends, and keeps or cuts what it should not.',
  promise: 'replicas-agree',
  flawed: {
    settings: {
      'kafka.version': '2.0.1',
      'acks': '1',
      'retries': '0',
      'replication.factor': '2',
      'min.insync.replicas': '1',
    },
    gates: { 'epoch-start-recorded': false, 'bounce-noticed': true },
  },
  fix: { says: 'an epoch is noted at the election (2.0.1)', settings: {}, gates: { 'epoch-start-recorded': true } },
  scope: { records: 2, faults: { 'crash': 1, 'power-loss': 1 }, moves: 0 },
}
