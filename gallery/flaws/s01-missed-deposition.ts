import type { Flaw } from '../flaw.ts'

export const missedDeposition: Flaw = {
  id: 'S1',
  class: 'B',
  title: 'A leader that never heard that it was deposed trusts what followers said before',
  affected: 'all that we have read, 0.11 to 4.3',
  reference: 'Partition.makeLeader, Replica.resetReplicaState, MetadataBatchLoader.maybeFlushBatches',
  story:
    'A leader is deposed and elected again before it hears of either: metadata is handed over in as many batches '
    + 'as there are. It takes itself for the leader that it was, and keeps the log ends that its followers had '
    + 'told it in the earlier epoch. One of them has cut its log meanwhile, under the leader in between. So the '
    + 'high watermark passes, and the producer is told of, a record that only the leader has.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'acks': 'all',
      'retries': '0',
      'enable.idempotence': 'false',
      'replication.factor': '3',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'a leader forgets in each new epoch what followers told it in an earlier one (no release does)',
    settings: {},
    gates: { 'new-epoch-forgets-followers': true },
  },
  scope: { records: 1, faults: {}, moves: 3 },
  suspected:
    'On a cluster of three: hold back the metadata of the leader (pause its controller fetches), move the leader '
    + 'away and back while another follower fetches from the leader in between, and let it read both changes at '
    + "once; then watch kafka.cluster:type=Partition high watermark against the followers' log ends.",
}
