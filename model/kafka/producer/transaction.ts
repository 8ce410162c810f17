/**
 * A transactional producer and the application that owns it (`TransactionManager`, `KafkaProducer`): it begins a
 * transaction with the first record of it, sends its records, and then commits it, or aborts it because it wants to or
 * has to.
 */
import type { Observation } from '../../observation.ts'
import { nextToSend, positionForgotten, producerFailed, transactionEnded, transactionGivenUp } from '../door.ts'
import {
  type CallRequest,
  type ClusterState,
  UNKNOWN,
  brokerOf,
  newSession,
  producerOf,
  replaced,
  withProducer,
} from '../state/cluster-state.ts'
import { clientOf, withClient } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCommit, transactionOf } from '../state/records.ts'
import type { CallError, TransactionMetadata, TransactionalClient } from '../state/transactions.ts'

/**
 * The record that the application sends next in its transaction, or in the one that it begins with it; `null` if it has
 * to end one first, or has none left.
 */
export function nextRecord(deployment: Deployment, state: ClusterState, producer: number): number | null {
  const client = clientOf(state, producer)
  const record = nextToSend(state, producer)
  if (record === undefined || client === null) return record ?? null
  if (client.phase === 'ready') return record
  return client.phase === 'in-transaction' && transactionOf(deployment, record) === client.transaction ? record : null
}

/** The state in which the transaction of this record has begun. */
export function begun(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  record: number,
  seen: Observation[],
): ClusterState {
  const client = clientOf(state, producer)
  if (client?.phase !== 'ready') return state
  const transaction = transactionOf(deployment, record)
  seen.push({ kind: 'began', transaction, producer })
  return withClient(state, producer, { ...client, phase: 'in-transaction', transaction, added: [], started: false })
}

/**
 * Whether the application may commit or abort now: it has called send for all records of the transaction. It need not
 * wait for them, as EndTxn does (`Sender.maybeSendAndPollTransactionalRequest`); a position is committed before
 * sendOffsetsToTransaction comes back.
 */
export function canFinish(deployment: Deployment, state: ClusterState, producer: number): boolean {
  if (clientOf(state, producer)?.phase !== 'in-transaction' || nextRecord(deployment, state, producer) !== null)
    return false
  const { sends } = producerOf(state, producer)
  return sends.length === 0 || (raisesEpochs(deployment) && !sends.some(({ record }) => isCommit(deployment, record)))
}

/**
 * Whether the producer itself goes on in a new epoch after a transaction in which something failed: 2.5 to 3.9, or with
 * transaction version 1. A bound of the search as well: where it does not, a batch that fails while the application
 * waits for the end of the transaction comes to the same as one that fails before, so nobody needs to end it early
 * there.
 */
function raisesEpochs({ mechanisms }: Deployment): boolean {
  return mechanisms['producer-bumps-epoch'] && mechanisms.transactionVersion < 2
}

/** The application calls commitTransaction or abortTransaction. */
export function finish(state: ClusterState, producer: number, commit: boolean, seen: Observation[]): ClusterState {
  const client = clientOf(state, producer)
  if (client === null) return state
  seen.push({ kind: 'ending', transaction: client.transaction, commit })
  return withClient(state, producer, { ...client, phase: commit ? 'committing' : 'aborting' })
}

/**
 * A batch of the transaction has failed for good, so the application has to abort it
 * (`TransactionManager.maybeTransitionToErrorState`). Since 2.5 the producer goes on in a new epoch then, but for
 * transaction version 2, where the coordinator raises it anyway. It does not where the application waits already for
 * its commit or abort (`canBumpEpoch() && !isCompleting()`): what the failed batch left under way may join the next
 * transaction then.
 */
export function batchFailed(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  failure: BatchFailure,
  seen: Observation[],
): ClusterState {
  const client = clientOf(state, producer)
  if (client === null || !isInside(client)) return state
  if (isFatal(deployment, failure)) return fatal(state, producer, seen)
  if (client.phase === 'aborting') return state
  const left = transactionGivenUp(deployment, state, producer, client.transaction)
  const bumps = client.bumps || (client.phase === 'in-transaction' && raisesEpochs(deployment))
  return finish(withClient(left, producer, { ...client, bumps }), producer, false, seen)
}

/**
 * The producer cannot tell what became of the sequences of a partition, and goes on in a new epoch once its transaction
 * is aborted, also where the application waits for that already (`maybeResolveSequences`; its next transaction needs
 * another `initTransactions` then).
 */
export function sequencesLost(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const client = clientOf(state, producer)
  return client !== null && isInside(client) && raisesEpochs(deployment)
    ? withClient(state, producer, { ...client, bumps: true })
    : state
}

