/** The produce path: a producer sends, a broker handles the request (`Sender`, `KafkaApis.handleProduceRequest`, `Partition.appendRecordsToLeader`). */
import { NO_RECORD, type Observation } from '../observation.ts'
import { isCommit, minIsrOf, originalOf, partitionOf, positionOf, type Cluster } from './cluster.ts'
import { advanceHighWatermark } from './high-watermark.ts'
import { append, logEndOffset } from './log.ts'
import { isRunning, reaches } from './network.ts'
import { respond } from './respond.ts'
import { admit, NO_SEQUENCE } from './sequences.ts'
import { mayBegin, mayRepeat, nextBatch } from './session.ts'
import { clientOf, withClient } from './transactions/access.ts'
import { admittance, askToAdd, withQuestion } from './transactions/admission.ts'
import { arriveCall, isAnswered } from './transactions/calls.ts'
import { begun, nextRecord } from './transactions/client.ts'
import { isOfOldGeneration } from './transactions/loop.ts'
import { partitionAt, producerOf, replaced, replicaOf, UNKNOWN, withProducer, withReplica, type ClusterState, type Producer, type ClientRequest, type Batch, type Send, type Session } from './state.ts'

/**
 * The broker that a send of this partition would go to now, or `null` when waiting is all that makes sense: the leader
 * that the producer believes in, or after an error or a lost connection the controller's. A request that would only be
 * refused because the broker does not lead is not sent, and none is sent again that would only be refused once more
 * because too few replicas are in sync: the refusal changes nothing.
 */
export function destination(cluster: Cluster, state: ClusterState, producer: Producer, partition: number, again = false): number | null {
  const believed = producer.target[partition] ?? UNKNOWN
  if (believed !== UNKNOWN && serves(cluster, state, partition, believed, again)) return believed
  const { leader } = partitionAt(state, partition).registration
  return leader >= 0 && serves(cluster, state, partition, leader, again) ? leader : null
}

function serves(cluster: Cluster, state: ClusterState, partition: number, broker: number, again: boolean): boolean {
  if (!reaches(state, broker, 'clients')) return false
  const { leadership } = replicaOf(state, partition, broker)
  if (leadership === null) return false
  return !again || cluster.settings.acks !== 'all' || leadership.isr.length >= minIsrOf(cluster, partition)
}

/** The record that this producer calls send for next, if it may send it now, or `null`. A record that waits to be sent again goes first (`RecordAccumulator.reenqueue`). */
export function nextSend(cluster: Cluster, state: ClusterState, producerId: number): number | null {
  const producer = producerOf(state, producerId)
  const record = nextRecord(cluster, state, producerId)
  if (record === null) return null
  const partition = partitionOf(cluster, record)
  if (producer.sends.some((send) => send.state === 'retry' && partitionOf(cluster, send.record) === partition)) return null
  if (!mayBegin(cluster, producer, partition) || !isAdded(cluster, state, producerId, partition)) return null
  return mayBeInFlight(cluster, state, producerId, partition, false) ? record : null
}

/** Up to transaction version 1 the coordinator must have added the partition to the transaction before (AddPartitionsToTxn). */
function isAdded(cluster: Cluster, state: ClusterState, producerId: number, partition: number): boolean {
  const client = clientOf(state, producerId)
  return client === null || cluster.mechanisms.transactionVersion >= 2 || client.added.includes(partition)
}

/** Whether a send that failed before may be sent again now. */
export function canResend(cluster: Cluster, state: ClusterState, producerId: number, record: number): boolean {
  const producer = producerOf(state, producerId)
  const send = producer.sends.find((other) => other.record === record)
  if (send === undefined || send.state !== 'retry' || send.resent >= cluster.resends || !mayRepeat(cluster, producer, record)) return false
  return mayBeInFlight(cluster, state, producerId, partitionOf(cluster, record), true)
}

/** `max.in.flight.requests.per.connection` counts per broker; with 1 a partition also has at most one in flight (`Sender.guaranteeMessageOrder`). */
function mayBeInFlight(cluster: Cluster, state: ClusterState, producerId: number, partition: number, again: boolean): boolean {
  const producer = producerOf(state, producerId)
  const to = destination(cluster, state, producer, partition, again)
  if (to === null) return false
  if (cluster.settings.acks === '0') return true
  const limit = cluster.settings['max.in.flight.requests.per.connection']
  if (limit === 1 && producer.sends.some((send) => send.state === 'in-flight' && partitionOf(cluster, send.record) === partition)) return false
  const inFlight = state.requests.filter((request) => request.call === null && request.producer === producerId && request.broker === to && !request.orphan)
  return inFlight.length < limit
}

