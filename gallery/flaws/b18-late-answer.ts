import type { Flaw } from '../flaw.ts'

export const lateAnswer: Flaw = {
  id: 'B18',
  class: 'B',
  title: 'A late answer cuts off what was committed meanwhile',
  affected: '2.8 to 3.9.0 and 4.0.0',
  reference: 'KAFKA-18991',
  story:
    'A follower goes on to a new epoch while the answer to a fetch is under way. The answer says where the logs '
    + 'parted in the old epoch; the follower has the same offset again and takes it for an answer of now.',
  promise: 'no-committed-loss',
  flawed: {
    settings: {
      'kafka.version': '4.0.0',
      'acks': 'all',
      'retries': '0',
      'enable.idempotence': 'false',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: { says: 'answers of another epoch are refused (4.0.1)', settings: {}, gates: { 'late-answers-refused': true } },
  scope: { records: 1, faults: { crash: 1 }, moves: 3 },
}
