/**
 * ZooKeeper mode (0.10.2): how the controller changes a partition. It reads ZooKeeper before it writes, so its view is
 * ZooKeeper's; the brokers hear of it by LeaderAndIsr requests (`leadership.ts`).
 */
import {
  type ClusterState,
  NO_LEADER,
  type Registration,
  brokerOf,
  partitionAt,
  withRegistration,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/**
 * A broker is gone, or shuts down: partitions it led get another leader, and it leaves the ISR
 * (`KafkaController.onBrokerFailure`, `shutdownBroker`). The caller has marked it as not active.
 */
export function brokerGone(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  return eachPartition(state, (next, partition) => {
    const { registration } = partitionAt(next, partition)
    const elected =
      registration.leader === broker ? electOffline(deployment, next, partition, registration) : registration
    return withRegistration(next, partition, withoutMember(deployment, elected, broker))
  })
}

/** A broker has come: partitions without a leader try again (`KafkaController.onBrokerStartup`). */
export function brokerArrived(deployment: Deployment, state: ClusterState): ClusterState {
  return eachPartition(state, (next, partition) => {
    const { registration } = partitionAt(next, partition)
    return registration.leader === NO_LEADER
      ? withRegistration(next, partition, electOffline(deployment, next, partition, registration))
      : next
  })
}

/**
 * The first live replica of the assignment that is in sync, else any live one if unclean election is enabled, else no
 * change (`OfflinePartitionLeaderSelector`).
 */
function electOffline(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  registration: Registration,
): Registration {
  const live = (deployment.assignment[partition] ?? []).filter(
    (replica) => brokerOf(state, replica).registration === 'active',
  )
  const liveInIsr = live.filter((replica) => registration.isr.includes(replica))
  const [clean] = liveInIsr
  if (clean !== undefined) return elected(registration, clean, liveInIsr)
  const [uncleanLeader] = live
  return deployment.settings['unclean.leader.election.enable'] && uncleanLeader !== undefined
    ? elected(registration, uncleanLeader, [uncleanLeader])
    : registration
}

function elected(registration: Registration, leader: number, isr: readonly number[]): Registration {
  return {
    ...registration,
    leader,
    isr,
    leaderEpoch: registration.leaderEpoch + 1,
    partitionEpoch: registration.partitionEpoch + 1,
  }
}

/**
 * The registration without a member of the ISR; the last one stays (`ReplicaStateMachine.doRemoveReplicasFromIsr`), up
 * to 1.0 only where unclean election is not enabled (`KafkaController.removeReplicaFromIsr`). The leader epoch rises
 * with every such change.
 */
function withoutMember(deployment: Deployment, registration: Registration, broker: number): Registration {
  if (!registration.isr.includes(broker)) return registration
  const rest = registration.isr.filter((member) => member !== broker)
  const leader = registration.leader === broker ? NO_LEADER : registration.leader
  const isr =
    rest.length === 0
    && (deployment.mechanisms['isr-keeps-last-member'] || !deployment.settings['unclean.leader.election.enable'])
      ? registration.isr
      : rest
  return elected(registration, leader, isr)
}

function eachPartition(
  state: ClusterState,
  change: (state: ClusterState, partition: number) => ClusterState,
): ClusterState {
  let next = state
  for (let partition = 0; partition < state.partitions.length; partition++) next = change(next, partition)
  return next
}
