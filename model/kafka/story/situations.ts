/** Named situations that a step reached, so that evidence shows what was exercised. */
import type { Action } from '../machine/action.ts'
import { rowOf } from '../machine/rows.ts'
import { type ClusterState, NO_LEADER, type Registration } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { truncations } from './situations-of-logs.ts'
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
  const reached = [...rowOf(action).situations(action, before, after)]
  if (after.nextProducerId > 0) ofProducers(before, after, reached)
  if (before.partitions === after.partitions) return reached
  const isMove = reached.includes('leader moved')
  for (const [partition, { registration }] of after.partitions.entries()) {
    const was = before.partitions[partition]?.registration
    if (was === undefined || registration === was) continue
    if (registration.leader !== was.leader) {
      if (registration.leader === NO_LEADER) reached.push('partition without leader')
      else if (!isMove) reached.push(...electionOf(was, registration))
    }
    if (registration.isr.length < was.isr.length) reached.push('isr shrunk')
    if (registration.isr.length > was.isr.length) reached.push('isr expanded')
  }
  // What a power or a disk takes is no truncation.
  if (!reached.includes('unflushed records lost')) reached.push(...truncations(before, after))
  return reached
}

function electionOf(was: Registration, is: Registration): readonly string[] {
  if (was.isr.includes(is.leader)) return ['election']
  return ['election', was.elr.includes(is.leader) ? 'eligible leader replica elected' : 'unclean election']
}
