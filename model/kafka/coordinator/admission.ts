/**
 * The first batch of a transaction in a partition: since 3.6 the partition's leader asks the coordinator whether the
 * partition is in the transaction, and with transaction version 2 has it added (KIP-890,
 * `ReplicaManager.handleProduceAppend`, `UnifiedLog.maybeStartTransactionVerification`). It does so before it looks at
 * anything else of the batch: in-sync replicas, duplicates and sequences come after. Its word and the append are one
 * step where nothing has to be added: in Kafka a marker may come between, and the batch is refused then
 * (`VerificationGuard`). Where something was added, a marker that comes between has a newer epoch than the batch.
 */
import { NO_OFFSET, producerState } from '../log/producer-state.ts'
import type { ProduceError } from '../producer/remedies.ts'
import {
  type ProduceRequest,
  type ClusterState,
  NO_LEADER,
  type ProducerBatch,
  type Replica,
  isProduce,
  isTransactional,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import { entryAt, presentCoordinator } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { connected, isRunning } from '../state/network.ts'
import type { CallError } from '../state/transactions.ts'
import { canWrite, write } from './coordinator.ts'
import { isBusy, isEnding, onAdd, onVerify } from './requests.ts'
import { withVerification } from './verification.ts'

/**
 * `go on`: nothing stands in the way. `wait`: the coordinator does not answer, or says to come again; the client would.
 * `ask`: the coordinator has to add the partition first.
 */
export type Admittance =
  | { readonly is: 'go on' }
  | { readonly is: 'wait' }
  | { readonly is: 'ask' }
  | { readonly is: 'refuse'; readonly error: ProduceError }

const GO_ON: Admittance = { is: 'go on' }
const WAIT: Admittance = { is: 'wait' }

/** What a leader does first with a batch, before it compares it with its log. */
export function admittance(deployment: Deployment, state: ClusterState, request: ProduceRequest): Admittance {
  if (!needsVerification(deployment, state, request)) return GO_ON
  if (isOfOldEpoch(deployment, state, request)) return { is: 'refuse', error: 'INVALID_PRODUCER_EPOCH' }
  return request.verification === 'asked' ? WAIT : asked(deployment, state, request)
}

/** Whether the leader has to be sure that the coordinator knows of the transaction in this partition. */
function needsVerification(
  deployment: Deployment,
  state: ClusterState,
  { batch, broker, partition, verification }: ProduceRequest,
): boolean {
  if (batch === null || !isTransactional(batch) || verification === 'confirmed' || !verifies(deployment, batch))
    return false
  return !isOpenIn(deployment, replicaOf(state, partition, broker), batch)
}

/** Since 4.1 nobody is asked about a batch of an epoch that the leader knows to be over. */
function isOfOldEpoch(
  deployment: Deployment,
  state: ClusterState,
  { batch, broker, partition }: ProduceRequest,
): boolean {
  if (batch === null || !deployment.mechanisms['old-epochs-refused-unasked']) return false
  return (
    batch.producerEpoch < producerState(deployment, replicaOf(state, partition, broker), batch.producerId).producerEpoch
  )
}

function isOpenIn(deployment: Deployment, replica: Replica, { producerId, producerEpoch }: ProducerBatch): boolean {
  const known = producerState(deployment, replica, producerId)
  return (
    known.openSince !== NO_OFFSET
    && (known.producerEpoch === producerEpoch || !deployment.mechanisms['transactions-open-by-epoch'])
  )
}

function verifies({ mechanisms, settings }: Deployment, { kind }: ProducerBatch): boolean {
  if (mechanisms.transactionVersion >= 2) return true
  return (
    (kind === 'records' || mechanisms['offset-commits-verified'])
    && mechanisms['transactions-verified']
    && settings['transaction.partition.verification.enable']
  )
}

/**
 * The state in which the leader remembers that it asked about this batch, if it does: whatever becomes of the batch,
 * only an append ends that.
 */
export function withQuestion(deployment: Deployment, state: ClusterState, request: ProduceRequest): ClusterState {
  const { batch, broker, partition } = request
  if (batch?.kind !== 'records') return state
  if (!needsVerification(deployment, state, request) || isOfOldEpoch(deployment, state, request)) return state
  const replica = replicaOf(state, partition, broker)
  const asking = withVerification(replica, batch)
  return asking === replica ? state : withReplica(state, partition, broker, asking)
}

function asked(deployment: Deployment, state: ClusterState, { batch, broker, partition }: ProduceRequest): Admittance {
  const coordinator = coordinatorSeenBy(deployment, state, broker)
  if (batch === null || coordinator === NO_LEADER) return WAIT
  const entry = entryAt(state, coordinator, transactionalIdOf(state, coordinator, batch.producerId))
  if (entry === null) return refused(deployment, 'INVALID_PRODUCER_ID_MAPPING')
  if (deployment.mechanisms.transactionVersion < 2) {
    const answer = onVerify(entry.metadata, batch, partition)
    return isEnding(entry.metadata.state) && answer !== 'PRODUCER_FENCED' ? WAIT : answered(deployment, answer)
  }
  if (isBusy(entry)) return WAIT
  const decision = onAdd(entry.metadata, batch, partition)
  if (decision.is === 'answer') return answered(deployment, decision.error)
  return canWrite(deployment, state, coordinator) ? { is: 'ask' } : WAIT
}

function answered(deployment: Deployment, error: CallError): Admittance {
  return error === 'none' ? GO_ON : refused(deployment, error)
}

/**
 * The coordinator's word as the producer hears it (`AddPartitionsToTxnManager`): since 3.8 it has an error of its own
 * that says to abort.
 */
function refused({ mechanisms }: Deployment, error: Exclude<CallError, 'none'>): Admittance {
  switch (error) {
    case 'PRODUCER_FENCED':
      return { is: 'refuse', error: 'INVALID_PRODUCER_EPOCH' }
    case 'INVALID_PRODUCER_ID_MAPPING':
      return { is: 'refuse', error }
    case 'INVALID_TXN_STATE':
      return { is: 'refuse', error: mechanisms['abortable-error-named'] ? 'TRANSACTION_ABORTABLE' : error }
  }
}

/** The leader asks the coordinator to add the partition; the batch waits until that is replicated. */
export function askToAdd(deployment: Deployment, state: ClusterState, request: ProduceRequest): ClusterState {
  const { batch, broker, partition } = request
  const coordinator = coordinatorSeenBy(deployment, state, broker)
  const id = batch === null ? -1 : transactionalIdOf(state, coordinator, batch.producerId)
  const entry = entryAt(state, coordinator, id)
  const decision = entry && batch && onAdd(entry.metadata, batch, partition)
  if (decision?.is !== 'write') return state
  const waiting = {
    ...state,
    requests: state.requests.map((other) =>
      other === request ? { ...request, verification: 'asked' as const } : other,
    ),
  }
  return write(deployment, waiting, coordinator, id, decision.metadata)
}

/** The arrival of a request. */
interface Arrival {
  readonly producer: number
  readonly record: number
  readonly broker: number
  readonly late: boolean
}

function requestOf(state: ClusterState, { producer, record, broker, late }: Arrival): ProduceRequest | undefined {
  return state.requests
    .filter(isProduce)
    .find(
      (other) =>
        other.producer === producer && other.record === record && other.broker === broker && other.late === late,
    )
}

/** Whether a batch that arrives makes its leader ask the coordinator first, and is not appended yet. */
export function asksToAdd(deployment: Deployment, state: ClusterState, arrival: Arrival): boolean {
  const request = requestOf(state, arrival)
  if (request?.batch == null || replicaOf(state, request.partition, arrival.broker).leadership === null) return false
  return admittance(deployment, state, request).is === 'ask'
}

function coordinatorSeenBy(deployment: Deployment, state: ClusterState, broker: number): number {
  const coordinator = presentCoordinator(deployment, state)
  if (coordinator === NO_LEADER || !isRunning(state, coordinator)) return NO_LEADER
  return coordinator === broker || connected(state, broker, coordinator) ? coordinator : NO_LEADER
}

/** The coordinator that a leader asks when this batch arrives, or `NO_LEADER`. */
export function coordinatorAskedBy(deployment: Deployment, state: ClusterState, arrival: Arrival): number {
  const request = requestOf(state, arrival)
  if (request?.batch == null || !isTransactional(request.batch) || request.verification !== 'none') return NO_LEADER
  if (replicaOf(state, request.partition, arrival.broker).leadership === null) return NO_LEADER
  const asks = needsVerification(deployment, state, request) && !isOfOldEpoch(deployment, state, request)
  return asks ? coordinatorSeenBy(deployment, state, arrival.broker) : NO_LEADER
}

/** A request names the transactional id; here it is the one that this producer id was given to. */
function transactionalIdOf(state: ClusterState, coordinator: number, producerId: number): number {
  return (
    state.transactions?.coordinators[coordinator]?.entries.findIndex(
      ({ metadata }) => metadata.producerId === producerId,
    ) ?? -1
  )
}
