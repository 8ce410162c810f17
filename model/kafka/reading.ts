/** What a read_uncommitted consumer that is always there, and reads from everybody who serves it, is given. */
import type { Observation } from '../observation.ts'
import type { Cluster } from './cluster.ts'
import { isRunning } from './network.ts'
import { brokerOf, partitionAt, replicaOf, type ClusterState } from './state.ts'

/**
 * Records that became readable by this step: a broker that leads in its own view serves what is below its high
 * watermark, whether or not it was deposed (there is no leader lease).
 */
export function pollNewlyReadable(before: ClusterState, after: ClusterState, seen: Observation[]): void {
  if (before.partitions === after.partitions && before.brokers === after.brokers) return
  for (let partition = 0; partition < after.partitions.length; partition++) {
    const { replicas } = partitionAt(after, partition)
    for (let broker = 0; broker < replicas.length; broker++) {
      const to = readableEnd(after, partition, broker)
      if (to === 0) continue
      const from = readableEnd(before, partition, broker)
      const log = replicaOf(after, partition, broker).log
      for (let offset = from; offset < to; offset++) {
        const entry = log[offset]
        if (entry !== undefined) seen.push({ kind: 'polled', log: partition, offset, record: entry.record })
      }
    }
  }
}

/** The offset up to which consumers can read at this broker now. */
function readableEnd(state: ClusterState, partition: number, broker: number): number {
  const replica = replicaOf(state, partition, broker)
  if (replica.leadership === null) return 0
  const { process, cutFrom } = brokerOf(state, broker)
  if (process !== 'running' || (cutFrom.length > 0 && cutFrom.includes('clients'))) return 0
  return replica.highWatermark
}

/** What a new consumer that reads from the earliest offset is given, and what every replica holds below its high watermark. */
export function readBack(cluster: Cluster, state: ClusterState): readonly Observation[] {
  const seen: Observation[] = []
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const { leader } = partitionAt(state, partition).registration
    seen.push({ kind: 'read-back', log: partition, records: leader < 0 ? [] : committed(state, partition, leader, readableEnd(state, partition, leader)) })
    for (const replica of cluster.assignment[partition] ?? []) {
      if (!isRunning(state, replica)) continue
      seen.push({ kind: 'replica-read', log: partition, replica, records: committed(state, partition, replica, replicaOf(state, partition, replica).highWatermark) })
    }
  }
  return seen
}

function committed(state: ClusterState, partition: number, broker: number, end: number): readonly number[] {
  return replicaOf(state, partition, broker)
    .log.slice(0, end)
    .map((entry) => entry.record)
}
