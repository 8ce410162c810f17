/**
 * How a broker learns what the controller decided: it reads the metadata log (KRaft) or gets a LeaderAndIsr request
 * (ZooKeeper), later than the decision, and acts on its own view until then. It jumps to the newest decision.
 */
import { beginCoordinating, endCoordinating, forgetMarkersAt } from '../coordinator/leading.ts'
import { assignEpoch, logEndOffset, truncate } from '../log/log.ts'
import { beginTruncating } from '../log/offsets-for-leader-epoch.ts'
import {
  type ClusterState,
  type FetchResponse,
  type FollowerState,
  type Leadership,
  NO_LEADER,
  type Registration,
  type Replica,
  UNKNOWN,
  partitionAt,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { reaches } from '../state/network.ts'
import { withHighWatermark } from './high-watermark.ts'

/** Whether there is something new for this broker. A follower does not care for a change of the ISR alone. */
export function canLearn(deployment: Deployment, state: ClusterState, broker: number): boolean {
  if (!reaches(state, broker, 'controller')) return false
  return state.partitions.some((_, partition) => isBehind(deployment, state, partition, broker))
}

/** Whether the broker's view of this partition is out of date in a way that matters to it. */
export function isBehind(deployment: Deployment, state: ClusterState, partition: number, broker: number): boolean {
  const { registration, replicas } = partitionAt(state, partition)
  const replica = replicas[broker]
  if (replica === undefined || !deployment.assignment[partition]?.includes(broker)) return false
  if (replica.leaderEpoch >= registration.leaderEpoch) {
    return replica.leadership !== null && replica.leadership.partitionEpoch < registration.partitionEpoch
  }
  // In ZooKeeper mode a broker ignores a LeaderAndIsr request whose leader is not alive
  // (`ReplicaManager.makeFollowers`).
  return deployment.mechanisms.controller === 'kraft' || registration.leader !== NO_LEADER
}

/** The broker reads the newest metadata and becomes leader or follower of what changed. */
export function learn(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  let next = state
  for (let partition = 0; partition < state.partitions.length; partition++) {
    if (!isBehind(deployment, next, partition, broker)) continue
    const { registration } = partitionAt(next, partition)
    next =
      registration.leader === broker
        ? becomeLeader(deployment, next, partition, broker)
        : becomeFollower(deployment, next, partition, broker)
  }
  return next
}

/**
 * `Partition.makeLeader`: in a new leader epoch the epoch's start goes into the cache before anything is written
 * (gate `epoch-start-recorded`, KAFKA-7415); a broker that led before keeps what it knows of the followers.
 */
function becomeLeader(deployment: Deployment, state: ClusterState, partition: number, broker: number): ClusterState {
  const replica = replicaOf(state, partition, broker)
  const { registration } = partitionAt(state, partition)
  const { leaderEpoch, partitionEpoch, isr } = registration
  const newEpoch = leaderEpoch > replica.leaderEpoch
  const recorded = deployment.mechanisms['epoch-start-recorded']
  const before = replica.leadership
  const leadership: Leadership = {
    partitionEpoch,
    isr,
    pending: null,
    followers:
      (newEpoch && deployment.mechanisms['new-epoch-forgets-followers'] ? undefined : before?.followers)
      ?? state.brokers.map((): FollowerState => ({ logEndOffset: UNKNOWN, brokerEpoch: UNKNOWN })),
    epochStart: newEpoch || before === null ? logEndOffset(replica) : before.epochStart,
  }
  const epochs = newEpoch && recorded ? assignEpoch(replica.epochs, leaderEpoch, logEndOffset(replica)) : replica.epochs
  const leading: Replica = {
    ...replica,
    leader: broker,
    leaderEpoch,
    leadership,
    epochs,
    response: lateResponse(deployment, replica, null),
    truncating: false,
  }
  const elected = withReplica(state, partition, broker, withHighWatermark(deployment, partition, leading))
  if (partition !== deployment.transactionLog || !newEpoch) return elected
  return beginCoordinating(deployment, resigned(deployment, elected, partition, broker), broker)
}

/**
 * `Partition.makeFollower`, `ReplicaManager.makeFollowers`. Before logs were compared with each fetch, a follower cut its log first: to its high
 * watermark, or to where its leader says; for a long time only when the leader was another broker than before
 * (KAFKA-7164).
 */
function becomeFollower(deployment: Deployment, state: ClusterState, partition: number, broker: number): ClusterState {
  const replica = replicaOf(state, partition, broker)
  const { registration } = partitionAt(state, partition)
  const next = withReplica(state, partition, broker, follower(deployment, replica, registration))
  return replica.leadership === null ? next : resigned(deployment, next, partition, broker)
}

function follower(deployment: Deployment, replica: Replica, { leader, leaderEpoch }: Registration): Replica {
  const { mechanisms } = deployment
  const { truncation } = mechanisms
  const following: Replica = {
    ...replica,
    leader,
    leaderEpoch,
    leadership: null,
    response: lateResponse(deployment, replica, leader),
    truncating: false,
  }
  if (truncation === 'on-fetch') return following
  const comparesAnyway =
    mechanisms['truncates-each-epoch']
    || (mechanisms['truncates-after-missed-epochs'] && leaderEpoch > replica.leaderEpoch + 1)
  if (replica.leader === leader && !comparesAnyway) return { ...replica, leaderEpoch }
  if (truncation === 'to-high-watermark') return truncate(following, replica.highWatermark)
  return leader === NO_LEADER ? following : beginTruncating(following)
}

/**
 * An answer to a fetch that is under way while the replica goes on to another epoch. Up to KAFKA-18991 it counts if the
 * replica follows the same broker then, and would fetch from the same offset
 * (`AbstractFetcherThread.processFetchRequest`). Where a follower has to ask first it is not ready to fetch then, and
 * ignores it.
 * @param leader whom it follows now; `null` when it leads
 */
function lateResponse(
  { mechanisms }: Deployment,
  { response, leader: before, log }: Replica,
  leader: number | null,
): FetchResponse | null {
  if (
    mechanisms['late-answers-refused']
    || mechanisms.truncation !== 'on-fetch'
    || response === null
    || 'asked' in response
  )
    return null
  const sent = response.sent ?? { leader: before, offset: log.length }
  return leader === null || leader === sent.leader ? { ...response, sent } : null
}

/** A broker leads no more, or begins anew: markers that waited for its replicas are forgotten, a coordinator ends. */
function resigned(deployment: Deployment, state: ClusterState, partition: number, broker: number): ClusterState {
  const ended = partition === deployment.transactionLog ? endCoordinating(state, broker) : state
  return forgetMarkersAt(ended, broker, partition)
}