export interface BatchFailure {
  readonly error: string
  /** Its time is over, and it had been sent more than once. */
  readonly retried?: boolean
  /** It is a committed position, and no record. */
  readonly isPosition: boolean
}

function isFatal({ mechanisms }: Deployment, { error, retried, isPosition }: BatchFailure): boolean {
  if (error === 'INVALID_PRODUCER_EPOCH') return isPosition || !mechanisms['fenced-batch-is-abortable']
  // Up to 2.4 nobody knows what the broker has, and the producer cannot begin a new epoch.
  return error === 'TimeoutException' && retried === true && !mechanisms['producer-bumps-epoch']
}

/** Whether a transaction is open in this process, as far as it knows. */
export function isInside({ phase }: TransactionalClient): boolean {
  return phase === 'in-transaction' || phase === 'committing' || phase === 'aborting'
}

/**
 * The producer has heard that it is fenced, or that its transaction is not what it thinks: it can do nothing any more.
 */
function fatal(state: ClusterState, producer: number, seen: Observation[]): ClusterState {
  const client = clientOf(state, producer)
  if (client === null) return state
  const owner = producerOf(state, producer)
  for (const send of owner.sends) seen.push({ kind: 'rejected', record: send.record, error: 'KafkaException' })
  const failed = producerFailed(state, producer)
  return withClient(withProducer(failed, producer, { ...owner, sends: [] }), producer, {
    ...client,
    phase: 'fatal',
  })
}

/**
 * A coordinator has answered a call, which leaves the network; the answer may be lost on its way.
 * @param error `again`: the client has to ask once more, here or elsewhere
 * @param metadata what the coordinator knows now
 */
export function answerCall(
  deployment: Deployment,
  state: ClusterState,
  request: CallRequest,
  error: CallError | 'again',
  metadata: TransactionMetadata | null,
  seen: Observation[],
): ClusterState {
  const next = { ...state, requests: state.requests.filter((other) => other !== request) }
  const client = clientOf(next, request.producer)
  const lost = request.silent || brokerOf(next, request.broker).cutFrom.includes('clients')
  if (request.late || lost || client === null || client.phase === 'fatal')
    return lost && !request.late ? withoutTarget(deployment, next, request.producer) : next
  if (error === 'again') return withoutTarget(deployment, next, request.producer)
  if (error !== 'none') return fatal(next, request.producer, seen)
  switch (request.call.asks) {
    case 'init':
      return metadata === null ? next : initialised(deployment, next, request.producer, client, metadata, seen)
    case 'add':
      return withClient(next, request.producer, {
        ...client,
        started: true,
        added: [...client.added, request.call.partition].sort((a, b) => a - b),
      })
    case 'end':
      return metadata === null ? next : ended(deployment, next, request.producer, client, metadata, seen)
  }
}

/** The producer looks for its coordinator before it asks again. */
function withoutTarget(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const owner = producerOf(state, producer)
  return owner.target[deployment.transactionLog] === UNKNOWN
    ? state
    : withProducer(state, producer, { ...owner, target: replaced(owner.target, deployment.transactionLog, UNKNOWN) })
}

function initialised(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  client: TransactionalClient,
  { producerId, producerEpoch }: TransactionMetadata,
  seen: Observation[],
): ClusterState {
  // With an id of its own it fences nobody, and goes on beside the one that it replaces.
  const fences = deployment.settings['transactional.ids'] !== 'random'
  if (fences && client.replaces >= 0) seen.push({ kind: 'fenced', producer: client.replaces, by: producer })
  return withClient(positionForgotten(withSession(state, producer, producerId, producerEpoch), producer), producer, {
    ...client,
    phase: 'ready',
    bumps: false,
    replaces: fences ? -1 : client.replaces,
  })
}

/** The transaction is over, as far as the producer knows. */
function ended(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  client: TransactionalClient,
  { producerId, producerEpoch }: TransactionMetadata,
  seen: Observation[],
): ClusterState {
  seen.push({ kind: 'ended', transaction: client.transaction, committed: client.phase === 'committing' })
  const renewed =
    deployment.mechanisms.transactionVersion < 2 ? state : withSession(state, producer, producerId, producerEpoch)
  return over(renewed, producer, client)
}

function over(state: ClusterState, producer: number, client: TransactionalClient): ClusterState {
  return withClient(transactionEnded(state, producer, client.phase === 'committing'), producer, {
    ...client,
    phase: client.bumps ? 'initializing' : 'ready',
    added: [],
    started: false,
  })
}

function withSession(state: ClusterState, producer: number, producerId: number, producerEpoch: number): ClusterState {
  const owner = producerOf(state, producer)
  return withProducer(state, producer, {
    ...owner,
    session: newSession(true, producerId, state.partitions.length, producerEpoch),
  })
}
