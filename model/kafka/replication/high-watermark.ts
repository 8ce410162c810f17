/** The leader's high watermark, and the acks=all requests that wait for it. */
import type { Observation } from '../../observation.ts'
import { applyWritten, confirmMarkers } from '../coordinator/applied.ts'
import { logEndOffset } from '../log/log.ts'
import { respond } from '../producer/answers.ts'
import { type ClusterState, type Leadership, type Replica, replicaOf, withReplica } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'

/**
 * The in-sync replicas that hold the high watermark back: with a pending expansion the larger set, with a pending
 * shrink the old one (KIP-497, `Partition.partitionState.maximalIsr`).
 */
export function maximalIsr(leadership: Leadership): readonly number[] {
  return leadership.pending?.joins ? leadership.pending.isr : leadership.isr
}

/**
 * The state after the leader looked whether its high watermark can rise, and answered the requests that waited for it
 * (`Partition.maybeIncrementLeaderHW`, `Partition.checkEnoughReplicasReachOffset`). Kafka also waits for a replica
 * outside the ISR that was caught up a moment ago; here that moment is always over.
 */
export function advanceHighWatermark(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
  seen: Observation[],
): ClusterState {
  const replica = replicaOf(state, partition, leader)
  const leadership = replica.leadership
  if (leadership === null) return state
  const highWatermark = highWatermarkOf(deployment, partition, replica, leadership, leader)
  if (highWatermark <= replica.highWatermark) return state
  const advanced = withReplica(state, partition, leader, { ...replica, highWatermark })
  return answerWaiting(
    deployment,
    advanced,
    partition,
    leader,
    highWatermark,
    maximalIsr(leadership).length >= minIsrOf(deployment, partition),
    seen,
  )
}

function highWatermarkOf(
  deployment: Deployment,
  partition: number,
  replica: Replica,
  leadership: Leadership,
  leader: number,
): number {
  if (deployment.mechanisms['strict-min-isr'] && leadership.isr.length < minIsrOf(deployment, partition))
    return replica.highWatermark
  let lowest = logEndOffset(replica)
  for (const member of maximalIsr(leadership)) {
    if (member === leader) continue
    const known = leadership.followers[member]
    if (known !== undefined && known.logEndOffset < lowest) lowest = known.logEndOffset
  }
  return lowest
}

function answerWaiting(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  leader: number,
  highWatermark: number,
  enough: boolean,
  seen: Observation[],
): ClusterState {
  if (partition === deployment.transactionLog) return applyWritten(deployment, state, leader, highWatermark, seen)
  let next = confirmMarkers(state, partition, leader, highWatermark)
  for (const request of state.requests) {
    if (
      request.broker !== leader
      || request.partition !== partition
      || request.offset < 0
      || request.offset >= highWatermark
    )
      continue
    next = respond(deployment, next, request, enough ? 'none' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', seen)
  }
  return next
}
