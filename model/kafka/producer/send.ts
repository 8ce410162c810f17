/** A producer sends, for the first time or again (`KafkaProducer`, `Sender`, `RecordAccumulator`). */
import type { Observation } from '../../observation.ts'
import { applicationOf, sendCalled } from '../door.ts'
import {
  type ClusterState,
  UNKNOWN,
  partitionAt,
  producerOf,
  replaced,
  replicaOf,
  withProducer,
} from '../state/cluster-state.ts'
import { clientOf, withClient } from '../state/coordinators.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import type { ProducerBatch } from '../state/entry.ts'
import { reaches } from '../state/network.ts'
import type { Producer, ProduceRequest, Send, Session } from '../state/producers.ts'
import { isCommit, originalOf, partitionOf, positionOf } from '../state/records.ts'
import { mayBegin, mayRepeat, nextBatch } from './session.ts'
import { begun, nextRecord } from './transaction.ts'

/**
 * The broker that a send of this partition would go to now, or `null` when waiting is all that makes sense: the leader
 * that the producer believes in, or after an error or a lost connection the controller's. A request that would only be
 * refused because the broker does not lead is not sent, and none is sent again that would only be refused once more
 * because too few replicas are in sync: the refusal changes nothing.
 */
export function destination(
  deployment: Deployment,
  state: ClusterState,
  producer: Producer,
  partition: number,
  again = false,
): number | null {
  const believed = producer.target[partition] ?? UNKNOWN
  if (believed !== UNKNOWN && serves(deployment, state, partition, believed, again)) return believed
  const { leader } = partitionAt(state, partition).registration
  return leader >= 0 && serves(deployment, state, partition, leader, again) ? leader : null
}

function serves(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  broker: number,
  again: boolean,
): boolean {
  if (!reaches(state, broker, 'clients')) return false
  const { leadership } = replicaOf(state, partition, broker)
  if (leadership === null) return false
  return !again || deployment.settings.acks !== 'all' || leadership.isr.length >= minIsrOf(deployment, partition)
}

/**
 * The record that this producer calls send for next, if it may send it now, or `null`. A record that waits to be sent
 * again goes first (`RecordAccumulator.reenqueue`).
 */
export function nextSend(deployment: Deployment, state: ClusterState, place: number): number | null {
  const producer = producerOf(state, place)
  const record = nextRecord(deployment, state, place)
  if (record === null) return null
  const partition = partitionOf(deployment, record)
  if (producer.sends.some((send) => send.state === 'retry' && partitionOf(deployment, send.record) === partition))
    return null
  if (!mayBegin(deployment, producer, partition) || !isAdded(deployment, state, place, partition)) return null
  return mayBeInFlight(deployment, state, place, partition, false) ? record : null
}

/**
 * Up to transaction version 1 the coordinator must have added the partition to the transaction before
 * (AddPartitionsToTxn).
 */
function isAdded(deployment: Deployment, state: ClusterState, place: number, partition: number): boolean {
  const client = clientOf(state, place)
  return client === null || deployment.mechanisms.transactionVersion >= 2 || client.added.includes(partition)
}

/** Whether a send that failed before may be sent again now. */
export function canResend(deployment: Deployment, state: ClusterState, place: number, record: number): boolean {
  const producer = producerOf(state, place)
  const send = producer.sends.find((other) => other.record === record)
  if (
    send === undefined
    || send.state !== 'retry'
    || send.resent >= deployment.resends
    || !mayRepeat(deployment, producer, record)
  )
    return false
  return mayBeInFlight(deployment, state, place, partitionOf(deployment, record), true)
}

/**
 * `max.in.flight.requests.per.connection` counts per broker; with 1 a partition also has at most one in flight
 * (`Sender.guaranteeMessageOrder`).
 */
function mayBeInFlight(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  partition: number,
  again: boolean,
): boolean {
  const producer = producerOf(state, place)
  const to = destination(deployment, state, producer, partition, again)
  if (to === null) return false
  if (deployment.settings.acks === '0') return true
  const limit = deployment.settings['max.in.flight.requests.per.connection']
  if (
    limit === 1
    && producer.sends.some((send) => send.state === 'in-flight' && partitionOf(deployment, send.record) === partition)
  )
    return false
  const inFlight = state.requests.filter(
    (request) => request.kind === 'produce' && request.producer === place && request.broker === to && !request.late,
  )
  return inFlight.length < limit
}

/** The producer sends a record, for the first time or again. With acks=0 that is all it wants to know. */
export function send(
  deployment: Deployment,
  before: ClusterState,
  place: number,
  record: number,
  seen: Observation[],
): ClusterState {
  const state = begun(deployment, before, place, record, seen)
  const producer = producerOf(state, place)
  const partition = partitionOf(deployment, record)
  const index = producer.sends.findIndex((other) => other.record === record)
  const broker = destination(deployment, state, producer, partition, index >= 0)
  if (broker === null) return state
  const again = producer.sends[index]
  const first =
    again === undefined && producer.session !== null ? firstBatch(deployment, producer.session, record) : null
  const batch = again?.batch ?? first?.batch ?? null
  const session = first?.session ?? producer.session
  const request: ProduceRequest = {
    kind: 'produce',
    producer: place,
    record,
    broker,
    offset: UNKNOWN,
    silent: false,
    late: false,
    batch,
    partition,
    generation: clientOf(state, place) === null ? -1 : applicationOf(state, place).generation,
    verification: 'none',
  }
  const target = producer.target[partition] === broker ? producer.target : replaced(producer.target, partition, broker)
  const sent = { ...state, requests: [...state.requests, request] }
  if (again !== undefined) {
    const sends = replaced<Send>(producer.sends, index, {
      ...again,
      resent: again.resent + 1,
      state: 'in-flight',
      rewritten: false,
    })
    return withProducer(sent, place, { ...producer, sends, target })
  }
  const client = clientOf(state, place)
  const of = originalOf(deployment, record)
  seen.push({
    kind: 'sent',
    record,
    producer: place,
    log: partition,
    ...(of !== record && { of }),
    ...(client !== null && { transaction: client.transaction }),
    ...(client === null && deployment.transactionLog >= 0 && { beside: true }),
  })
  const begins = sendCalled(sent, place, record)
  if (deployment.settings.acks === '0') {
    seen.push({ kind: 'acknowledged', record })
    return withProducer(begins, place, { ...producer, target })
  }
  const attempt: Send = { record, resent: 0, state: 'in-flight', lost: false, batch, rewritten: false }
  const started = client === null || client.started ? begins : withClient(begins, place, { ...client, started: true })
  return withProducer(started, place, {
    ...producer,
    target,
    session,
    sends: [...producer.sends, attempt],
  })
}

/** A batch that was never sent: it takes the next sequence, but for a position, which has none. */
function firstBatch(
  deployment: Deployment,
  session: Session,
  record: number,
): { readonly batch: ProducerBatch; readonly session: Session } {
  if (!isCommit(deployment, record)) return nextBatch(deployment, session, partitionOf(deployment, record))
  const { producerId, producerEpoch } = session
  return {
    batch: { kind: 'position', producerId, producerEpoch, position: positionOf(deployment, record) },
    session,
  }
}
