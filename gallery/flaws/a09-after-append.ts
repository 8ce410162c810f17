import type { Flaw } from '../flaw.ts'

export const notEnoughAfterAppend: Flaw = {
  id: 'A9',
  class: 'A',
  title: 'A record is refused after it was stored',
  affected: 'up to 3.6, with acks=all and min.insync.replicas above 1',
  reference: 'KAFKA-15583',
  story:
    'The ISR falls below the minimum while a record waits for it. The high watermark passes the record, since it '
    + 'goes by those in sync, and then the producer is told NOT_ENOUGH_REPLICAS_AFTER_APPEND. It sends the record '
    + 'again, and it stands there twice.',
  promise: 'no-duplicates',
  flawed: {
    settings: {
      'kafka.version': '3.6.2',
      'acks': 'all',
      'enable.idempotence': 'false',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'the high watermark stands still while too few are in sync (3.7.0)',
    settings: {},
    gates: { 'strict-min-isr': true },
  },
  scope: { records: 1, faults: { 'slow-follower': 1 }, moves: 0 },
}
