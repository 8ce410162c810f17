import type { Flaw } from '../flaw.ts'

export const divergingOffset: Flaw = {
  id: 'B16',
  class: 'B',
  title: 'A leader counts records that its follower is about to cut off',
  affected: '2.8.0',
  reference: 'KAFKA-13141',
  story:
    "A follower whose log parts from the leader's is told so. In 2.8.0 the leader still took the offset of that "
    + "fetch for the follower's log end, and let the high watermark pass records that the follower did not have.",
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '2.8.0',
      'acks': 'all',
      'retries': '0',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: { says: 'such a fetch does not count (2.8.1)', settings: {}, gates: { 'diverging-counts-not': true } },
  scope: { records: 2, faults: { crash: 1 }, moves: 1 },
}
