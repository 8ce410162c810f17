/** In-sync replicas: who leaves, who joins, and how the change is made binding. */
import { changeRegistration } from '../controller/election.ts'
import { logEndOffset } from '../log/log.ts'
import {
  type ClusterState,
  type Leadership,
  type PendingIsr,
  brokerOf,
  partitionAt,
  replicaOf,
  withRegistration,
  withReplica,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isRunning, mayBeApart, reaches } from '../state/network.ts'
import { withHighWatermark } from './high-watermark.ts'

/**
 * The followers that a leader may drop for lag now: they are in the ISR, no change is under way, and their log end
 * offset, as the leader knows it, is not the leader's (`Partition.getOutOfSyncReplicas`). A leader in ZooKeeper mode
 * must also be able to write there.
 */
export function outOfSync(
  { mechanisms }: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
): readonly number[] {
  const replica = replicaOf(state, partition, leader)
  const { leadership } = replica
  if (leadership === null || leadership.pending !== null || !isRunning(state, leader)) return NOBODY
  if (!mechanisms['alter-partition'] && !canWriteZooKeeper(state, partition, leader, leadership)) return NOBODY
  const end = logEndOffset(replica)
  return leadership.isr.filter((member) => member !== leader && leadership.followers[member]?.logEndOffset !== end)
}

const NOBODY: readonly number[] = []

/**
 * Whether the lag of this follower follows from an earlier fault: its process does not run, or it may be unable to
 * reach the leader.
 */
export function lagIsExcused(state: ClusterState, leader: number, follower: number): boolean {
  return mayBeApart(state, leader, follower)
}

/**
 * The leader drops followers from the ISR; with AlterPartition the old ISR counts until the controller agrees
 * (`Partition.prepareIsrShrink`).
 */
export function shrink(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
  followers: readonly number[],
): ClusterState {
  const { leadership } = replicaOf(state, partition, leader)
  if (leadership === null) return state
  const isr = leadership.isr.filter((member) => !followers.includes(member))
  return proposed(deployment, state, partition, leader, { isr, joins: null })
}

/**
 * Whether a follower joins its leader's ISR now (`Partition.needsExpandIsr`): it has everything below the high
 * watermark, and has reached the leader's epoch, because it may become leader as soon as it is in the ISR: before it
 * has what was committed in that epoch, that would be lost. Kafka asks the leader's own metadata whether the follower
 * is alive; here the controller's is asked at once, since the controller would refuse the change anyway
 * (INELIGIBLE_REPLICA).
 */
export function canJoin(deployment: Deployment, state: ClusterState, partition: number, follower: number): boolean {
  const { leader } = replicaOf(state, partition, follower)
  const replica = replicaOf(state, partition, leader)
  const { leadership } = replica
  if (leadership === null || leadership.pending !== null || leadership.isr.includes(follower)) return false
  const known = leadership.followers[follower]
  if (known === undefined || known.logEndOffset < replica.highWatermark) return false
  const { mechanisms } = deployment
  if (mechanisms['join-needs-epoch-start'] && known.logEndOffset < leadership.epochStart) return false
  if (!isEligible(deployment, state, follower, known.brokerEpoch)) return false
  return mechanisms['alter-partition'] || canWriteZooKeeper(state, partition, leader, leadership)
}

/** The follower joins, or is proposed to the controller (`Partition.prepareIsrExpand`). */
export function join(deployment: Deployment, state: ClusterState, partition: number, follower: number): ClusterState {
  const { leader } = replicaOf(state, partition, follower)
  const { leadership } = replicaOf(state, partition, leader)
  if (leadership === null) return state
  const isr = (deployment.assignment[partition] ?? []).filter(
    (member) => member === follower || leadership.isr.includes(member),
  )
  const brokerEpoch = leadership.followers[follower]?.brokerEpoch ?? 0
  return proposed(deployment, state, partition, leader, { isr, joins: { broker: follower, brokerEpoch } })
}

function proposed(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
  pending: PendingIsr,
): ClusterState {
  const asked = withLeadership(state, partition, leader, { pending })
  return deployment.mechanisms['alter-partition'] ? asked : commit(deployment, asked, partition, leader)
}

/**
 * Whether the controller would answer this leader's pending change; a leader of an older epoch waits for the metadata
 * instead (FENCED_LEADER_EPOCH, INVALID_UPDATE_VERSION).
 */
