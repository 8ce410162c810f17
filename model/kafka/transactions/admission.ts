/**
 * The first batch of a transaction in a partition: since 3.6 the partition's leader asks the coordinator whether the partition is
 * in the transaction, and with transaction version 2 has it added (KIP-890, `ReplicaManager.handleProduceAppend`,
 * `UnifiedLog.maybeStartTransactionVerification`). Its word and the append are one step where nothing has to be added: in Kafka a marker may come between, and the
 * batch is refused then (`VerificationGuard`). Where something was added, a marker that comes between has a newer epoch than the batch.
 */
import type { Observation } from '../../observation.ts'
import type { Cluster } from '../cluster.ts'
import { connected, isRunning } from '../network.ts'
import type { ProduceError } from '../remedies.ts'
import { admit, NO_OFFSET, producerState } from '../sequences.ts'
import { NO_LEADER, replicaOf, type Batch, type ClientRequest, type ClusterState, type Replica } from '../state.ts'
import { entryAt, presentCoordinator } from './access.ts'
import { canWrite, write } from './coordinator.ts'
import { isBusy, isEnding, onAdd, onVerify, type CallError } from './requests.ts'

/** `append`: nothing stands in the way. `wait`: the coordinator does not answer, or says to come again; the client would. `ask`: the coordinator has to add the partition first. */
export type Admittance = { readonly is: 'append' } | { readonly is: 'wait' } | { readonly is: 'ask' } | { readonly is: 'refuse'; readonly error: ProduceError }

const APPEND: Admittance = { is: 'append' }
const WAIT: Admittance = { is: 'wait' }

/** What a leader does with a transactional batch that is in sequence. */
export function admittance(cluster: Cluster, state: ClusterState, request: ClientRequest): Admittance {
  const { batch, broker, partition, verification } = request
  if (batch === null || !batch.transactional || !verifies(cluster, batch)) return APPEND
  if (isOpenIn(cluster, replicaOf(state, partition, broker), batch) || verification === 'confirmed') return APPEND
  return verification === 'asked' ? WAIT : asked(cluster, state, request)
}

function isOpenIn(cluster: Cluster, replica: Replica, { producerId, epoch }: Batch): boolean {
  const known = producerState(cluster, replica, producerId)
  return known.openSince !== NO_OFFSET && (known.epoch === epoch || !cluster.mechanisms['transactions-open-by-epoch'])
}

function verifies({ mechanisms, settings }: Cluster, { position }: Batch): boolean {
  if (mechanisms.transactionVersion >= 2) return true
  return (position < 0 || mechanisms['offset-commits-verified']) && (mechanisms['transactions-verified'] && settings['transaction.partition.verification.enable'])
}

function asked(cluster: Cluster, state: ClusterState, { batch, broker, partition }: ClientRequest): Admittance {
  const coordinator = coordinatorSeenBy(cluster, state, broker)
  if (batch === null || coordinator === NO_LEADER) return WAIT
  const entry = entryAt(state, coordinator, transactionalIdOf(state, coordinator, batch.producerId))
  if (entry === null) return { is: 'refuse', error: 'INVALID_TXN_STATE' }
  if (cluster.mechanisms.transactionVersion < 2) return isEnding(entry.metadata.state) ? WAIT : answered(onVerify(entry.metadata, batch, partition))
  if (isBusy(entry)) return WAIT
  const decision = onAdd(entry.metadata, batch, partition)
  if (decision.is === 'answer') return answered(decision.error)
  return canWrite(cluster, state, coordinator) ? { is: 'ask' } : WAIT
}

function answered(error: CallError): Admittance {
  if (error === 'none') return APPEND
  return { is: 'refuse', error: error === 'PRODUCER_FENCED' ? 'INVALID_PRODUCER_EPOCH' : 'INVALID_TXN_STATE' }
}

/** The leader asks the coordinator to add the partition; the batch waits until that is replicated. */
export function askToAdd(cluster: Cluster, state: ClusterState, request: ClientRequest, seen: Observation[]): ClusterState {
  const { batch, broker, partition } = request
  const coordinator = coordinatorSeenBy(cluster, state, broker)
  const id = batch === null ? -1 : transactionalIdOf(state, coordinator, batch.producerId)
  const entry = entryAt(state, coordinator, id)
  const decision = entry && batch && onAdd(entry.metadata, batch, partition)
  if (decision?.is !== 'write') return state
  const waiting = { ...state, requests: state.requests.map((other) => (other === request ? { ...request, verification: 'asked' as const } : other)) }
  return write(cluster, waiting, coordinator, id, decision.metadata, seen)
}

/** Whether a batch that arrives makes its leader ask the coordinator first, and is not appended yet. */
export function asksToAdd(cluster: Cluster, state: ClusterState, { producer, record, broker, late }: { readonly producer: number; readonly record: number; readonly broker: number; readonly late: boolean }): boolean {
  const request = state.requests.find((other) => other.producer === producer && other.record === record && other.broker === broker && other.orphan === late)
  if (request?.batch == null) return false
  const replica = replicaOf(state, request.partition, broker)
  return replica.leadership !== null && admit(cluster, replica, request.batch).is === 'new' && admittance(cluster, state, request).is === 'ask'
}

function coordinatorSeenBy(cluster: Cluster, state: ClusterState, broker: number): number {
  const coordinator = presentCoordinator(cluster, state)
  if (coordinator === NO_LEADER || !isRunning(state, coordinator)) return NO_LEADER
  return coordinator === broker || connected(state, broker, coordinator) ? coordinator : NO_LEADER
}

/** The coordinator that a leader asks when this batch arrives, or `NO_LEADER`. */
export function coordinatorAskedBy(cluster: Cluster, state: ClusterState, { producer, record, broker, late }: { readonly producer: number; readonly record: number; readonly broker: number; readonly late: boolean }): number {
  const request = state.requests.find((other) => other.producer === producer && other.record === record && other.broker === broker && other.orphan === late)
  if (request?.batch?.transactional !== true || request.verification !== 'none' || !verifies(cluster, request.batch)) return NO_LEADER
  const replica = replicaOf(state, request.partition, broker)
  const asks = replica.leadership !== null && admit(cluster, replica, request.batch).is === 'new' && !isOpenIn(cluster, replica, request.batch)
  return asks ? coordinatorSeenBy(cluster, state, broker) : NO_LEADER
}

/** A request names the transactional id; here it is the one that this producer id was given to. */
function transactionalIdOf(state: ClusterState, coordinator: number, producerId: number): number {
  return state.transactions?.coordinators[coordinator]?.entries.findIndex(({ metadata }) => metadata.producerId === producerId) ?? -1
}
