/** Everything that can happen in a cluster: its actions, which of them are possible now, and what each one costs. */
import { holdsData, powerLosses } from '../broker/disk.ts'
import { canStart, canStop, mayBounceUnnoticed } from '../broker/process.ts'
import { arrivable } from '../broker/produce.ts'
import { isOwnerGone } from '../consumer/loop.ts'
import {
  applicationWork,
  clientPauses,
  coordinatorWork,
  initialisations,
  takeovers,
  transactionFaults,
  transactionTimeouts,
} from '../coordinator/actions.ts'
import { mayForget } from '../log/producer-state.ts'
import { isAwaited } from '../producer/answers.ts'
import { answerIsDoomed, canRestart, isLost, isOn, mayExpire } from '../producer/connections.ts'
import { canResend, nextSend } from '../producer/send.ts'
import { canFetch, canFinishFetch } from '../replication/fetch.ts'
import { canAlterPartition, canShrink, lagIsExcused, wouldAccept } from '../replication/isr.ts'
import { canLearn } from '../replication/leadership.ts'
import { canLearnTogether, canReplicate, cuts, isAtWork, isPrompt } from '../replication/prompt.ts'
import { type ClusterState, brokerOf, producerOf, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCutOff, mayBeSilent, reaches } from '../state/network.ts'
import type { Action } from './action.ts'

type Enabled = (deployment: Deployment, state: ClusterState) => readonly Action[]

/** What clients and transaction coordinators do. */
function clientWork(deployment: Deployment, state: ClusterState): readonly Action[] {
  if (isAtWork(deployment, state)) return []
  const out: Action[] =
    state.transactions === null ? [] : [...coordinatorWork(deployment, state), ...initialisations(deployment, state)]
  if (state.requests.length > 0)
    for (const request of arrivable(deployment, state)) {
      out.push({
        kind: 'arrive',
        producer: request.producer,
        record: request.record,
        broker: request.broker,
        late: request.late,
      })
    }
  for (let id = 0; id < state.producers.length; id++) {
    const { sends, remaining } = producerOf(state, id)
    for (const { record, state: sending } of sends) {
      if (sending === 'retry' && canResend(deployment, state, id, record))
        out.push({ kind: 'send', producer: id, record })
    }
    const record = remaining.length > 0 ? nextSend(deployment, state, id) : null
    if (record !== null) out.push({ kind: 'send', producer: id, record })
  }
  return state.transactions === null ? out : [...out, ...applicationWork(deployment, state)]
}

function replicationWork(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  for (let partition = 0; partition < state.partitions.length; partition++) {
    if (isPrompt(deployment, state, partition)) {
      if (canReplicate(deployment, state, partition)) out.push({ kind: 'replicate', partition })
      continue
    }
    for (const broker of deployment.assignment[partition] ?? []) {
      if (canFinishFetch(state, partition, broker)) out.push({ kind: 'fetched', follower: broker, partition })
      else if (canFetch(deployment, state, partition, broker)) out.push({ kind: 'fetch', follower: broker, partition })
      if (canAlterPartition(state, partition, broker)) out.push({ kind: 'alter-partition', leader: broker, partition })
    }
  }
  return out
}

function learning(deployment: Deployment, state: ClusterState): readonly Action[] {
  if (deployment.scope.prompt === true) return canLearnTogether(deployment, state) ? [{ kind: 'learn-together' }] : []
  const out: Action[] = []
  for (const broker of deployment.hosts) if (canLearn(deployment, state, broker)) out.push({ kind: 'learn', broker })
  return out
}

/** Who is cut off or paused is back before sessions expire; the dead are fenced before any of them starts again. */
function recovery(deployment: Deployment, state: ClusterState): readonly Action[] {
  const back: Action[] = []
  const gone: Action[] = []
  const started: Action[] = []
  for (const broker of deployment.hosts) {
    const { process, registration } = brokerOf(state, broker)
    if (registration === 'shutting-down' && canStop(deployment, state, broker)) back.push({ kind: 'stop', broker })
    if (isCutOff(state, broker)) back.push({ kind: 'heal', broker })
    if (process === 'paused') back.push({ kind: 'resume', broker })
    if (process === 'running' && registration === 'fenced' && reaches(state, broker, 'controller'))
      back.push({ kind: 'unfence', broker })
    if (process === 'stopped' && canStart(state, broker)) started.push({ kind: 'restart', broker })
    if (registration === 'fenced' || !mayBeSilent(state, broker, 'controller')) continue
    gone.push({ kind: 'fence', broker })
    if (mayBounceUnnoticed(deployment, state, broker) && state.mayHostController.includes(broker))
      gone.push({ kind: 'bounce', broker })
  }
  return gone.length + started.length === 0 ? back : [...back, ...gone, ...started]
}

/** Timeouts and lag that an earlier fault explains. */
function lateConsequences(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  if (
    state.brokers.some(
      (broker) => broker.process !== 'running' || broker.cutFrom.length > 0 || broker.undecided.length > 0,
    )
  )
    shrinks(deployment, state, true, out)
  if (state.requests.length > 0) requestTimeouts(state, true, out)
  deliveryTimeouts(deployment, state, true, out)
  if (state.transactions !== null)
    out.push(...(isOwnerGone(state) ? takeovers(state) : []), ...transactionTimeouts(deployment, state, true))
  return out
}

