import type { Flaw } from '../flaw.ts'

export const earlyJoin: Flaw = {
  id: 'B4',
  class: 'B',
  title: "A follower joins the ISR before it has reached the leader's epoch",
  affected: 'up to 2.0.0',
  reference: 'KAFKA-7128',
  story:
    'A new leader begins with its own high watermark, which may be old. A follower that has reached only that '
    + 'joins the ISR, without records that were committed under the old leader, and may be elected.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '2.0.0',
      'acks': 'all',
      'retries': '0',
      'replication.factor': '3',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'a follower must reach the start of the leader epoch (2.0.1)',
    settings: {},
    gates: { 'join-needs-epoch-start': true },
  },
  scope: { records: 1, faults: { 'slow-follower': 1, 'crash': 2 }, moves: 0 },
}
