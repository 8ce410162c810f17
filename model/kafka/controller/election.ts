/** KRaft: how the controller changes a partition and elects its leader (`PartitionChangeBuilder`, KIP-841, KIP-966). */
import { type ClusterState, NO_LEADER, type Registration, brokerOf, partitionAt } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'

export interface PartitionChange {
  /** The ISR that the change is about; by default the present one. */
  readonly targetIsr?: readonly number[]
  /** A replica that must not lead after this change although it is still active. */
  readonly leaving?: number
  /** A replica that counts as active although it is still fenced. */
  readonly arriving?: number
  /** A replica whose process ended without a controlled shutdown: it may have lost data and is nobody's candidate. */
  readonly uncleanShutdown?: number
}

interface Election {
  readonly leader: number
  /** Not from the ISR nor an eligible leader replica: data may be lost. */
  readonly unclean: boolean
}

/** The registration after a change; the same object if nothing changes. */
export function changeRegistration(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  change: PartitionChange,
): Registration {
  const before = partitionAt(state, partition).registration
  const active = (broker: number): boolean =>
    broker !== change.leaving
    && broker !== change.uncleanShutdown
    && (broker === change.arriving || brokerOf(state, broker).registration === 'active')
  const targetIsr = change.targetIsr ?? before.isr
  const targetElr = eligibleLeaders(deployment, partition, before, targetIsr, change.uncleanShutdown)
  const { leader, unclean } = electLeader(deployment, partition, before, targetIsr, targetElr, active)
  const changed = leader !== before.leader
  const shrinks = before.isr.some((member) => !targetIsr.includes(member))
  const after: Registration = {
    leader,
    leaderEpoch:
      changed || (shrinks && !deployment.mechanisms['shrink-keeps-epoch'])
        ? before.leaderEpoch + 1
        : before.leaderEpoch,
    partitionEpoch: before.partitionEpoch + 1,
    ...inSync(deployment, before, targetIsr, targetElr, { leader, unclean }, changed),
    lastKnownLeader: lastKnown(deployment, before, leader, changed),
  }
  return sameRegistration(before, after) ? before : after
}

/**
 * Eligible leader replicas of a partition whose ISR is to change: none while the ISR has the minimum; else everybody
 * who was eligible or in sync and is not in the ISR now, except replicas that shut down uncleanly
 * (`PartitionChangeBuilder.maybePopulateTargetElr`).
 */
function eligibleLeaders(
  deployment: Deployment,
  partition: number,
  before: Registration,
  targetIsr: readonly number[],
  unclean: number | undefined,
): readonly number[] {
  if (!deployment.mechanisms.eligibleLeaderReplicas || targetIsr.length >= minIsrOf(deployment, partition)) return []
  return (deployment.assignment[partition] ?? []).filter(
    (replica) =>
      (before.elr.includes(replica) || before.isr.includes(replica))
      && !targetIsr.includes(replica)
      && replica !== unclean,
  )
}

/**
 * Who leads (`PartitionChangeBuilder.electAnyLeader`): the present leader if it may stay; the first replica of the
 * assignment that is in sync, or eligible when nobody is in sync; the last known leader when nobody is either; any
 * active replica if unclean election is enabled.
 */
function electLeader(
  deployment: Deployment,
  partition: number,
  before: Registration,
  targetIsr: readonly number[],
  targetElr: readonly number[],
  active: (broker: number) => boolean,
): Election {
  const replicas = deployment.assignment[partition] ?? []
  const valid = (replica: number): boolean =>
    (targetIsr.includes(replica) || (targetIsr.length === 0 && targetElr.includes(replica))) && active(replica)
  if (before.leader !== NO_LEADER && valid(before.leader)) return { leader: before.leader, unclean: false }
  const clean = replicas.find(valid)
  if (clean !== undefined) return { leader: clean, unclean: false }
  const { mechanisms, settings } = deployment
  if (
    mechanisms.eligibleLeaderReplicas
    && targetIsr.length === 0
    && targetElr.length === 0
    && before.lastKnownLeader !== NO_LEADER
  ) {
    if (!mechanisms['live-last-leader'] || active(before.lastKnownLeader))
      return { leader: before.lastKnownLeader, unclean: true }
  }
  const uncleanLeader =
    settings['unclean.leader.election.enable'] && mechanisms['unclean-election-in-kraft']
      ? replicas.find(active)
      : undefined
  return { leader: uncleanLeader ?? NO_LEADER, unclean: uncleanLeader !== undefined }
}

/**
 * ISR and eligible leader replicas after the election. Without eligible leader replicas the last member stays in the
 * ISR although it is gone.
 */
function inSync(
  deployment: Deployment,
  before: Registration,
  targetIsr: readonly number[],
  targetElr: readonly number[],
  { leader, unclean }: Election,
  changed: boolean,
): Pick<Registration, 'isr' | 'elr'> {
  if (unclean && changed) return { isr: [leader], elr: [] }
  if (changed && targetElr.includes(leader))
    return { isr: [leader], elr: targetElr.filter((replica) => replica !== leader) }
  return {
    isr: targetIsr.length > 0 || deployment.mechanisms.eligibleLeaderReplicas ? targetIsr : before.isr,
    elr: targetElr,
  }
}

/** `PartitionChangeBuilder.maybeUpdateLastKnownLeader`. */
function lastKnown(deployment: Deployment, before: Registration, leader: number, changed: boolean): number {
  if (!deployment.mechanisms.eligibleLeaderReplicas || !changed) return before.lastKnownLeader
  if (leader !== NO_LEADER) return NO_LEADER
  return before.lastKnownLeader === NO_LEADER ? before.leader : before.lastKnownLeader
}

function sameRegistration(a: Registration, b: Registration): boolean {
  return (
    a.leader === b.leader && a.lastKnownLeader === b.lastKnownLeader && sameList(a.isr, b.isr) && sameList(a.elr, b.elr)
  )
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
