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
import type { Cluster } from '../state/deployment.ts'
import { mayBeSilent, reaches } from '../state/network.ts'
import { isCommit, partitionOf } from '../state/records.ts'
import type { Action } from './action.ts'
import { canMoveTo, isCutOff, isOn } from './actions.ts'

/** The state after an action, and what clients saw; a disabled action leaves the state as it is, the same object. */
export function step(cluster: Cluster, state: ClusterState, action: Action): Step<ClusterState> {
  const seen: Observation[] = []
  const applied = namesKnown(state, action) ? apply(cluster, state, action, seen) : state
  const after = applied === state ? state : completeMarked(cluster, applied, seen)
  if (after === state) return { state, seen: NOTHING }
  pollNewlyReadable(cluster, state, after, seen)
  // Positions travel like records, and nobody sends them as such.
  const ofRecords =
    state.group === null
      ? seen
      : seen.filter((observation) => !('record' in observation) || !isCommit(cluster, observation.record))
  return { state: decideLinks(cluster, state, after, action), seen: ofRecords }
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

function apply(cluster: Cluster, state: ClusterState, action: Action, seen: Observation[]): ClusterState {
  if (isOfTransactions(action)) return applyOfTransactions(cluster, state, action, seen)
  switch (action.kind) {
    case 'send': {
      if (state.producers[action.producer] === undefined) return state
      const possible =
        canResend(cluster, state, action.producer, action.record)
        || nextSend(cluster, state, action.producer) === action.record
      return possible ? send(cluster, state, action.producer, action.record, seen) : state
    }
    case 'arrive': {
      const request = arrivable(cluster, state).find(
        (other) =>
          other.producer === action.producer
          && other.record === action.record
          && other.broker === action.broker
          && other.orphan === action.late,
      )
      return request === undefined ? state : arrive(cluster, state, request, seen)
    }
    case 'fetch':
      return canFetch(cluster, state, action.partition, action.follower)
        ? fetch(cluster, state, action.partition, action.follower, seen)
        : state
    case 'fetched':
      return canFinishFetch(state, action.partition, action.follower)
        ? finishFetch(cluster, state, action.partition, action.follower, seen)
        : state
    case 'learn-together':
      return canLearnTogether(cluster, state) ? learnTogether(cluster, state, seen) : state
    case 'replicate':
      return canReplicate(cluster, state, action.partition) ? replicate(cluster, state, action.partition, seen) : state
    case 'alter-partition':
      return canAlterPartition(state, action.partition, action.leader)
        ? alterPartition(cluster, state, action.partition, action.leader, seen)
        : state
    case 'shrink':
      return action.followers.length > 0 && mayShrinkTogether(cluster, state, action)
        ? shrink(cluster, state, action.partition, action.leader, action.followers, seen)
        : state
    case 'request-timeout':
      return state.requests.some((request) => isOn(request, action) && isAwaited(state, request))
        ? requestTimeout(cluster, state, action.producer, action.broker, seen)
        : state
    case 'delivery-timeout':
      return state.producers[action.producer] === undefined
        ? state
        : deliveryTimeout(cluster, state, action.producer, action.record, seen)
    case 'lost-request':
      return state.requests.some((request) => isOn(request, action) && request.offset < 0)
        ? loseRequests(cluster, state, action.producer, action.broker, seen)
        : state
    case 'lost-response': {
      const request = state.requests.find(
        (other) =>
          other.producer === action.producer && other.record === action.record && !other.orphan && !other.silent,
      )
      return request === undefined || !isAwaited(state, request) ? state : loseResponse(state, request)
    }
    case 'client-restart':
      return canRestart(state, action.producer) ? restartProducer(cluster, state, action.producer, seen) : state
    case 'move-leader':
      return canMoveTo(state, action.partition, action.to) ? moveLeader(state, action.partition, action.to) : state
    case 'forget-producers':
      return mayForget(cluster, state, action.partition) ? forget(state, action.partition) : state
    case 'probe':
      return probe(cluster, state, action.partition, seen)
    default:
      return applyToBroker(cluster, state, action, seen)
  }
}

/** Several followers go together only when the lag of all of them has an excuse: one fault slows one follower. */
function mayShrinkTogether(
  cluster: Cluster,
  state: ClusterState,
  { partition, leader, followers }: Extract<Action, { readonly kind: 'shrink' }>,
): boolean {
  if (!followers.every((follower) => canShrink(cluster, state, partition, leader, follower))) return false
  return followers.length === 1 || followers.every((follower) => lagIsExcused(state, leader, follower))
}

type BrokerAction = Extract<Action, { readonly broker: number }>

function applyToBroker(
  cluster: Cluster,
  state: ClusterState,
  action: Exclude<BrokerAction, { readonly producer: number }>,
  seen: Observation[],
): ClusterState {
  const { broker } = action
  const { process, registration } = state.brokers[broker] ?? {}
  switch (action.kind) {
    case 'learn':
      return canLearn(cluster, state, broker) ? learn(cluster, state, broker, seen) : state
    case 'stop':
      return canStop(cluster, state, broker) ? stops(cluster, state, broker, seen) : state
    case 'heal':
      return process !== undefined && isCutOff(state, broker)
        ? withBroker(state, broker, { cutFrom: [], undecided: [] })
        : state
    case 'resume':
      return process === 'paused' ? withBroker(state, broker, { process: 'running' }) : state
    case 'restart':
      return canStart(state, broker) ? starts(cluster, state, broker, seen) : state
    case 'bounce':
      return mayBounceUnnoticed(cluster, state, broker) && state.mayHostController.includes(broker)
        ? bounces(cluster, state, broker)
        : state
    case 'unfence':
      return process === 'running' && registration === 'fenced' && reaches(state, broker, 'controller')
        ? unfence(cluster, state, broker)
        : state
    case 'fence':
      return registration !== undefined && registration !== 'fenced' && mayBeSilent(state, broker, 'controller')
        ? fence(cluster, state, broker)
        : state
    case 'controlled-shutdown':
      return registration === 'active' && reaches(state, broker, 'controller')
        ? beginShutdown(cluster, state, broker)
        : state
    case 'crash':
      return process === 'running' || process === 'paused'
        ? processDies(cluster, state, broker, 'stopped', seen)
        : state
    case 'power-loss':
      return process !== undefined && process !== 'halted' && mayKeep(state, broker, action.keep)
        ? losesPower(cluster, state, broker, action.keep, seen)
        : state
    case 'disk-loss':
      return process !== undefined && process !== 'halted' && holdsData(state, broker)
        ? losesDisk(cluster, state, broker, seen)
        : state
    case 'pause':
      return process === 'running' ? withBroker(state, broker, { process: 'paused' }) : state
    case 'cut-off':
      return process === 'running' && !isCutOff(state, broker)
        ? cutOff(cluster, state, broker, action.clients, seen)
        : state
    case 'partition':
      return process === 'running' && !isCutOff(state, broker) && action.from.length > 0
        ? partitionAway(cluster, state, broker, action.from, seen)
        : state
    case 'controller-failover':
      if (mayBounceUnnoticed(cluster, state, broker)) return bounces(cluster, state, broker)
      return wouldAccept(cluster, state, action.partition, broker)
        ? alterPartitionUnanswered(cluster, state, action.partition, broker)
        : state
  }
}

/** An application with a producer that did not exist before calls send for one record of this partition. */
function probe(cluster: Cluster, state: ClusterState, partition: number, seen: Observation[]): ClusterState {
  const record = cluster.ownRecords + partition
  if (partition >= cluster.dataPartitions || partitionOf(cluster, record) !== partition) return state
  seen.push({ kind: 'sent', record, producer: state.producers.length, log: partition, fresh: true })
  const session = cluster.settings['enable.idempotence']
    ? newSession(false, state.nextProducerId, state.partitions.length)
    : null
  const fresh: Producer = { remaining: [record], sends: [], target: state.partitions.map(() => UNKNOWN), session }
  return { ...state, producers: [...state.producers, fresh], nextProducerId: state.nextProducerId + 1 }
}