/** The producer sends a record, for the first time or again. With acks=0 that is all it wants to know. */
export function send(cluster: Cluster, before: ClusterState, producerId: number, record: number, seen: Observation[]): ClusterState {
  const state = begun(cluster, before, producerId, record, seen)
  const producer = producerOf(state, producerId)
  const partition = partitionOf(cluster, record)
  const index = producer.sends.findIndex((other) => other.record === record)
  const broker = destination(cluster, state, producer, partition, index >= 0)
  if (broker === null) return state
  const again = producer.sends[index]
  const first = again === undefined && producer.session !== null ? firstBatch(cluster, producer.session, record) : null
  const batch = again?.batch ?? first?.batch ?? null
  const session = first?.session ?? producer.session
  const request: ClientRequest = { producer: producerId, record, broker, offset: UNKNOWN, silent: false, orphan: false, batch, partition, call: null, generation: clientOf(state, producerId)?.generation ?? -1, verification: 'none' }
  const target = producer.target[partition] === broker ? producer.target : replaced(producer.target, partition, broker)
  const sent = { ...state, requests: [...state.requests, request] }
  if (again !== undefined) {
    const sends = replaced<Send>(producer.sends, index, { ...again, resent: again.resent + 1, state: 'in-flight', rewritten: false })
    return withProducer(sent, producerId, { ...producer, sends, target })
  }
  const client = clientOf(state, producerId)
  const of = originalOf(cluster, record)
  seen.push({
    kind: 'sent',
    record,
    producer: producerId,
    log: partition,
    ...(of !== record && { of }),
    ...(client !== null && { transaction: client.transaction }),
    ...(client === null && cluster.transactionLog >= 0 && { beside: true }),
  })
  const remaining = producer.remaining.filter((other) => other !== record)
  if (cluster.settings.acks === '0') {
    seen.push({ kind: 'acknowledged', record })
    return withProducer(sent, producerId, { ...producer, remaining, target })
  }
  const attempt: Send = { record, resent: 0, state: 'in-flight', lost: false, batch, rewritten: false }
  const started = client === null || client.started ? sent : withClient(sent, producerId, { ...client, started: true })
  return withProducer(started, producerId, { ...producer, remaining, target, session, sends: [...producer.sends, attempt] })
}

/** A batch that was never sent: it takes the next sequence, but for a position, which has none. */
function firstBatch(cluster: Cluster, session: Session, record: number): { readonly batch: Batch; readonly session: Session } {
  if (!isCommit(cluster, record)) return nextBatch(cluster, session, partitionOf(cluster, record))
  const { producerId, epoch } = session
  return { batch: { producerId, epoch, sequence: NO_SEQUENCE, transactional: true, marker: null, coordinatorEpoch: -1, position: positionOf(cluster, record) }, session }
}

/**
 * The requests that can arrive now and are not told to come again: of each connection only the oldest. A broker reads the next
 * one only once it has answered (`SocketServer`, which mutes the connection).
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
  return replicaOf(state, request.partition, request.broker).leadership !== null && admittance(cluster, state, request).is === 'wait'
}

function sameConnection(a: ClientRequest, b: ClientRequest): boolean {
  return a.producer === b.producer && a.broker === b.broker && a.orphan === b.orphan
}

/**
 * A request arrives. acks=all needs the minimum of in-sync replicas before the append, and waits after it until the
 * high watermark has passed the record; acks=1 is answered after the append.
 */
export function arrive(cluster: Cluster, before: ClusterState, request: ClientRequest, seen: Observation[]): ClusterState {
  if (request.call !== null) return arriveCall(cluster, before, request, seen)
  const { partition, broker: leader } = request
  if (replicaOf(before, partition, leader).leadership === null) return respond(cluster, before, request, 'NOT_LEADER_OR_FOLLOWER', seen)
  const admitted = admittance(cluster, before, request)
  if (admitted.is === 'wait') return before
  const state = withQuestion(cluster, before, request)
  if (admitted.is === 'refuse') return respond(cluster, state, request, admitted.error, seen)
  if (admitted.is === 'ask') return askToAdd(cluster, state, request, seen)
  return appendOrRefuse(cluster, state, request, seen)
}

/** What `Partition.appendRecordsToLeader` does with a batch of which the leader knows that it may be in a transaction, if it is in one. */
function appendOrRefuse(cluster: Cluster, state: ClusterState, request: ClientRequest, seen: Observation[]): ClusterState {
  const { partition, broker: leader, batch } = request
  const replica = replicaOf(state, partition, leader)
  const { acks } = cluster.settings
  if (acks === 'all' && (replica.leadership?.isr.length ?? 0) < minIsrOf(cluster, partition)) return respond(cluster, state, request, 'NOT_ENOUGH_REPLICAS', seen)
  const isPosition = isCommit(cluster, request.record)
  if (isPosition && isOfOldGeneration(cluster, state, request.generation)) return respond(cluster, state, request, 'ILLEGAL_GENERATION', seen)
  const admission = batch === null ? null : admit(cluster, replica, batch)
  if (admission?.is === 'refused') return respond(cluster, state, request, admission.error, seen)
  if (admission?.is === 'duplicate') return answerAgain(cluster, state, request, admission.offset, seen)
  const offset = logEndOffset(replica)
  const appended = withReplica(state, partition, leader, append(cluster, replica, [{ record: isPosition ? NO_RECORD : request.record, epoch: replica.leaderEpoch, payload: batch }]))
  // A read that began with nothing above the high watermark may end behind this record (`FileRecords.slice`, up to KAFKA-9835).
  if (!cluster.mechanisms['reads-below-high-watermark'] && replica.highWatermark === offset && reaches(state, leader, 'clients')) seen.push({ kind: 'polled', log: partition, offset, record: request.record })
  if (acks !== 'all' || request.orphan) {
    return advanceHighWatermark(cluster, respond(cluster, appended, request, 'none', seen), partition, leader, seen)
  }
  const waiting = { ...appended, requests: appended.requests.map((other) => (other === request ? { ...request, offset } : other)) }
  return advanceHighWatermark(cluster, waiting, partition, leader, seen)
}

/** A batch that stands in the log already is answered when it would have been the first time (`ReplicaManager.appendRecords`). */
function answerAgain(cluster: Cluster, state: ClusterState, request: ClientRequest, offset: number, seen: Observation[]): ClusterState {
  const { highWatermark } = replicaOf(state, request.partition, request.broker)
  if (request.orphan || offset < highWatermark) return respond(cluster, state, request, 'none', seen)
  return { ...state, requests: state.requests.map((other) => (other === request ? { ...request, offset } : other)) }
}
