import type { Flaw } from '../flaw.ts'

export const snapshotOfOneBatch: Flaw = {
  id: 'S2',
  class: 'C',
  title: 'A broker that was restarted remembers one batch of each producer, not five',
  affected: 'all that we have read, 1.0 to 4.3',
  reference: 'ProducerStateManager.writeSnapshot, LogLoader.recoverSegment',
  story:
    'A broker starts with what its snapshot says of producers, and that holds the last batch of each. Two '
    + 'batches were stored and the producer has heard of neither: it sends the first again, the broker does not '
    + 'know it and refuses it as out of order. The producer takes that for a loss, goes on in a new epoch, and '
    + 'both are stored once more.',
  promise: 'no-duplicates',
  flawed: { settings: { 'acks': 'all', 'replication.factor': '1' } },
  fix: {
    says: 'snapshots hold as many batches as the broker remembers (no release does)',
    settings: {},
    gates: { 'snapshots-hold-all-batches': true },
  },
  scope: { records: 2, faults: { timeout: 1, crash: 1 }, moves: 0 },
  suspected:
    'On one broker: let an idempotent producer send two batches of one partition at once through a proxy that '
    + 'holds back the answers, break the connection when both are in the log, and restart the broker before the '
    + 'producer sends again. Then kafka-dump-log.sh shows both records twice, the second time with the next '
    + 'producer epoch.',
}
