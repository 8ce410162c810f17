import type { Flaw } from '../flaw.ts'

export const divergence: Flaw = {
  id: 'B2',
  class: 'B',
  title: 'Two logs part below the high watermark and nobody notices',
  affected: 'up to 0.10.2',
  reference: 'KIP-101',
  story:
    'Two replicas lose different ends of their logs. The one that comes back first leads and writes another '
    + 'record where the other one still has an old one, below its high watermark. The other one cuts nothing, and '
    + 'they differ for ever.',
  promise: 'replicas-agree',
  flawed: {
    settings: {
      'kafka.version': '0.10.2.2',
      'acks': 'all',
      'replication.factor': '2',
      'min.insync.replicas': '1',
      'unclean.leader.election.enable': 'false',
    },
    gates: { 'bounce-noticed': true },
  },
  fix: {
    says: 'truncation by leader epoch (0.11.0, and what made it right in 2.0.1)',
    settings: {},
    gates: {
      'leader-epochs': true,
      'epoch-in-answer': true,
      'truncates-after-missed-epochs': true,
      'epoch-start-recorded': true,
    },
  },
  scope: { records: 2, faults: { 'crash': 1, 'power-loss': 1 }, moves: 0 },
}
