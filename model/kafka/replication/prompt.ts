/**
 * A cluster that does its own work at once, and before its clients go on: brokers that reach the controller all hear of
 * a change together; followers that reach their leader get all it has, hear of the new high watermark and join the
 * in-sync replicas in one step. That is what happens when nothing comes between; a search that wants to see what can
 * come between takes each message by itself. Who is paused, dead or cut off is still late with everything.
 */
import { type ClusterState, NO_LEADER, brokerOf, partitionAt, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { connected } from '../state/network.ts'
import { canFetch, canFinishFetch, fetch, finishFetch } from './fetch.ts'
import { alterPartition, canAlterPartition } from './isr.ts'
import { canLearn, learn } from './leadership.ts'

/**
 * Whether the replication of a partition can be done at once: its leader leads, and nobody is cut off from an unknown
 * set of others.
 */
export function isPrompt(deployment: Deployment, state: ClusterState, partition: number): boolean {
  if (deployment.scope.prompt !== true || state.brokers.some(({ undecided }) => undecided.length > 0)) return false
  const { leader, leaderEpoch, partitionEpoch } = partitionAt(state, partition).registration
  if (leader === NO_LEADER || brokerOf(state, leader).process !== 'running') return false
  const leading = replicaOf(state, partition, leader)
  return (
    leading.leadership !== null
    && leading.leaderEpoch === leaderEpoch
    && leading.leadership.partitionEpoch === partitionEpoch
  )
}

/** The followers that reach the leader, and know of its epoch. */
function followers(deployment: Deployment, state: ClusterState, partition: number): readonly number[] {
  const { leader, leaderEpoch } = partitionAt(state, partition).registration
  return (deployment.assignment[partition] ?? []).filter((broker) => {
    if (broker === leader || !connected(state, broker, leader)) return false
    const replica = replicaOf(state, partition, broker)
    return replica.leader === leader && replica.leaderEpoch === leaderEpoch
  })
}

/** Whether a follower has anything to get, or the in-sync replicas are about to change. */
export function canReplicate(deployment: Deployment, state: ClusterState, partition: number): boolean {
  if (!isPrompt(deployment, state, partition)) return false
  if (canAlterPartition(state, partition, partitionAt(state, partition).registration.leader)) return true
  return followers(deployment, state, partition).some(
    (follower) => canFinishFetch(state, partition, follower) || canFetch(deployment, state, partition, follower),
  )
}

/** What follows from a change of the state. */
export type Consequences = (before: ClusterState, after: ClusterState) => ClusterState

/** All followers fetch until there is nothing left to get. */
export function replicate(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  completed: Consequences,
): ClusterState {
  let next = state
  const becomes = (after: ClusterState): void => {
    next = completed(next, after)
  }
  for (let before: ClusterState | null = null; before !== next;) {
    before = next
    const { leader } = partitionAt(next, partition).registration
    if (canAlterPartition(next, partition, leader)) becomes(alterPartition(deployment, next, partition, leader))
    for (const follower of followers(deployment, next, partition)) {
      if (!canFinishFetch(next, partition, follower) && canFetch(deployment, next, partition, follower))
        becomes(fetch(deployment, next, partition, follower))
      if (canFinishFetch(next, partition, follower)) becomes(finishFetch(deployment, next, partition, follower))
    }
  }
  return next
}

/** Whether there is something new for anybody who can hear of it. */
export function canLearnTogether(deployment: Deployment, state: ClusterState): boolean {
  return deployment.scope.prompt === true && deployment.hosts.some((broker) => canLearn(deployment, state, broker))
}

/**
 * Whether the cluster is about to do something by itself: clients and coordinators wait for that, and only what goes
 * wrong comes before it.
 */
export function isAtWork(deployment: Deployment, state: ClusterState): boolean {
  return (
    deployment.scope.prompt === true
    && (canLearnTogether(deployment, state)
      || state.partitions.some((_, partition) => canReplicate(deployment, state, partition)))
  )
}

/** Everybody who reaches the controller hears of what it has decided. */
export function learnTogether(deployment: Deployment, state: ClusterState, completed: Consequences): ClusterState {
  return deployment.hosts.reduce(
    (next, broker) => (canLearn(deployment, next, broker) ? completed(next, learn(deployment, next, broker)) : next),
    state,
  )
}