/** Followers are dropped one by one, or together all whose lag has an excuse. */
function shrinks(deployment: Deployment, state: ClusterState, excused: boolean, out: Action[]): void {
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const replicas = deployment.assignment[partition] ?? []
    for (const leader of replicas) {
      if (replicaOf(state, partition, leader).leadership === null) continue
      const followers = replicas.filter(
        (follower) =>
          canShrink(deployment, state, partition, leader, follower)
          && lagIsExcused(state, leader, follower) === excused
          && !willBeFenced(deployment, state, follower),
      )
      for (const follower of followers) out.push({ kind: 'shrink', leader, partition, followers: [follower] })
      if (excused && followers.length > 1) out.push({ kind: 'shrink', leader, partition, followers })
    }
  }
}

/** A broker that does all its work at once leaves it to the controller to take the dead out. */
function willBeFenced(deployment: Deployment, state: ClusterState, follower: number): boolean {
  return deployment.scope.prompt === true && mayBeSilent(state, follower, 'controller')
}

function requestTimeouts(state: ClusterState, excused: boolean, out: Action[]): void {
  state.requests.forEach((request, i) => {
    if (request.late || answerIsDoomed(state, request) !== excused || !isAwaited(state, request)) return
    if (state.requests.some((older, j) => j < i && isOn(older, request) && isAwaited(state, older))) return
    out.push({ kind: 'request-timeout', producer: request.producer, broker: request.broker })
  })
}

function deliveryTimeouts(deployment: Deployment, state: ClusterState, excused: boolean, out: Action[]): void {
  for (let producer = 0; producer < state.producers.length; producer++) {
    for (const send of state.producers[producer]?.sends ?? []) {
      if (isLost(send.lost, send.state) === excused && mayExpire(deployment, send))
        out.push({ kind: 'delivery-timeout', producer, record: send.record })
    }
  }
}

function moves(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  state.partitions.forEach(({ registration }, partition) => {
    if (registration.leader < 0) return
    for (const to of registration.isr) {
      if (to !== registration.leader && state.brokers[to]?.registration === 'active')
        out.push({ kind: 'move-leader', partition, to })
    }
  })
  for (const broker of deployment.hosts) {
    if (state.brokers[broker]?.registration === 'active' && reaches(state, broker, 'controller'))
      out.push({ kind: 'controlled-shutdown', broker })
  }
  return out
}

function brokerFaults(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  for (const broker of deployment.hosts) {
    const { process } = state.brokers[broker] ?? {}
    if (process === 'running' || process === 'paused') out.push({ kind: 'crash', broker })
    if (process !== 'halted')
      for (const keep of powerLosses(state, broker)) out.push({ kind: 'power-loss', broker, keep })
    if (process !== 'halted' && holdsData(state, broker)) out.push({ kind: 'disk-loss', broker })
    if (process === 'running') out.push({ kind: 'pause', broker })
    if (process === 'running' && !isCutOff(state, broker) && deployment.scope.prompt === true)
      out.push(...cuts(deployment, broker).map((from) => ({ kind: 'partition' as const, broker, from })))
    else if (process === 'running' && !isCutOff(state, broker))
      out.push({ kind: 'cut-off', broker, clients: false }, { kind: 'cut-off', broker, clients: true })
  }
  return out
}

function slowFollowers(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  shrinks(deployment, state, false, out)
  return out
}

function clientFaults(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  for (const request of state.requests) {
    if (request.late) continue
    const oldest = state.requests.find((other) => other.offset < 0 && isOn(other, request))
    if (request === oldest) out.push({ kind: 'lost-request', producer: request.producer, broker: request.broker })
    if (!request.silent && isAwaited(state, request))
      out.push({ kind: 'lost-response', producer: request.producer, record: request.record })
  }
  requestTimeouts(state, false, out)
  deliveryTimeouts(deployment, state, false, out)
  for (let partition = 0; partition < deployment.dataPartitions; partition++)
    if (mayForget(deployment, state, partition)) out.push({ kind: 'forget-producers', partition })
  state.producers.forEach((_, id) => {
    if (canRestart(state, id)) out.push({ kind: 'client-restart', producer: id })
  })
  if (state.transactions !== null)
    out.push(
      ...transactionTimeouts(deployment, state, false),
      ...transactionFaults(deployment, state),
      ...clientPauses(state),
    )
  return out
}

/**
 * A failover matters when an ISR change is answered by nobody (KRaft), or when it hides that a broker was gone
 * (ZooKeeper).
 */
function controllerFaults(deployment: Deployment, state: ClusterState): readonly Action[] {
  const out: Action[] = []
  for (const broker of deployment.hosts) {
    if (mayBounceUnnoticed(deployment, state, broker)) out.push({ kind: 'controller-failover', broker, partition: 0 })
    for (let partition = 0; partition < state.partitions.length; partition++) {
      if (wouldAccept(deployment, state, partition, broker))
        out.push({ kind: 'controller-failover', broker, partition })
    }
  }
  return out
}

/**
 * Everything that is possible now, group by group, in the machine's order. What costs nothing comes first, in the order
 * in which a cluster heals: first everything runs and is connected again, then views become current, then replicas
 * agree, and only then do clients go on; timeouts and lag that an earlier fault explains come last. Then what costs:
 * moves, then faults of brokers, of replication, of clients, of the controller.
 */
export const GROUPS: readonly Enabled[] = [
  recovery,
  learning,
  replicationWork,
  clientWork,
  lateConsequences,
  moves,
  brokerFaults,
  slowFollowers,
  clientFaults,
  controllerFaults,
]
