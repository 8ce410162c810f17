/** A follower fetches: the request reaches the leader, and the leader's answer reaches the follower later. */
import { processDies } from '../broker/process.ts'
import { append, latestEpoch, logEndOffset, truncate } from '../log/log.ts'
import { cutByAnswer, endAsked } from '../log/offsets-for-leader-epoch.ts'
import { divergence, truncationOf } from '../log/truncation.ts'
import {
  type ClusterState,
  type EndOfEpoch,
  type FetchResponse,
  type Replica,
  brokerOf,
  replaced,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { connected, isRunning } from '../state/network.ts'
import { withHighWatermark } from './high-watermark.ts'
import { canJoin, join } from './isr.ts'

/** The leader that this follower's fetch would reach and be served by now, or `null`. */
function servingLeader(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  follower: number,
): number | null {
  const replica = replicaOf(state, partition, follower)
  const { leader } = replica
  if (
    replica.response !== null
    || replica.leadership !== null
    || leader < 0
    || leader === follower
    || !connected(state, follower, leader)
  )
    return null
  const leading = replicaOf(state, partition, leader)
  if (leading.leadership === null) return null
  return leading.leaderEpoch !== replica.leaderEpoch && isFenced(deployment, replica) ? null : leader
}

/**
 * Whether a leader of another epoch refuses this follower's next fetch (KIP-320). Up to 2.4 only the first fetch of a
 * session was compared (KAFKA-9338); the question where logs part is no part of it.
 */
function isFenced({ mechanisms }: Deployment, { truncating, sessionless, leader }: Replica): boolean {
  return (
    mechanisms['fetch-fencing'] && (mechanisms['session-keeps-epoch'] || truncating || sessionless.includes(leader))
  )
}

/** Whether a fetch of this follower would be served and would change anything, at the leader or at the follower. */
export function canFetch(deployment: Deployment, state: ClusterState, partition: number, follower: number): boolean {
  const leader = servingLeader(deployment, state, partition, follower)
  if (leader === null) return false
  const leading = replicaOf(state, partition, leader)
  const following = replicaOf(state, partition, follower)
  if (following.truncating) return true
  if (logEndOffset(leading) !== logEndOffset(following)) return true
  if (Math.min(leading.highWatermark, logEndOffset(following)) !== following.highWatermark) return true
  const known = leading.leadership?.followers[follower]
  if (known?.logEndOffset !== logEndOffset(following) || known.brokerEpoch !== brokerOf(state, follower).brokerEpoch)
    return true
  return canJoin(deployment, state, partition, follower) || answer(deployment, leading, following).diverging !== null
}

/**
 * The request reaches the leader (`Partition.fetchRecords`): the answer is made from what the leader has now; then the
 * follower's log end offset counts, which may bring it into the ISR and raise the high watermark, so that the answer
 * carries the high watermark from before (`initialHighWatermark`). A diverging follower does not count (but in 2.8.0,
 * KAFKA-13141).
 */
export function fetch(deployment: Deployment, state: ClusterState, partition: number, follower: number): ClusterState {
  const leader = servingLeader(deployment, state, partition, follower)
  if (leader === null) return state
  const following = replicaOf(state, partition, follower)
  const leading = replicaOf(state, partition, leader)
  if (following.truncating)
    return withReplica(state, partition, follower, {
      ...following,
      response: endAsked(deployment, leading, latestEpoch(following)),
    })
  const response = answer(deployment, leading, following)
  const sessionless =
    following.sessionless.length === 0
      ? following.sessionless
      : following.sessionless.filter((broker) => broker !== leader)
  const answered = withReplica(state, partition, follower, { ...following, response, sessionless })
  if (
    (response.diverging !== null && deployment.mechanisms['diverging-counts-not'])
    || response.outOfRange !== null
    || leading.leadership === null
  )
    return answered
  const known = { logEndOffset: logEndOffset(following), brokerEpoch: brokerOf(state, follower).brokerEpoch }
  const followers = replaced(leading.leadership.followers, follower, known)
  const counted = withReplica(answered, partition, leader, {
    ...leading,
    leadership: { ...leading.leadership, followers },
  })
  const joined = canJoin(deployment, counted, partition, follower)
    ? join(deployment, counted, partition, follower)
    : counted
  const served = replicaOf(joined, partition, leader)
  const raised = withHighWatermark(deployment, partition, served)
  return raised === served ? joined : withReplica(joined, partition, leader, raised)
}

function answer(deployment: Deployment, leading: Replica, following: Replica): FetchResponse {
  const offset = logEndOffset(following)
  const base = { entries: [], highWatermark: leading.highWatermark, diverging: null, outOfRange: null, sent: null }
  const diverging =
    deployment.mechanisms.truncation === 'on-fetch' ? divergence(leading, latestEpoch(following), offset) : null
  if (diverging !== null) return { ...base, diverging }
  if (offset > logEndOffset(leading)) return { ...base, outOfRange: logEndOffset(leading) }
  return { ...base, entries: leading.log.slice(offset) }
}

/** Whether an answer has arrived for this follower to handle. */
export function canFinishFetch(state: ClusterState, partition: number, follower: number): boolean {
  const { response, leader } = replicaOf(state, partition, follower)
  return (
    response !== null
    && isRunning(state, follower)
    && connected(state, follower, lateOrigin(response)?.leader ?? leader)
  )
}

/** To whom a fetch was sent, and from which offset, if the follower has gone on to another epoch since. */
function lateOrigin(response: FetchResponse | EndOfEpoch): FetchResponse['sent'] {
  return 'asked' in response ? null : response.sent
}

/**
 * The answer reaches the follower. Where the logs part it cuts its own and takes nothing else from the answer (but for
 * its high watermark, before KAFKA-14704); else it appends, and its high watermark becomes the leader's of that time,
 * as far as its log goes (`ReplicaFetcherThread.processPartitionData`).
 */
export function finishFetch(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  follower: number,
): ClusterState {
  const replica = replicaOf(state, partition, follower)
  const { response } = replica
  if (response === null) return state
  if ('asked' in response) return withReplica(state, partition, follower, cutByAnswer(deployment, replica, response))
  const ready = { ...replica, response: null }
  if (response.sent !== null && !countsLate(replica, response.sent))
    return withReplica(state, partition, follower, ready)
  if (response.diverging !== null) {
    const heard = deployment.mechanisms['diverging-keeps-high-watermark']
      ? ready
      : { ...ready, highWatermark: Math.min(response.highWatermark, logEndOffset(ready)) }
    return withReplica(state, partition, follower, truncate(heard, truncationOf(heard, response.diverging).offset))
  }
  if (response.outOfRange !== null) {
    return haltsWhenOutOfRange(deployment, ready, response.outOfRange)
      ? processDies(deployment, withReplica(state, partition, follower, ready), follower, 'halted')
      : withReplica(state, partition, follower, truncate(ready, response.outOfRange))
  }
  const appended = append(deployment, ready, response.entries)
  const highWatermark = Math.min(response.highWatermark, logEndOffset(appended))
  return withReplica(
    state,
    partition,
    follower,
    highWatermark === appended.highWatermark ? appended : { ...appended, highWatermark },
  )
}

/**
 * Whether a follower takes the answer to a fetch of an earlier epoch for one of its own: the same leader, the same
 * offset, and ready to fetch (KAFKA-18991).
 */
function countsLate(replica: Replica, sent: NonNullable<FetchResponse['sent']>): boolean {
  return (
    replica.leadership === null
    && !replica.truncating
    && replica.leader === sent.leader
    && logEndOffset(replica) === sent.offset
  )
}

/**
 * The leader's log is shorter than the offset asked for: the follower cuts its own to it, or its broker stops because
 * that would lose data (`handleOffsetOutOfRange`).
 */
function haltsWhenOutOfRange({ mechanisms, settings }: Deployment, ready: Replica, leaderEnd: number): boolean {
  return (
    !mechanisms['follows-shorter-leader']
    && !settings['unclean.leader.election.enable']
    && leaderEnd < logEndOffset(ready)
  )
}
