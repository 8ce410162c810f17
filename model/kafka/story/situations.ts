/** Named situations that a step reached, so that evidence shows what was exercised. */
import type { Action } from '../machine/action.ts'
import { type ClusterState, NO_LEADER, type Replica } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { ofProducers, possibleWithProducers } from './transaction-situations.ts'

const ALWAYS = [
  'append',
  'append by a deposed leader',
  'leader moved',
  'election',
  'partition without leader',
  'isr shrunk',
  'isr expanded',
  'truncation',
  'unflushed records lost',
  'broker fenced',
  'broker restarted',
  'controlled shutdown',
  'zombie resumed',
] as const

/** Every situation that these settings can lead to. */
export function possibleSituations(deployment: Deployment): readonly string[] {
  const { mechanisms, settings, resends } = deployment
  return [
    ...ALWAYS,
    ...(settings.acks === '0' || resends === 0 ? [] : ['record sent again', 'late request']),
    ...((settings['unclean.leader.election.enable']
      && (mechanisms.controller === 'zookeeper' || mechanisms['unclean-election-in-kraft']))
    || mechanisms.eligibleLeaderReplicas
      ? ['unclean election']
      : []),
    ...(mechanisms.eligibleLeaderReplicas ? ['eligible leader replica elected'] : []),
    ...possibleWithProducers(deployment),
    ...(mechanisms.controller === 'zookeeper' ? ['broker bounced unnoticed'] : []),
    ...(!mechanisms['follows-shorter-leader'] && !settings['unclean.leader.election.enable'] ? ['broker halted'] : []),
  ]
}

/** The situations that this step reached. */
export function situationsOf(action: Action, before: ClusterState, after: ClusterState): readonly string[] {
  const reached: string[] = []
  ofAction(action, before, after, reached)
  if (after.nextProducerId > 0) ofProducers(action, before, after, reached)
  if (before.partitions !== after.partitions) {
    for (let partition = 0; partition < after.partitions.length; partition++)
      ofPartition(before, after, partition, action, reached)
  }
  return reached
}

function ofAction(action: Action, before: ClusterState, after: ClusterState, reached: string[]): void {
  switch (action.kind) {
    case 'send':
      if (before.producers[action.producer]?.sends.some((send) => send.record === action.record) === true)
        reached.push('record sent again')
      break
    case 'arrive':
      if (action.late) reached.push('late request')
      break
    case 'fence':
      reached.push('broker fenced')
      break
    case 'restart':
      reached.push('broker restarted')
      break
    case 'bounce':
      reached.push('broker bounced unnoticed')
      break
    case 'controller-failover':
      if (before.brokers[action.broker]?.process === 'stopped') reached.push('broker bounced unnoticed')
      break
    case 'controlled-shutdown':
      reached.push('controlled shutdown')
      break
    case 'move-leader':
      reached.push('leader moved')
      break
    case 'resume':
      if (after.brokers[action.broker]?.registration === 'fenced') reached.push('zombie resumed')
      break
    default:
  }
}

function ofPartition(
  before: ClusterState,
  after: ClusterState,
  partition: number,
  action: Action,
  reached: string[],
): void {
  const was = before.partitions[partition]
  const is = after.partitions[partition]
  if (was === undefined || is === undefined || was === is) return
  const { registration } = is
  if (registration !== was.registration) {
    if (registration.leader !== was.registration.leader) {
      if (registration.leader === NO_LEADER) reached.push('partition without leader')
      else if (action.kind !== 'move-leader') reached.push(...electionOf(was.registration, registration))
    }
    if (registration.isr.length < was.registration.isr.length) reached.push('isr shrunk')
    if (registration.isr.length > was.registration.isr.length) reached.push('isr expanded')
  }
  is.replicas.forEach((replica, broker) => {
    const old = was.replicas[broker]
    if (old !== undefined && old !== replica) ofReplica(old, replica, registration.leaderEpoch, action, reached)
  })
}

function electionOf(was: ClusterState['partitions'][number]['registration'], is: typeof was): readonly string[] {
  if (was.isr.includes(is.leader)) return ['election']
  return ['election', was.elr.includes(is.leader) ? 'eligible leader replica elected' : 'unclean election']
}

function ofReplica(was: Replica, is: Replica, leaderEpoch: number, action: Action, reached: string[]): void {
  if (is.log.length < was.log.length)
    reached.push(action.kind === 'power-loss' || action.kind === 'disk-loss' ? 'unflushed records lost' : 'truncation')
  if (action.kind === 'arrive' && is.log.length > was.log.length)
    reached.push(is.leaderEpoch < leaderEpoch ? 'append by a deposed leader' : 'append')
  if (action.kind === 'fetched' && is.leaderEpoch === -1 && was.leaderEpoch >= 0) reached.push('broker halted')
}
