/**
 * Calls of a transactional producer to its coordinator: what it has to ask next, how that travels, and what the
 * coordinator does with it.
 */
import type { Observation } from '../../observation.ts'
import { hasToSend } from '../door.ts'
import { logEndOffset } from '../log/log.ts'
import { answerCall, begun, nextRecord } from '../producer/transaction.ts'
import {
  type CallRequest,
  type ClusterState,
  UNKNOWN,
  producerOf,
  replaced,
  replicaOf,
  withProducer,
} from '../state/cluster-state.ts'
import { clientOf, coordinatorAt, entryAt, presentCoordinator } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { reaches } from '../state/network.ts'
import { partitionOf } from '../state/records.ts'
import type { Call, CoordinatorEntry, TransactionalClient } from '../state/transactions.ts'
import { canWrite, fenceAndAbort, write } from './coordinator.ts'
import { type Decision, isBusy, onAdd, onEnd, onInit } from './requests.ts'

/**
 * What the producer has to ask its coordinator now, or `null`; one request at a time
 * (`TransactionManager.nextRequest`).
 */
export function nextCall(deployment: Deployment, state: ClusterState, producer: number): Call | null {
  const client = clientOf(state, producer)
  if (client === null || client.phase === 'fatal') return null
  const owner = producerOf(state, producer)
  const { producerId = -1, producerEpoch = -1 } = owner.session ?? {}
  const call = {
    transactionalId: client.transactionalId,
    producerId,
    producerEpoch,
    partition: -1,
    commit: false,
    transaction: client.transaction,
  }
  switch (client.phase) {
    case 'initializing':
      return isNeeded(deployment, state, producer, client) ? { ...call, asks: 'init' } : null
    case 'committing':
    case 'aborting':
      // Batches that were sent are waited for, also before an abort.
      return client.started && owner.sends.length === 0
        ? { ...call, asks: 'end', commit: client.phase === 'committing' }
        : null
    default:
      return nextAddition(deployment, state, producer, client, call)
  }
}

/** Whether a producer has work once it is initialised; one of a partition is initialised by the owner alone. */
function isNeeded(
  { idsOfPartitions }: Deployment,
  state: ClusterState,
  producer: number,
  { replaces }: TransactionalClient,
): boolean {
  if (state.group !== null) return !idsOfPartitions || state.group.owner === producer
  return hasToSend(state, producer) || replaces >= 0
}

/** Up to transaction version 1 the producer has a partition added before it sends there. */
function nextAddition(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  client: TransactionalClient,
  call: Omit<Call, 'asks'>,
): Call | null {
  if (deployment.mechanisms.transactionVersion >= 2) return null
  const record = nextRecord(deployment, state, producer)
  if (record === null) return null
  const partition = partitionOf(deployment, record)
  return client.phase === 'in-transaction' && client.added.includes(partition)
    ? null
    : { ...call, asks: 'add', partition }
}

/** The broker that the producer would ask, or `null` if it would reach no coordinator. */
function destinationOfCall(deployment: Deployment, state: ClusterState, producer: number): number | null {
  const believed = producerOf(state, producer).target[deployment.transactionLog] ?? UNKNOWN
  if (believed !== UNKNOWN && coordinatorAt(state, believed) !== null && reaches(state, believed, 'clients'))
    return believed
  const present = presentCoordinator(deployment, state)
  return present >= 0 && reaches(state, present, 'clients') ? present : null
}

/** Whether the producer can go on with its coordinator now. */
export function canCall(deployment: Deployment, state: ClusterState, producer: number): boolean {
  if (state.requests.some((request) => request.kind === 'call' && request.producer === producer && !request.late))
    return false
  return nextCall(deployment, state, producer) !== null && destinationOfCall(deployment, state, producer) !== null
}

/** The producer sends its next call. */
export function sendCall(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  seen: Observation[],
): ClusterState {
  const record = nextRecord(deployment, state, producer)
  const call = nextCall(deployment, state, producer)
  const broker = destinationOfCall(deployment, state, producer)
  if (call === null || broker === null) return state
  const began = call.asks === 'add' && record !== null ? begun(deployment, state, producer, record, seen) : state
  const owner = producerOf(began, producer)
  const asked = { ...call, transaction: clientOf(began, producer)?.transaction ?? call.transaction }
  const request: CallRequest = {
    kind: 'call',
    producer,
    broker,
    offset: UNKNOWN,
    silent: false,
    late: false,
    call: asked,
  }
  const target =
    owner.target[deployment.transactionLog] === broker
      ? owner.target
      : replaced(owner.target, deployment.transactionLog, broker)
  return withProducer({ ...began, requests: [...began.requests, request] }, producer, { ...owner, target })
}

/** Whether a call that has arrived is answered now, and not told to come again; the client would, until it is. */
export function isAnswered(deployment: Deployment, state: ClusterState, { broker, call }: CallRequest): boolean {
  const entry = entryAt(state, broker, call.transactionalId)
  if (entry === null) return true
  return !isBusy(entry) && (decide(deployment, entry, call).is === 'answer' || canWrite(deployment, state, broker))
}

function decide(deployment: Deployment, { metadata }: CoordinatorEntry, call: Call): Decision {
  switch (call.asks) {
    case 'init':
      return onInit(metadata, call)
    case 'add':
      return onAdd(metadata, call, call.partition)
    case 'end':
      return onEnd(deployment.mechanisms, metadata, call, call.commit)
  }
}

/**
 * A call reaches the broker that the client takes for its coordinator (`KafkaApis.handleEndTxnRequest` and its
 * neighbours).
 */
export function arriveCall(
  deployment: Deployment,
  state: ClusterState,
  request: CallRequest,
  seen: Observation[],
): ClusterState {
  const { call, broker } = request
  const entry = entryAt(state, broker, call.transactionalId)
  if (entry === null) return answerCall(deployment, state, request, 'again', null, seen)
  const decision = decide(deployment, entry, call)
  if (decision.is === 'answer') return answerCall(deployment, state, request, decision.error, entry.metadata, seen)
  const offset = logEndOffset(replicaOf(state, deployment.transactionLog, broker))
  const waiting = request.late
    ? { ...state, requests: state.requests.filter((other) => other !== request) }
    : { ...state, requests: state.requests.map((other) => (other === request ? { ...request, offset } : other)) }
  return decision.is === 'fence'
    ? fenceAndAbort(deployment, waiting, broker, call.transactionalId, 'replaced')
    : write(deployment, waiting, broker, call.transactionalId, decision.metadata)
}
