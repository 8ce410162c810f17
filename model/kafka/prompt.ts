/**
 * Replication in one step: what the leader of a partition in good order has appended reaches all its followers, and they
 * all hear of the new high watermark. It is what happens when nothing comes between; a search that wants to see what
 * can come between takes each fetch by itself.
 */
import type { Observation } from '../observation.ts'
import type { Cluster } from './cluster.ts'
import { connected } from './network.ts'
import { canFetch, canFinishFetch, fetch, finishFetch } from './replication.ts'
import { brokerOf, NO_LEADER, partitionAt, replicaOf, type ClusterState } from './state.ts'

/** Whether all replicas that run are in sync, reach their leader, and believe the same. */
export function isInGoodOrder(cluster: Cluster, state: ClusterState, partition: number): boolean {
  const { leader, leaderEpoch, isr, partitionEpoch } = partitionAt(state, partition).registration
  if (leader === NO_LEADER) return false
  const leading = replicaOf(state, partition, leader)
  const { leadership } = leading
  if (leadership === null || leadership.pending !== null || leading.leaderEpoch !== leaderEpoch || leadership.partitionEpoch !== partitionEpoch) return false
  return (cluster.assignment[partition] ?? []).every((broker) => {
    const { process, undecided } = brokerOf(state, broker)
    if (!isr.includes(broker)) return process !== 'running'
    if (undecided.length > 0 || process !== 'running') return false
    const replica = replicaOf(state, partition, broker)
    return broker === leader || (connected(state, broker, leader) && replica.leader === leader && replica.leaderEpoch === leaderEpoch && !replica.truncating)
  })
}

/** Whether a follower has anything to get. */
export function canReplicate(cluster: Cluster, state: ClusterState, partition: number): boolean {
  return isInGoodOrder(cluster, state, partition) && partitionAt(state, partition).registration.isr.some((follower) => canFinishFetch(state, partition, follower) || canFetch(cluster, state, partition, follower))
}

/** All followers fetch until there is nothing left to get. */
export function replicate(cluster: Cluster, state: ClusterState, partition: number, seen: Observation[]): ClusterState {
  let next = state
  for (let before: ClusterState | null = null; before !== next; ) {
    before = next
    for (const follower of partitionAt(next, partition).registration.isr) {
      if (canFinishFetch(next, partition, follower)) next = finishFetch(cluster, next, partition, follower, seen)
      else if (canFetch(cluster, next, partition, follower)) next = finishFetch(cluster, fetch(cluster, next, partition, follower, seen), partition, follower, seen)
    }
  }
  return next
}
