/** What consumers that are always there, and read from everybody who serves them, are given. */
import { NO_RECORD, type Observation } from '../../observation.ts'
import { isGiven, lastStableOffset } from '../log/last-stable-offset.ts'
import { type ClusterState, brokerOf, partitionAt, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isRunning } from '../state/network.ts'
import { consumed, effects } from './loop.ts'
import { rowsRead } from './outbox.ts'

/**
 * Records that became readable by this step: a broker that leads in its own view serves what is below its high
 * watermark, whether or not it was deposed (there is no leader lease). Beside a read_uncommitted consumer there is,
 * where there are transactions, one with the isolation level that is set.
 */
export function pollNewlyReadable(
  deployment: Deployment,
  before: ClusterState,
  after: ClusterState,
  seen: Observation[],
): void {
  if (before.partitions === after.partitions && before.brokers === after.brokers) return
  for (let partition = 0; partition < deployment.dataPartitions; partition++) {
    const { replicas } = partitionAt(after, partition)
    for (let broker = 0; broker < replicas.length; broker++) {
      if (
        replicaOf(before, partition, broker) === replicaOf(after, partition, broker)
        && brokerOf(before, broker) === brokerOf(after, broker)
      )
        continue
      const to = readableEnd(after, partition, broker)
      if (to === 0) continue
      const from = readableEnd(before, partition, broker)
      const log = replicaOf(after, partition, broker).log
      for (let offset = from; offset < to; offset++) {
        const entry = log[offset]
        if (entry !== undefined && entry.record !== NO_RECORD)
          seen.push({ kind: 'polled', log: partition, offset, record: entry.record })
      }
      if (after.transactions !== null) deliver(deployment, before, after, partition, broker, seen)
    }
  }
}

/** What the configured consumer is given now at this broker, and was not before. */
function deliver(
  deployment: Deployment,
  before: ClusterState,
  after: ClusterState,
  partition: number,
  broker: number,
  seen: Observation[],
): void {
  const committedOnly = deployment.settings['isolation.level'] === 'read_committed'
  const endAt = (state: ClusterState): number =>
    committedOnly ? stableEnd(state, partition, broker) : readableEnd(state, partition, broker)
  const { log } = replicaOf(after, partition, broker)
  const to = endAt(after)
  for (let offset = Math.min(endAt(before), to); offset < to; offset++) {
    const record = log[offset]?.record ?? NO_RECORD
    if (record !== NO_RECORD && (!committedOnly || isGiven(log, offset)))
      seen.push({ kind: 'delivered', log: partition, offset, record })
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

/** The same for a read_committed consumer. */
function stableEnd(state: ClusterState, partition: number, broker: number): number {
  return lastStableOffset(replicaOf(state, partition, broker).log, readableEnd(state, partition, broker))
}

/**
 * What a new consumer that reads from the earliest offset is given, and what every replica holds below its high
 * watermark.
 */
export function readBack(deployment: Deployment, state: ClusterState): readonly Observation[] {
  const seen: Observation[] = []
  for (let partition = 0; partition < deployment.dataPartitions; partition++) {
    const { leader } = partitionAt(state, partition).registration
    const end = leader < 0 ? 0 : readableEnd(state, partition, leader)
    const uncommitted = leader < 0 ? [] : committed(state, partition, leader, end)
    seen.push({ kind: 'read-back', log: partition, records: uncommitted })
    if (deployment.scope.outbox === true) rowsRead(deployment, uncommitted, seen)
    const committedOnly =
      state.transactions === null ? uncommitted : readCommittedBack(deployment, state, partition, leader, end, seen)
    if (state.group !== null)
      effects(
        deployment,
        deployment.settings['isolation.level'] === 'read_committed' ? committedOnly : uncommitted,
        seen,
      )
    for (const replica of deployment.assignment[partition] ?? []) {
      if (!isRunning(state, replica)) continue
      seen.push({
        kind: 'replica-read',
        log: partition,
        replica,
        records: committed(state, partition, replica, replicaOf(state, partition, replica).highWatermark),
      })
    }
  }
  if (state.group !== null) consumed(deployment, state, seen)
  return seen
}

function readCommittedBack(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
  end: number,
  seen: Observation[],
): readonly number[] {
  const log = leader < 0 ? [] : replicaOf(state, partition, leader).log
  const stable = lastStableOffset(log, end)
  const records = log
    .slice(0, stable)
    .flatMap(({ record }, offset) => (record !== NO_RECORD && isGiven(log, offset) ? [record] : []))
  const configured = deployment.settings['isolation.level'] === 'read_committed'
  seen.push(
    { kind: 'read-back', log: partition, isolation: 'read_committed', records, ...(configured && { configured }) },
    { kind: 'stable-end', log: partition, stable, end },
  )
  return records
}

function committed(state: ClusterState, partition: number, broker: number, end: number): readonly number[] {
  return replicaOf(state, partition, broker)
    .log.slice(0, end)
    .map((entry) => entry.record)
}
