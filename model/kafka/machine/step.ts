/** One step of the cluster: is the action possible, and what does it do? */
import type { Step } from '../../machine.ts'
import type { Observation } from '../../observation.ts'
import { holdsData, mayKeep } from '../broker/disk.ts'
import {
  bounces,
  canStart,
  canStop,
  losesDisk,
  losesPower,
  mayBounceUnnoticed,
  processDies,
  starts,
  stops,
} from '../broker/process.ts'
import { arrivable, arrive } from '../broker/produce.ts'
import { pollNewlyReadable } from '../consumer/reading.ts'
import { beginShutdown, fence, moveLeader, unfence } from '../controller/sessions.ts'
import { applyOfTransactions, isOfTransactions } from '../coordinator/actions.ts'
import { completeMarked } from '../coordinator/coordinator.ts'
import { forget, mayForget } from '../log/producer-state.ts'
import { isAwaited } from '../producer/answers.ts'
import {
  canRestart,
  cutOff,
  deliveryTimeout,
  loseRequests,
  loseResponse,
  partitionAway,
  requestTimeout,
  restartProducer,
} from '../producer/connections.ts'
import { canResend, nextSend, send } from '../producer/send.ts'
import { decideLinks } from '../reduction/cuts.ts'
import { canFetch, canFinishFetch, fetch, finishFetch } from '../replication/fetch.ts'
import {
  alterPartition,
  alterPartitionUnanswered,
  canAlterPartition,
  canShrink,
  lagIsExcused,
  shrink,
  wouldAccept,
} from '../replication/isr.ts'
import { canLearn, learn } from '../replication/leadership.ts'
import { canLearnTogether, canReplicate, learnTogether, replicate } from '../replication/prompt.ts'
import { type ClusterState, type Producer, UNKNOWN, newSession, withBroker } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { mayBeSilent, reaches } from '../state/network.ts'
import { isCommit, partitionOf } from '../state/records.ts'
import type { Action } from './action.ts'
import { canMoveTo, isCutOff, isOn } from './actions.ts'

/** The state after an action, and what clients saw; a disabled action leaves the state as it is, the same object. */
export function step(deployment: Deployment, state: ClusterState, action: Action): Step<ClusterState> {
  const seen: Observation[] = []
  const applied = namesKnown(state, action) ? apply(deployment, state, action, seen) : state
  const after = applied === state ? state : completeMarked(deployment, applied, seen)
  if (after === state) return { state, seen: NOTHING }
  pollNewlyReadable(deployment, state, after, seen)
  // Positions travel like records, and nobody sends them as such.
  const ofRecords =
    state.group === null
      ? seen
      : seen.filter((observation) => !('record' in observation) || !isCommit(deployment, observation.record))
  return { state: decideLinks(deployment, state, after, action), seen: ofRecords }
}

const NOTHING: readonly Observation[] = []

/** Whether the brokers and the partition that an action names are there; one from elsewhere may name others. */
function namesKnown(state: ClusterState, action: Action): boolean {
  const brokers = [
    ...('broker' in action ? [action.broker] : []),
    ...('leader' in action ? [action.leader] : []),
    ...('follower' in action ? [action.follower] : []),
    ...('followers' in action ? action.followers : []),
  ]
  return (
    brokers.every((broker) => state.brokers[broker] !== undefined)
    && (!('partition' in action) || state.partitions[action.partition] !== undefined)
  )
}

function apply(deployment: Deployment, state: ClusterState, action: Action, seen: Observation[]): ClusterState {
  if (isOfTransactions(action)) return applyOfTransactions(deployment, state, action, seen)
  switch (action.kind) {
    case 'send': {
      if (state.producers[action.producer] === undefined) return state
      const possible =
        canResend(deployment, state, action.producer, action.record)
        || nextSend(deployment, state, action.producer) === action.record
      return possible ? send(deployment, state, action.producer, action.record, seen) : state
    }
    case 'arrive': {
      const request = arrivable(deployment, state).find(
        (other) =>
          other.producer === action.producer
          && other.record === action.record
          && other.broker === action.broker
          && other.late === action.late,
      )
      return request === undefined ? state : arrive(deployment, state, request, seen)
    }
    case 'fetch':
      return canFetch(deployment, state, action.partition, action.follower)
        ? fetch(deployment, state, action.partition, action.follower, seen)
        : state
    case 'fetched':
      return canFinishFetch(state, action.partition, action.follower)
        ? finishFetch(deployment, state, action.partition, action.follower, seen)
        : state
    case 'learn-together':
      return canLearnTogether(deployment, state) ? learnTogether(deployment, state, seen) : state
    case 'replicate':
      return canReplicate(deployment, state, action.partition)
        ? replicate(deployment, state, action.partition, seen)
        : state
    case 'alter-partition':
      return canAlterPartition(state, action.partition, action.leader)
        ? alterPartition(deployment, state, action.partition, action.leader, seen)
        : state
    case 'shrink':
      return action.followers.length > 0 && mayShrinkTogether(deployment, state, action)
        ? shrink(deployment, state, action.partition, action.leader, action.followers, seen)
        : state
    case 'request-timeout':
      return state.requests.some((request) => isOn(request, action) && isAwaited(state, request))
        ? requestTimeout(deployment, state, action.producer, action.broker, seen)
        : state
    case 'delivery-timeout':
      return state.producers[action.producer] === undefined
        ? state
        : deliveryTimeout(deployment, state, action.producer, action.record, seen)
    case 'lost-request':
      return state.requests.some((request) => isOn(request, action) && request.offset < 0)
        ? loseRequests(deployment, state, action.producer, action.broker, seen)
        : state
    case 'lost-response': {
      const request = state.requests.find(
        (other) => other.producer === action.producer && other.record === action.record && !other.late && !other.silent,
      )
      return request === undefined || !isAwaited(state, request) ? state : loseResponse(state, request)
    }
    case 'client-restart':
      return canRestart(state, action.producer) ? restartProducer(deployment, state, action.producer, seen) : state
    case 'move-leader':
      return canMoveTo(state, action.partition, action.to) ? moveLeader(state, action.partition, action.to) : state
    case 'forget-producers':
      return mayForget(deployment, state, action.partition) ? forget(state, action.partition) : state
    case 'probe':
      return probe(deployment, state, action.partition, seen)
    default:
      return applyToBroker(deployment, state, action, seen)
  }
}

