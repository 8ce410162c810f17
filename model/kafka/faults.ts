/** What goes wrong between producers and brokers. What happens to processes and disks is in process.ts. */
import type { Observation } from '../observation.ts'
import type { Cluster, Endpoint } from './cluster.ts'
import { connectionBroken, withoutSend } from './respond.ts'
import { brokerOf, producerOf, UNKNOWN, withBroker, withProducer, type ClusterState, type ProduceRequest } from './state.ts'

/** A broker is cut off from some others: producers' connections to it break if they are among them. */
export function partitionAway(cluster: Cluster, state: ClusterState, broker: number, from: readonly Endpoint[], seen: Observation[]): ClusterState {
  const cut = withBroker(state, broker, { cutFrom: from, undecided: [] })
  return from.includes('clients') ? connectionBroken(cluster, cut, (request) => request.broker === broker, 'may-arrive', true, seen) : cut
}

/** A broker is cut off from some others, which the schedule will show; whether from its clients is said at once. */
export function cutOff(cluster: Cluster, state: ClusterState, broker: number, clients: boolean, seen: Observation[]): ClusterState {
  const cut = partitionAway(cluster, state, broker, clients ? ['clients'] : [], seen)
  return withBroker(cut, broker, { undecided: ['controller', ...cluster.hosts.filter((host) => host !== broker)] })
}

/** The connection of a producer to a broker breaks before its requests arrive. */
export function loseRequests(cluster: Cluster, state: ClusterState, producer: number, broker: number, seen: Observation[]): ClusterState {
  const hit = (request: ProduceRequest): boolean => request.producer === producer && request.broker === broker
  return connectionBroken(cluster, state, hit, 'gone', true, seen)
}

/** The answer to this request will be lost. */
export function loseResponse(state: ClusterState, request: ProduceRequest): ClusterState {
  return { ...state, requests: state.requests.map((other) => (other === request ? { ...request, silent: true } : other)) }
}

/**
 * A producer gives up waiting for an answer and closes the connection, although nothing was lost: what it had sent on it
 * may still arrive (`NetworkClient.handleTimedOutRequests`).
 */
export function requestTimeout(cluster: Cluster, state: ClusterState, producer: number, broker: number, seen: Observation[]): ClusterState {
  const hit = (request: ProduceRequest): boolean => request.producer === producer && request.broker === broker
  return connectionBroken(cluster, state, hit, 'may-arrive', true, seen)
}

/** `delivery.timeout.ms` is over: the application is given a TimeoutException; a request on its way goes on. */
export function deliveryTimeout(state: ClusterState, producerId: number, record: number, seen: Observation[]): ClusterState {
  const index = producerOf(state, producerId).sends.findIndex((send) => send.record === record)
  if (index < 0) return state
  seen.push({ kind: 'rejected', record, error: 'TimeoutException' })
  const requests = state.requests.filter((request) => request.record !== record || request.offset < 0)
  return withoutSend(requests.length === state.requests.length ? state : { ...state, requests }, producerId, index)
}

/** The producer's process dies and a new one goes on with the next record; nobody will know what became of the old sends. */
export function restartProducer(state: ClusterState, producerId: number, seen: Observation[]): ClusterState {
  const producer = producerOf(state, producerId)
  for (const send of producer.sends) seen.push({ kind: 'unknown-outcome', record: send.record })
  const requests = state.requests.flatMap((request) => {
    if (request.producer !== producerId || request.orphan) return [request]
    return request.offset < 0 ? [{ ...request, orphan: true, silent: false }] : []
  })
  const fresh = { ...producer, sends: [], target: producer.target.map(() => UNKNOWN) }
  return withProducer({ ...state, requests }, producerId, fresh)
}

/** Whether a producer that waits for this request will be left without an answer anyhow: the broker does not run, or cannot be reached. */
export function answerIsDoomed(state: ClusterState, request: ProduceRequest): boolean {
  const { process, cutFrom } = brokerOf(state, request.broker)
  return process !== 'running' || cutFrom.includes('clients')
}

