/** A broker's answer to a produce request, and what the producer makes of it (`Sender.completeBatch`). */
import type { Observation } from '../observation.ts'
import { partitionOf, type Cluster } from './cluster.ts'
import { brokerOf, producerOf, replaced, UNKNOWN, withProducer, type ClusterState, type ProduceRequest, type Send } from './state.ts'

/** Errors that a produce request can be answered with; all are retriable (`Errors`). */
export type ProduceError = 'none' | 'NOT_LEADER_OR_FOLLOWER' | 'NOT_ENOUGH_REPLICAS' | 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'

/** The state after a broker answered this request, which leaves the network; the answer may be lost on its way. */
export function respond(cluster: Cluster, state: ClusterState, request: ProduceRequest, error: ProduceError, seen: Observation[]): ClusterState {
  const next = { ...state, requests: state.requests.filter((other) => other !== request) }
  if (request.orphan || cluster.settings.acks === '0') return next
  const index = sendOf(next, request)
  if (index < 0) return next
  const lost = request.silent || brokerOf(next, request.broker).cutFrom.includes('clients')
  if (lost) return attemptFailed(cluster, next, request.producer, index, { lost: true, refresh: true }, seen)
  if (error === 'none') {
    seen.push({ kind: 'acknowledged', record: request.record })
    return withoutSend(next, request.producer, index)
  }
  return attemptFailed(cluster, next, request.producer, index, { lost: false, refresh: error === 'NOT_LEADER_OR_FOLLOWER', error }, seen)
}

/** What an attempt failed with: no answer (`lost`, or the connection went away), or a retriable error. */
export interface Failure {
  /** The request or its response really was lost. */
  readonly lost: boolean
  /** The producer asks for new metadata before it sends again. */
  readonly refresh: boolean
  readonly error?: ProduceError
}

/** The producer after an attempt failed: it will send again, or gives the application an exception when `retries` are used up. */
export function attemptFailed(cluster: Cluster, state: ClusterState, producerId: number, index: number, failure: Failure, seen: Observation[]): ClusterState {
  const producer = producerOf(state, producerId)
  const send = producer.sends[index]
  if (send === undefined) return state
  const target = failure.refresh ? replaced(producer.target, partitionOf(cluster, send.record), UNKNOWN) : producer.target
  if (cluster.settings.retries === 0 || send.resent >= cluster.settings.retries) {
    seen.push({ kind: 'rejected', record: send.record, error: failure.error ?? 'NETWORK_EXCEPTION' })
    return withProducer(state, producerId, { ...producer, target, sends: without(producer.sends, index) })
  }
  const retry: Send = { ...send, state: 'retry', lost: send.lost || failure.lost }
  return withProducer(state, producerId, { ...producer, target, sends: replaced(producer.sends, index, retry) })
}

/** The producer's connection to a broker is gone: requests in flight on it fail, and the ones in `kept` may still arrive. */
export function connectionBroken(
  cluster: Cluster,
  state: ClusterState,
  broken: (request: ProduceRequest) => boolean,
  travelling: 'may-arrive' | 'gone',
  lost: boolean,
  seen: Observation[],
): ClusterState {
  const hit = state.requests.filter((request) => !request.orphan && broken(request))
  if (hit.length === 0) return state
  const requests = state.requests.flatMap((request) => {
    if (!hit.includes(request)) return [request]
    return travelling === 'may-arrive' && request.offset < 0 ? [{ ...request, orphan: true, silent: false }] : []
  })
  let next: ClusterState = { ...state, requests }
  for (const request of hit) {
    const index = sendOf(next, request)
    if (index >= 0) next = attemptFailed(cluster, next, request.producer, index, { lost, refresh: true }, seen)
  }
  return next
}

/** Index of the send that this request belongs to among the producer's sends, or -1 if the producer does not wait for it any more. */
export function sendOf(state: ClusterState, request: ProduceRequest): number {
  return producerOf(state, request.producer).sends.findIndex((send) => send.record === request.record && send.state === 'in-flight')
}

export function withoutSend(state: ClusterState, producerId: number, index: number): ClusterState {
  const producer = producerOf(state, producerId)
  return withProducer(state, producerId, { ...producer, sends: without(producer.sends, index) })
}

function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, i) => i !== index)
}
