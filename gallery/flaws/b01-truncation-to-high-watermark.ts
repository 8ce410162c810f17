import type { Flaw } from '../flaw.ts'

export const truncationToHighWatermark: Flaw = {
  id: 'B1',
  class: 'B',
  title: 'A follower cuts off what was committed and becomes leader',
  affected: 'up to 0.10.2',
  reference: 'KIP-101, KAFKA-1211',
  story:
    'A follower hears of the high watermark one fetch later than the leader. When it follows again after a '
    + 'restart it cuts its log to its own high watermark, and what it cuts may be committed. If the leader dies '
    + 'before the follower has fetched it again, the follower leads without it.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '0.10.2.2',
      'acks': 'all',
      'replication.factor': '2',
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
    },
  },
  fix: { says: 'truncation by leader epoch (0.11.0)', settings: {}, gates: { 'leader-epochs': true } },
  scope: { records: 1, faults: { crash: 2 }, moves: 0 },
}