/** Several followers go together only when the lag of all of them has an excuse: one fault slows one follower. */
function mayShrinkTogether(
  deployment: Deployment,
  state: ClusterState,
  { partition, leader, followers }: Extract<Action, { readonly kind: 'shrink' }>,
): boolean {
  if (!followers.every((follower) => canShrink(deployment, state, partition, leader, follower))) return false
  return followers.length === 1 || followers.every((follower) => lagIsExcused(state, leader, follower))
}

type BrokerAction = Extract<Action, { readonly broker: number }>

function applyToBroker(
  deployment: Deployment,
  state: ClusterState,
  action: Exclude<BrokerAction, { readonly producer: number }>,
  seen: Observation[],
): ClusterState {
  const { broker } = action
  const { process, registration } = state.brokers[broker] ?? {}
  switch (action.kind) {
    case 'learn':
      return canLearn(deployment, state, broker) ? learn(deployment, state, broker, seen) : state
    case 'stop':
      return canStop(deployment, state, broker) ? stops(deployment, state, broker, seen) : state
    case 'heal':
      return process !== undefined && isCutOff(state, broker)
        ? withBroker(state, broker, { cutFrom: [], undecided: [] })
        : state
    case 'resume':
      return process === 'paused' ? withBroker(state, broker, { process: 'running' }) : state
    case 'restart':
      return canStart(state, broker) ? starts(deployment, state, broker, seen) : state
    case 'bounce':
      return mayBounceUnnoticed(deployment, state, broker) && state.mayHostController.includes(broker)
        ? bounces(deployment, state, broker)
        : state
    case 'unfence':
      return process === 'running' && registration === 'fenced' && reaches(state, broker, 'controller')
        ? unfence(deployment, state, broker)
        : state
    case 'fence':
      return registration !== undefined && registration !== 'fenced' && mayBeSilent(state, broker, 'controller')
        ? fence(deployment, state, broker)
        : state
    case 'controlled-shutdown':
      return registration === 'active' && reaches(state, broker, 'controller')
        ? beginShutdown(deployment, state, broker)
        : state
    case 'crash':
      return process === 'running' || process === 'paused'
        ? processDies(deployment, state, broker, 'stopped', seen)
        : state
    case 'power-loss':
      return process !== undefined && process !== 'halted' && mayKeep(state, broker, action.keep)
        ? losesPower(deployment, state, broker, action.keep, seen)
        : state
    case 'disk-loss':
      return process !== undefined && process !== 'halted' && holdsData(state, broker)
        ? losesDisk(deployment, state, broker, seen)
        : state
    case 'pause':
      return process === 'running' ? withBroker(state, broker, { process: 'paused' }) : state
    case 'cut-off':
      return process === 'running' && !isCutOff(state, broker)
        ? cutOff(deployment, state, broker, action.clients, seen)
        : state
    case 'partition':
      return process === 'running' && !isCutOff(state, broker) && action.from.length > 0
        ? partitionAway(deployment, state, broker, action.from, seen)
        : state
    case 'controller-failover':
      if (mayBounceUnnoticed(deployment, state, broker)) return bounces(deployment, state, broker)
      return wouldAccept(deployment, state, action.partition, broker)
        ? alterPartitionUnanswered(deployment, state, action.partition, broker)
        : state
  }
}

/** An application with a producer that did not exist before calls send for one record of this partition. */
function probe(deployment: Deployment, state: ClusterState, partition: number, seen: Observation[]): ClusterState {
  const record = deployment.ownRecords + partition
  if (partition >= deployment.dataPartitions || partitionOf(deployment, record) !== partition) return state
  seen.push({ kind: 'sent', record, producer: state.producers.length, log: partition, fresh: true })
  const session = deployment.settings['enable.idempotence']
    ? newSession(false, state.nextProducerId, state.partitions.length)
    : null
  const fresh: Producer = { remaining: [record], sends: [], target: state.partitions.map(() => UNKNOWN), session }
  return { ...state, producers: [...state.producers, fresh], nextProducerId: state.nextProducerId + 1 }
}