export function canAlterPartition(state: ClusterState, partition: number, leader: number): boolean {
  const { leadership, leaderEpoch } = replicaOf(state, partition, leader)
  if (leadership === null || leadership.pending === null || !reaches(state, leader, 'controller')) return false
  const { registration } = partitionAt(state, partition)
  return (
    registration.leader === leader
    && registration.leaderEpoch === leaderEpoch
    && registration.partitionEpoch === leadership.partitionEpoch
  )
}

/**
 * The controller handles the leader's AlterPartition request and the leader hears the answer
 * (`ReplicationControlManager.alterPartition`, `Partition.handleAlterPartitionUpdate`). A replica that was fenced, is
 * shutting down or was restarted since it last fetched is refused (INELIGIBLE_REPLICA) and the leader falls back to
 * the ISR it had.
 */
export function alterPartition(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
): ClusterState {
  const pending = replicaOf(state, partition, leader).leadership?.pending
  if (!pending) return state
  return accepts(deployment, state, pending)
    ? commit(deployment, state, partition, leader)
    : withLeadership(state, partition, leader, { pending: null })
}

/** Whether the controller would make this leader's pending change binding. */
export function wouldAccept(deployment: Deployment, state: ClusterState, partition: number, leader: number): boolean {
  const pending = replicaOf(state, partition, leader).leadership?.pending
  return (
    pending !== null
    && pending !== undefined
    && canAlterPartition(state, partition, leader)
    && accepts(deployment, state, pending)
  )
}

/**
 * The controller makes the change binding, but fails over before it answers: the leader hears of it with the metadata.
 */
export function alterPartitionUnanswered(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
): ClusterState {
  const pending = replicaOf(state, partition, leader).leadership?.pending
  return pending && accepts(deployment, state, pending) ? record(deployment, state, partition, pending) : state
}

function accepts(deployment: Deployment, state: ClusterState, pending: PendingIsr): boolean {
  return pending.joins === null || isEligible(deployment, state, pending.joins.broker, pending.joins.brokerEpoch)
}

/** What the leader asked for is binding, and it knows so. */
function commit(deployment: Deployment, state: ClusterState, partition: number, leader: number): ClusterState {
  const leading = replicaOf(state, partition, leader)
  const { leadership } = leading
  if (leadership === null || leadership.pending === null) return state
  const recorded = record(deployment, state, partition, leadership.pending)
  const { isr, partitionEpoch } = partitionAt(recorded, partition).registration
  const committed = { ...leading, leadership: { ...leadership, isr, partitionEpoch, pending: null } }
  return withReplica(recorded, partition, leader, withHighWatermark(deployment, partition, committed))
}

function record(deployment: Deployment, state: ClusterState, partition: number, pending: PendingIsr): ClusterState {
  const { registration } = partitionAt(state, partition)
  if (deployment.mechanisms.controller === 'zookeeper') {
    return withRegistration(state, partition, {
      ...registration,
      isr: pending.isr,
      partitionEpoch: registration.partitionEpoch + 1,
    })
  }
  return withRegistration(
    state,
    partition,
    changeRegistration(deployment, state, partition, { targetIsr: pending.isr }),
  )
}

/**
 * The leader's conditional write succeeds only on the version it knows (`ReplicationUtils.updateLeaderAndIsr`, 0.10.2).
 */
function canWriteZooKeeper(state: ClusterState, partition: number, leader: number, leadership: Leadership): boolean {
  return (
    reaches(state, leader, 'controller')
    && partitionAt(state, partition).registration.partitionEpoch === leadership.partitionEpoch
  )
}

/**
 * Whether the controller takes this broker into an ISR: it must be active (KIP-841) and the process that fetched
 * (KIP-903), in versions that look.
 */
function isEligible({ mechanisms }: Deployment, state: ClusterState, broker: number, fetchedIn: number): boolean {
  const { registration, brokerEpoch } = brokerOf(state, broker)
  if (mechanisms['join-needs-live-broker'] && registration !== 'active') return false
  return !mechanisms['join-needs-broker-epoch'] || brokerEpoch === fetchedIn
}

function withLeadership(
  state: ClusterState,
  partition: number,
  leader: number,
  change: Partial<Leadership>,
): ClusterState {
  const replica = replicaOf(state, partition, leader)
  return replica.leadership === null
    ? state
    : withReplica(state, partition, leader, { ...replica, leadership: { ...replica.leadership, ...change } })
}
