import type { Flaw } from '../flaw.ts'

export const readAboveHighWatermark: Flaw = {
  id: 'B9',
  class: 'B',
  title: 'A consumer reads a record that is not committed yet',
  affected: '1.0.1 to 2.5.0',
  reference: 'KAFKA-9835',
  story:
    'A read that begins with nothing above the high watermark takes the size of the log file twice: once to see '
    + 'where to stop, and once to see where the file ends. A record that is appended in between is handed out '
    + 'although no follower has it; when the leader dies, it is gone.',
  promise: 'no-committed-loss',
  flawed: {
    settings: {
      'kafka.version': '2.4.1',
      'acks': 'all',
      'retries': '0',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: { says: 'the size is read once (2.5.1)', settings: {}, gates: { 'reads-below-high-watermark': true } },
  scope: { records: 1, faults: { crash: 1 }, moves: 0 },
}
