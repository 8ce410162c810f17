/**
 * The produce path: a producer sends, a broker handles the request (`Sender`, `KafkaApis.handleProduceRequest`,
 * `Partition.appendRecordsToLeader`).
 */
import { NO_RECORD, type Observation } from '../../observation.ts'
import { isOfOldGeneration } from '../consumer/loop.ts'
import { admittance, askToAdd, withQuestion } from '../coordinator/admission.ts'
import { arriveCall, isAnswered } from '../coordinator/calls.ts'
import { append, logEndOffset } from '../log/log.ts'
import { admit } from '../log/producer-state.ts'
import { respond } from '../producer/answers.ts'
import { advanceHighWatermark } from '../replication/high-watermark.ts'
import { type ClientRequest, type ClusterState, replicaOf, withReplica } from '../state/cluster-state.ts'
import { type Cluster, minIsrOf } from '../state/deployment.ts'
import { isRunning, reaches } from '../state/network.ts'
import { isCommit } from '../state/records.ts'

/**
 * The requests that can arrive now and are not told to come again: of each connection only the oldest. A broker reads
 * the next one only once it has answered (`SocketServer`, which mutes the connection).
 */
export function arrivable(cluster: Cluster, state: ClusterState): readonly ClientRequest[] {
  return state.requests.filter((request, i) => {
    if (request.offset >= 0 || !isRunning(state, request.broker)) return false
    if (!request.orphan && !reaches(state, request.broker, 'clients')) return false
    if (state.requests.some((older, j) => j < i && sameConnection(older, request))) return false
    return request.call === null ? !isHeldBack(cluster, state, request) : isAnswered(cluster, state, request)
  })
}

/** Whether a batch waits for the word of a transaction coordinator. */
function isHeldBack(cluster: Cluster, state: ClusterState, request: ClientRequest): boolean {
  if (request.batch === null || !request.batch.transactional) return false
  return (
    replicaOf(state, request.partition, request.broker).leadership !== null
    && admittance(cluster, state, request).is === 'wait'
  )
}

function sameConnection(a: ClientRequest, b: ClientRequest): boolean {
  return a.producer === b.producer && a.broker === b.broker && a.orphan === b.orphan
}

/**
 * A request arrives. acks=all needs the minimum of in-sync replicas before the append, and waits after it until the
 * high watermark has passed the record; acks=1 is answered after the append.
 */
export function arrive(
  cluster: Cluster,
  before: ClusterState,
  request: ClientRequest,
  seen: Observation[],
): ClusterState {
  if (request.call !== null) return arriveCall(cluster, before, request, seen)
  const { partition, broker: leader } = request
  if (replicaOf(before, partition, leader).leadership === null)
    return respond(cluster, before, request, 'NOT_LEADER_OR_FOLLOWER', seen)
  const admitted = admittance(cluster, before, request)
  if (admitted.is === 'wait') return before
  const state = withQuestion(cluster, before, request)
  if (admitted.is === 'refuse') return respond(cluster, state, request, admitted.error, seen)
  if (admitted.is === 'ask') return askToAdd(cluster, state, request, seen)
  return appendOrRefuse(cluster, state, request, seen)
}

/**
 * What `Partition.appendRecordsToLeader` does with a batch of which the leader knows that it may be in a transaction,
 * if it is in one.
 */
function appendOrRefuse(
  cluster: Cluster,
  state: ClusterState,
  request: ClientRequest,
  seen: Observation[],
): ClusterState {
  const { partition, broker: leader, batch } = request
  const replica = replicaOf(state, partition, leader)
  const { acks } = cluster.settings
  if (acks === 'all' && (replica.leadership?.isr.length ?? 0) < minIsrOf(cluster, partition))
    return respond(cluster, state, request, 'NOT_ENOUGH_REPLICAS', seen)
  const isPosition = isCommit(cluster, request.record)
  if (isPosition && isOfOldGeneration(cluster, state, request.generation))
    return respond(cluster, state, request, 'ILLEGAL_GENERATION', seen)
  const admission = batch === null ? null : admit(cluster, replica, batch)
  if (admission?.is === 'refused') return respond(cluster, state, request, admission.error, seen)
  if (admission?.is === 'duplicate') return answerAgain(cluster, state, request, admission.offset, seen)
  const offset = logEndOffset(replica)
  const appended = withReplica(
    state,
    partition,
    leader,
    append(cluster, replica, [
      { record: isPosition ? NO_RECORD : request.record, epoch: replica.leaderEpoch, payload: batch },
    ]),
  )
  // A read that began with nothing above the high watermark may end behind this record (`FileRecords.slice`, up to
  // KAFKA-9835).
  if (
    !cluster.mechanisms['reads-below-high-watermark']
    && replica.highWatermark === offset
    && reaches(state, leader, 'clients')
  )
    seen.push({ kind: 'polled', log: partition, offset, record: request.record })
  if (acks !== 'all' || request.orphan) {
    return advanceHighWatermark(cluster, respond(cluster, appended, request, 'none', seen), partition, leader, seen)
  }
  const waiting = {
    ...appended,
    requests: appended.requests.map((other) => (other === request ? { ...request, offset } : other)),
  }
  return advanceHighWatermark(cluster, waiting, partition, leader, seen)
}

/**
 * A batch that stands in the log already is answered when it would have been the first time
 * (`ReplicaManager.appendRecords`).
 */
function answerAgain(
  cluster: Cluster,
  state: ClusterState,
  request: ClientRequest,
  offset: number,
  seen: Observation[],
): ClusterState {
  const { highWatermark } = replicaOf(state, request.partition, request.broker)
  if (request.orphan || offset < highWatermark) return respond(cluster, state, request, 'none', seen)
  return { ...state, requests: state.requests.map((other) => (other === request ? { ...request, offset } : other)) }
}
