import type { Flaw } from '../flaw.ts'

export const fastFailover: Flaw = {
  id: 'B3',
  class: 'B',
  title: 'After fast failovers a follower keeps records that its leader never had',
  affected: '0.11 to 1.1',
  reference: 'KIP-279, KAFKA-6361',
  story:
    'A follower asks where its latest epoch ends. The leader never had that epoch and answers with the start of '
    + 'the next one that it knows, or that it does not know; so the follower keeps records which its leader has '
    + 'not.',
  promise: 'replicas-agree',
  flawed: {
    settings: {
      'kafka.version': '1.1.1',
      'acks': '1',
      'retries': '0',
      'max.in.flight.requests.per.connection': '1',
      'replication.factor': '2',
      'min.insync.replicas': '1',
    },
  },
  fix: {
    says: 'the answer names the epoch that it is about (2.0.0)',
    settings: {},
    gates: { 'epoch-in-answer': true },
  },
  scope: { records: 3, faults: {}, moves: 2 },
}
