/** What goes wrong between producers and brokers. What happens to processes and disks is in process.ts. */
import type { Observation } from '../../observation.ts'
import { sendsFailed } from '../door.ts'
import {
  type ClientRequest,
  type ClusterState,
  type Producer,
  type Send,
  UNKNOWN,
  brokerOf,
  producerOf,
  recordIn,
  withBroker,
  withProducer,
  withoutAnswers,
} from '../state/cluster-state.ts'
import { clientOf } from '../state/coordinators.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import { isCommit, partitionOf } from '../state/records.ts'
import { connectionBroken, tellFailed } from './answers.ts'
import { resolved, unresolved, withNewProducerId } from './session.ts'
import { isInTransaction, isReplaced, restarted } from './successors.ts'
import { batchFailed } from './transaction.ts'

/** A broker is cut off from some others: producers' connections to it break if they are among them. */
export function partitionAway(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  from: readonly Endpoint[],
  seen: Observation[],
): ClusterState {
  const cut = withBroker(state, broker, { cutFrom: from, undecided: [] })
  return from.includes('clients')
    ? connectionBroken(deployment, cut, (request) => request.broker === broker, 'may-arrive', true, seen)
    : cut
}

/** A broker is cut off from some others, which the schedule will show; whether from its clients is said at once. */
export function cutOff(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  clients: boolean,
  seen: Observation[],
): ClusterState {
  const cut = partitionAway(deployment, state, broker, clients ? ['clients'] : [], seen)
  return withBroker(cut, broker, { undecided: ['controller', ...deployment.hosts.filter((host) => host !== broker)] })
}

/** The connection of a producer to a broker breaks before its requests arrive. */
export function loseRequests(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  broker: number,
  seen: Observation[],
): ClusterState {
  const hit = (request: ClientRequest): boolean => request.producer === producer && request.broker === broker
  return connectionBroken(deployment, state, hit, 'gone', true, seen)
}

/** The answer to this request will be lost. */
export function loseResponse(state: ClusterState, request: ClientRequest): ClusterState {
  return {
    ...state,
    requests: state.requests.map((other) => (other === request ? { ...request, silent: true } : other)),
  }
}

/**
 * A producer gives up waiting for an answer and closes the connection, although nothing was lost: what it had sent on
 * it may still arrive (`NetworkClient.handleTimedOutRequests`).
 */
export function requestTimeout(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  broker: number,
  seen: Observation[],
): ClusterState {
  const hit = (request: ClientRequest): boolean => request.producer === producer && request.broker === broker
  return connectionBroken(deployment, state, hit, 'may-arrive', true, seen)
}

/** `delivery.timeout.ms` is over: the application is given a TimeoutException; a request on its way goes on. */
export function deliveryTimeout(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  record: number,
  seen: Observation[],
): ClusterState {
  const producer = producerOf(state, place)
  const index = producer.sends.findIndex((send) => send.record === record && mayExpire(deployment, send))
  if (index < 0) return state
  seen.push({ kind: 'rejected', record, error: 'TimeoutException' })
  const requests = state.requests.filter((request) => recordIn(request) !== record || request.offset < 0)
  const rest = { ...producer, sends: producer.sends.filter((_, at) => at !== index) }
  const partition = partitionOf(deployment, record)
  const send = producer.sends[index]
  // Only of a batch that was to be sent again (`Sender.sendProducerData`, `ProducerBatch.inRetry`).
  const isOpen = send !== undefined && send.batch !== null && (send.state === 'retry' || send.resent > 0)
  const session =
    isOpen && rest.session !== null && send.batch?.kind === 'records'
      ? unresolved(rest.session, partition, send.batch)
      : rest.session
  const left: Producer = { ...rest, session }
  const going = requests.length === state.requests.length ? state : { ...state, requests }
  // In 0.11 the producer goes on with a new producer id at once.
  const beginsAnew = isOpen && !deployment.mechanisms['sequence-counts-when-sent'] && session?.transactional === false
  const expired = beginsAnew
    ? withNewProducerId(going, place, left)
    : resolved(deployment, withProducer(going, place, left), place, partition)
  return batchFailed(
    deployment,
    tellFailed(deployment, expired, place, record),
    place,
    { error: 'TimeoutException', retried: isOpen, isPosition: false },
    seen,
  )
}

/**
 * Whether delivery.timeout.ms may end this send: up to 2.0 only while it waits to be sent again (KIP-91); a position
 * that is committed is asked for without end.
 */
export function mayExpire(deployment: Deployment, { record, state }: Send): boolean {
  return !isCommit(deployment, record) && (state === 'retry' || deployment.mechanisms['batches-expire-under-way'])
}

/**
 * The producer's process dies and a new one goes on with the next record; nobody will know what became of the old
 * sends.
 */
export function restartProducer(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  seen: Observation[],
): ClusterState {
  const producer = producerOf(state, place)
  for (const send of producer.sends) seen.push({ kind: 'unknown-outcome', record: send.record })
  const fresh = {
    ...producer,
    sends: [],
    target: producer.target.map(() => UNKNOWN),
  }
  const left = { ...state, requests: withoutAnswers(state.requests, place) }
  if (clientOf(state, place) !== null) return restarted(deployment, withProducer(left, place, fresh), place)
  const records = producer.sends.map(({ record }) => record)
  const told = sendsFailed(deployment, left, place, records)
  return producer.session === null ? withProducer(told, place, fresh) : withNewProducerId(told, place, fresh)
}

/**
 * Whether a restart of this producer could change anything: a send has no outcome yet, or a transaction is open. Nobody
 * starts one again that was replaced.
 */
export function canRestart({ scope }: Deployment, state: ClusterState, place: number): boolean {
  if (isReplaced(scope, state, place)) return false
  return (state.producers[place]?.sends.length ?? 0) > 0 || isInTransaction(state, place)
}

/**
 * Whether a producer that waits for this request will be left without an answer anyhow: the broker does not run, or
 * cannot be reached.
 */
export function answerIsDoomed(state: ClusterState, request: ClientRequest): boolean {
  const { process, cutFrom } = brokerOf(state, request.broker)
  return process !== 'running' || cutFrom.includes('clients')
}

/** A delivery timeout follows from an earlier fault while an attempt that really was lost has not been repeated. */
export function isLost(lost: boolean, sending: 'in-flight' | 'retry'): boolean {
  return lost && sending === 'retry'
}

export function isOn(
  request: ClientRequest,
  connection: { readonly producer: number; readonly broker: number },
): boolean {
  return !request.late && request.producer === connection.producer && request.broker === connection.broker
}
