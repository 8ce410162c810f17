/** A broker's answer to a produce request, and what the producer makes of it (`Sender.completeBatch`). */
import type { Observation } from '../../observation.ts'
import { sendsFailed } from '../door.ts'
import {
  type ClientRequest,
  type ProduceRequest,
  type ClusterState,
  type Send,
  UNKNOWN,
  brokerOf,
  producerOf,
  replaced,
  withProducer,
} from '../state/cluster-state.ts'
import { clientOf } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCommit, partitionOf } from '../state/records.ts'
import { type ProduceError, remedyOf, startsAnew } from './remedies.ts'
import { acknowledged, begunAnew, bumped, renumbered, resolved, sendsOf, withoutFailed } from './session.ts'
import { batchFailed } from './transaction.ts'

/** The state after a broker answered this request, which leaves the network; the answer may be lost on its way. */
export function respond(
  deployment: Deployment,
  state: ClusterState,
  request: ProduceRequest,
  error: ProduceError,
  seen: Observation[],
): ClusterState {
  const next = { ...state, requests: state.requests.filter((other) => other !== request) }
  if (request.late || deployment.settings.acks === '0') return next
  const index = sendOf(next, request)
  if (index < 0) return next
  const lost = request.silent || brokerOf(next, request.broker).cutFrom.includes('clients')
  if (lost) return attemptFailed(deployment, next, request.producer, index, { lost: true, refresh: true }, seen)
  if (error === 'none') {
    seen.push({ kind: 'acknowledged', record: request.record })
    return succeeded(deployment, next, request.producer, index)
  }
  return attemptFailed(
    deployment,
    next,
    request.producer,
    index,
    { lost: false, refresh: error === 'NOT_LEADER_OR_FOLLOWER', error },
    seen,
  )
}

/** What an attempt failed with: no answer (`lost`, or the connection went away), or a retriable error. */
export interface Failure {
  /** The request or its response really was lost. */
  readonly lost: boolean
  /** The producer asks for new metadata before it sends again. */
  readonly refresh: boolean
  readonly error?: ProduceError
}

/** The producer after an attempt failed: it will send again, or gives the application an exception. */
export function attemptFailed(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  index: number,
  failure: Failure,
  seen: Observation[],
): ClusterState {
  const producer = producerOf(state, place)
  const send = producer.sends[index]
  if (send === undefined) return state
  const partition = partitionOf(deployment, send.record)
  const target = failure.refresh ? replaced(producer.target, partition, UNKNOWN) : producer.target
  const remedy = remedyOf(deployment, producer, send, failure.error)
  // A position is asked for until it is committed, whatever retries allows.
  const isExhausted = send.resent >= deployment.settings.retries && !isCommit(deployment, send.record)
  if (remedy === 'none' || isExhausted) {
    seen.push({ kind: 'rejected', record: send.record, error: failure.error ?? 'NETWORK_EXCEPTION' })
    const withoutIt = tellFailed(
      deployment,
      failed(deployment, withProducer(state, place, { ...producer, target }), place, index, failure.error),
      place,
      send.record,
    )
    return batchFailed(
      deployment,
      withoutIt,
      place,
      {
        error: failure.error ?? 'NETWORK_EXCEPTION',
        isPosition: isCommit(deployment, send.record),
      },
      seen,
    )
  }
  const retry: Send = { ...send, state: 'retry', lost: send.lost || failure.lost }
  const retrying = { ...producer, target, sends: replaced(producer.sends, index, retry) }
  if (remedy === 'again') return withProducer(state, place, retrying)
  return withProducer(
    state,
    place,
    remedy === 'in a new epoch' ? bumped(deployment, retrying, partition) : renumbered(deployment, retrying, partition),
  )
}

/** The application hears that a send outside of transactions failed, or will never hear. */
export function tellFailed(deployment: Deployment, state: ClusterState, place: number, record: number): ClusterState {
  return clientOf(state, place) === null ? sendsFailed(deployment, state, place, [record]) : state
}

/** The producer has its acknowledgement. */
function succeeded(deployment: Deployment, state: ClusterState, place: number, index: number): ClusterState {
  const producer = producerOf(state, place)
  const send = producer.sends[index]
  const rest = { ...producer, sends: without(producer.sends, index) }
  if (send?.batch == null || producer.session === null) return withProducer(state, place, rest)
  const partition = partitionOf(deployment, send.record)
  const session = acknowledged(
    deployment,
    producer.session,
    partition,
    send.batch,
    sendsOf(deployment, rest, partition).length === 0,
  )
  return resolved(deployment, withProducer(state, place, { ...rest, session }), place, partition)
}

/** The batch is given up (`Sender.failBatch`, `TransactionManager.handleFailedBatch`). */
function failed(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  index: number,
  error: ProduceError | undefined,
): ClusterState {
  const producer = producerOf(state, place)
  const send = producer.sends[index]
  const rest = { ...producer, sends: without(producer.sends, index) }
  if (send?.batch == null || producer.session === null) return withProducer(state, place, rest)
  const { batch } = send
  const partition = partitionOf(deployment, send.record)
  if (startsAnew(deployment, producer.session, batch, error))
    return begunAnew(deployment, state, place, rest, partition)
  const isCounted = deployment.mechanisms['sequence-counts-when-sent']
  const isLeftOut =
    isCounted
    && batch.kind === 'records'
    && batch.transactional
    && error !== undefined
    && send.resent < deployment.settings.retries
  return resolved(
    deployment,
    withProducer(state, place, isLeftOut ? withoutFailed(deployment, rest, partition, batch) : rest),
    place,
    partition,
  )
}

/**
 * The producer's connection to a broker is gone: requests in flight on it fail, and the ones in `kept` may still
 * arrive.
 */
export function connectionBroken(
  deployment: Deployment,
  state: ClusterState,
  broken: (request: ClientRequest) => boolean,
  travelling: 'may-arrive' | 'gone',
  lost: boolean,
  seen: Observation[],
): ClusterState {
  const hit = state.requests.filter((request) => !request.late && broken(request))
  if (hit.length === 0) return state
  const requests = state.requests.flatMap((request) => {
    if (!hit.includes(request)) return [request]
    return travelling === 'may-arrive' && request.offset < 0 ? [{ ...request, late: true, silent: false }] : []
  })
  let next: ClusterState = { ...state, requests }
  for (const request of hit) {
    const index = sendOf(next, request)
    if (index >= 0) next = attemptFailed(deployment, next, request.producer, index, { lost, refresh: true }, seen)
  }
  return next
}

/** Whether the producer still waits for the answer to this request. */
export function isAwaited(state: ClusterState, request: ClientRequest): boolean {
  return request.kind === 'produce' ? sendOf(state, request) >= 0 : !request.late
}

/**
 * Index of the send that this request belongs to among the producer's sends, or -1 if the producer does not wait for it
 * any more.
 */
export function sendOf(state: ClusterState, request: ClientRequest): number {
  if (request.kind !== 'produce') return -1
  return producerOf(state, request.producer).sends.findIndex(
    (send) => send.record === request.record && send.state === 'in-flight',
  )
}

function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, i) => i !== index)
}
