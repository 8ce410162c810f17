/**
 * Delayed operations (Kafka's name for them, `DelayedOperation`): what follows from any change of the state for those
 * who wait for a process, a leader or a high watermark. Whatever made the change, they are answered here.
 */
import type { Observation } from '../../observation.ts'
import { confirmMarkers, withConfirmations, withDecisions } from '../coordinator/applied.ts'
import { completeMarked } from '../coordinator/coordinator.ts'
import { connectionBroken, respond } from '../producer/answers.ts'
import { answerCall } from '../producer/transaction.ts'
import { maximalIsr } from '../replication/high-watermark.ts'
import { type ClientRequest, type ClusterState, brokerOf, replicaOf } from '../state/cluster-state.ts'
import { coordinatorAt } from '../state/coordinators.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { type Involved, parts } from './row.ts'

/** What may follow from any action, beside what it involves by itself. */
export const CONSEQUENCES: Involved = parts(
  ['clients', 'coordinators', 'markers', 'producer ids', 'producers', 'replicas', 'requests', 'workload'],
  ['processes', 'registrations', 'group'],
)

/** The state in which everybody who waited for what has changed is answered. */
export function completeDelayed(
  deployment: Deployment,
  before: ClusterState,
  after: ClusterState,
  seen: Observation[],
): ClusterState {
  if (after === before) return after
  const heard =
    after.requests.length === 0 ? after : produceAnswered(deployment, processesGone(deployment, after, seen), seen)
  if (heard.transactions === null) return heard
  const decided = withDecisions(deployment, confirmMarkers(heard))
  return withConfirmations(before, callsAnswered(deployment, before, decided, seen))
}

/**
 * The same, and coordinators that have heard of all their markers go on: they write that the transaction is complete.
 */
export function completeAll(
  deployment: Deployment,
  before: ClusterState,
  after: ClusterState,
  seen: Observation[],
): ClusterState {
  const completed = completeDelayed(deployment, before, after, seen)
  return completed.transactions === null
    ? completed
    : completeDelayed(deployment, completed, completeMarked(deployment, completed), seen)
}

/** Connections to a process that is gone are broken, and what travelled to it is lost. */
function processesGone(deployment: Deployment, state: ClusterState, seen: Observation[]): ClusterState {
  const lost = state.requests.find(({ broker }) => isGone(state, broker))
  if (lost === undefined) return state
  const isOfIt = ({ broker }: ClientRequest): boolean => broker === lost.broker
  const heard = connectionBroken(deployment, state, isOfIt, 'gone', !brokerOf(state, lost.broker).clean, seen)
  const left = { ...heard, requests: heard.requests.filter(({ broker }) => broker !== lost.broker) }
  return processesGone(deployment, left, seen)
}

function isGone(state: ClusterState, broker: number): boolean {
  const { process } = brokerOf(state, broker)
  return process === 'stopped' || process === 'halted'
}

/**
 * Produce requests that waited for other replicas (acks=all): the high watermark has passed them
 * (`Partition.checkEnoughReplicasReachOffset`), or their broker leads no more.
 */
function produceAnswered(deployment: Deployment, state: ClusterState, seen: Observation[]): ClusterState {
  let next = state
  for (const request of state.requests) {
    if (request.offset < 0 || request.kind !== 'produce') continue
    const { leadership, highWatermark } = replicaOf(state, request.partition, request.broker)
    if (leadership === null) next = respond(deployment, next, request, 'NOT_LEADER_OR_FOLLOWER', seen)
    else if (request.offset < highWatermark) {
      const isEnough = maximalIsr(leadership).length >= minIsrOf(deployment, request.partition)
      next = respond(deployment, next, request, isEnough ? 'none' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', seen)
    }
  }
  return next
}

/** Calls to coordinators: what they asked for is written and replicated, or the coordinator is gone or begins anew. */
function callsAnswered(
  deployment: Deployment,
  before: ClusterState,
  state: ClusterState,
  seen: Observation[],
): ClusterState {
  let next = state
  for (const request of state.requests) {
    if (request.offset < 0 || request.kind !== 'call') continue
    const coordinator = coordinatorAt(state, request.broker)
    if (
      coordinator === null
      || coordinator.coordinatorEpoch !== coordinatorAt(before, request.broker)?.coordinatorEpoch
    )
      next = answerCall(deployment, next, request, 'again', null, seen)
    else if (request.offset < replicaOf(state, deployment.transactionLog, request.broker).highWatermark) {
      const metadata = coordinator.entries[request.call.transactionalId]?.metadata ?? null
      // The fence of InitProducerId is no answer to it: the client asks again (CONCURRENT_TRANSACTIONS).
      const isAnswer = request.call.asks !== 'init' || metadata?.state === 'Empty'
      next = answerCall(deployment, next, request, isAnswer ? 'none' : 'again', metadata, seen)
    }
  }
  return next
}
