import type { Flaw } from '../flaw.ts'

export const timeoutWithoutEpoch: Flaw = {
  id: 'D14',
  class: 'D',
  title: 'A transaction times out, and its producer goes on in the same epoch',
  affected: '0.11.0.0 and 0.11.0.1',
  reference: 'KAFKA-6119',
  story:
    'transaction.timeout.ms is over: the coordinator aborts the transaction and does not fence its producer, '
    + 'which has heard nothing and goes on. Its next partition begins a new transaction in the same epoch, and the '
    + 'commit is of that one alone. The application is told that all is committed; what it wrote before was '
    + 'aborted, or stays open for ever if it comes after the marker.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'num.partitions': '2',
      'min.insync.replicas': '2',
    },
    gates: { 'timeout-fences': false },
  },
  fix: {
    says: 'the coordinator raises the producer epoch when it aborts by itself (0.11.0.2, 1.0.0)',
    settings: {},
    gates: { 'timeout-fences': true },
  },
  scope: { records: 3, faults: { timeout: 1 }, moves: 0 },
}
