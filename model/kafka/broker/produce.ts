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
import { withHighWatermark } from '../replication/high-watermark.ts'
import {
  type ClientRequest,
  type ClusterState,
  type ProduceRequest,
  isTransactional,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { isRunning, reaches } from '../state/network.ts'
import { isCommit } from '../state/records.ts'

/**
 * Whether this request can arrive now and is not told to come again: of each connection only the oldest. A broker reads
 * the next one only once it has answered (`SocketServer`, which mutes the connection).
 */
export function canArrive(deployment: Deployment, state: ClusterState, request: ClientRequest): boolean {
  if (request.offset >= 0 || !isRunning(state, request.broker)) return false
  if (!request.late && !reaches(state, request.broker, 'clients')) return false
  if (!isNextOnConnection(state, request)) return false
  return request.kind === 'produce' ? !isHeldBack(deployment, state, request) : isAnswered(deployment, state, request)
}

/** Whether a batch waits for the word of a transaction coordinator. */
function isHeldBack(deployment: Deployment, state: ClusterState, request: ProduceRequest): boolean {
  if (request.batch === null || !isTransactional(request.batch)) return false
  return (
    replicaOf(state, request.partition, request.broker).leadership !== null
    && admittance(deployment, state, request).is === 'wait'
  )
}

/** Whether nothing that was sent before it travels on its connection, or is not answered yet. */
export function isNextOnConnection(state: ClusterState, request: ClientRequest): boolean {
  const { producer, broker, late } = request
  const first = state.requests.find(
    (other) => other.producer === producer && other.broker === broker && other.late === late,
  )
  return first === request
}

/**
 * A request arrives. acks=all needs the minimum of in-sync replicas before the append, and waits after it until the
 * high watermark has passed the record; acks=1 is answered after the append.
 */
export function arrive(
  deployment: Deployment,
  before: ClusterState,
  request: ClientRequest,
  seen: Observation[],
): ClusterState {
  if (request.kind === 'call') return arriveCall(deployment, before, request, seen)
  const { partition, broker: leader } = request
  if (replicaOf(before, partition, leader).leadership === null)
    return respond(deployment, before, request, 'NOT_LEADER_OR_FOLLOWER', seen)
  const admitted = admittance(deployment, before, request)
  if (admitted.is === 'wait') return before
  const state = withQuestion(deployment, before, request)
  if (admitted.is === 'refuse') return respond(deployment, state, request, admitted.error, seen)
  if (admitted.is === 'ask') return askToAdd(deployment, state, request)
  return appendOrRefuse(deployment, state, request, seen)
}

/**
 * What `Partition.appendRecordsToLeader` does with a batch of which the leader knows that it may be in a transaction,
 * if it is in one.
 */
/** KAFKA-9835, in words. */
const READ_TOO_FAR = 'above the high watermark: a read that was under way takes in what is appended (KAFKA-9835)'

function appendOrRefuse(
  deployment: Deployment,
  state: ClusterState,
  request: ProduceRequest,
  seen: Observation[],
): ClusterState {
  const { partition, broker: leader, batch } = request
  const replica = replicaOf(state, partition, leader)
  const { acks } = deployment.settings
  if (acks === 'all' && (replica.leadership?.isr.length ?? 0) < minIsrOf(deployment, partition))
    return respond(deployment, state, request, 'NOT_ENOUGH_REPLICAS', seen)
  const isPosition = isCommit(deployment, request.record)
  if (isPosition && isOfOldGeneration(deployment, state, request.generation))
    return respond(deployment, state, request, 'ILLEGAL_GENERATION', seen)
  const admission = batch === null ? null : admit(deployment, replica, batch)
  if (admission?.is === 'refused') return respond(deployment, state, request, admission.error, seen)
  if (admission?.is === 'duplicate') return answerAgain(deployment, state, request, admission.offset, seen)
  const offset = logEndOffset(replica)
  const written = append(deployment, replica, [
    { record: isPosition ? NO_RECORD : request.record, leaderEpoch: replica.leaderEpoch, payload: batch },
  ])
  const appended = withReplica(state, partition, leader, withHighWatermark(deployment, partition, written))
  // A read that began with nothing above the high watermark may end behind this record (`FileRecords.slice`, up to
  // KAFKA-9835).
  if (
    !deployment.mechanisms['reads-below-high-watermark']
    && replica.highWatermark === offset
    && reaches(state, leader, 'clients')
  )
    seen.push({ kind: 'polled', log: partition, offset, record: request.record, why: READ_TOO_FAR })
  return acks === 'all' && !request.late
    ? waiting(appended, request, offset)
    : respond(deployment, appended, request, 'none', seen)
}

/**
 * A batch that stands in the log already is answered when it would have been the first time
 * (`ReplicaManager.appendRecords`).
 */
function answerAgain(
  deployment: Deployment,
  state: ClusterState,
  request: ProduceRequest,
  offset: number,
  seen: Observation[],
): ClusterState {
  const { highWatermark } = replicaOf(state, request.partition, request.broker)
  if (request.late || offset < highWatermark) return respond(deployment, state, request, 'none', seen)
  return waiting(state, request, offset)
}

/** The request waits until the high watermark has passed this offset (`DelayedProduce`). */
function waiting(state: ClusterState, request: ProduceRequest, offset: number): ClusterState {
  return { ...state, requests: state.requests.map((other) => (other === request ? { ...request, offset } : other)) }
}
