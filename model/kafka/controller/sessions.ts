/**
 * What the controller does with brokers: fences one whose session expired, takes one back, lets one shut down, moves a
 * leader. (`ReplicationControlManager`, `ClusterControlManager`; in ZooKeeper mode `KafkaController` 0.10.2.)
 */
import { type ClusterState, partitionAt, withBroker, withRegistration } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { type PartitionChange, changeRegistration } from './election.ts'
import { brokerArrived, brokerGone } from './zookeeper.ts'

/** A broker's session expired: it leaves every ISR and leads nothing (`handleBrokerFenced`). */
export function fence(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const fenced = withBroker(state, broker, { registration: 'fenced' })
  if (deployment.mechanisms.controller === 'zookeeper') {
    return brokerGone(
      deployment,
      { ...fenced, mayHostController: fenced.mayHostController.filter((host) => host !== broker) },
      broker,
    )
  }
  return leaveIsr(deployment, fenced, broker)
}

/**
 * A broker asked for a controlled shutdown: it leaves every ISR and leads nothing, while its process goes on
 * (`handleBrokerInControlledShutdown`).
 */
export function beginShutdown(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const leaving = withBroker(state, broker, { registration: 'shutting-down' })
  return deployment.mechanisms.controller === 'zookeeper'
    ? brokerGone(deployment, leaving, broker)
    : leaveIsr(deployment, leaving, broker)
}

function leaveIsr(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  return changeEach(deployment, state, (next, partition) => {
    const { isr } = partitionAt(next, partition).registration
    return isr.includes(broker) ? { targetIsr: isr.filter((member) => member !== broker), leaving: broker } : null
  })
}

/** A fenced broker is heard of again: partitions without a leader may now have one (`handleBrokerUnfenced`). */
export function unfence(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const active = withBroker(state, broker, { registration: 'active' })
  if (deployment.mechanisms.controller === 'zookeeper') return brokerArrived(deployment, active)
  return changeEach(deployment, active, (next, partition) =>
    partitionAt(next, partition).registration.leader < 0 ? { arriving: broker } : null,
  )
}

/**
 * A new process of a fenced broker registers and gets a new broker epoch. With eligible leader replicas, one whose last
 * process was not shut down cleanly leaves the ISR and the eligible replicas, because it may have lost data
 * (`handleBrokerShutdown`, `ClusterControlManager.registerBroker`).
 */
export function register(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  brokerEpoch: number,
  clean: boolean,
): ClusterState {
  const registered = withBroker(state, broker, { brokerEpoch })
  if (deployment.mechanisms.controller === 'zookeeper' || clean || !deployment.mechanisms.eligibleLeaderReplicas)
    return registered
  return changeEach(deployment, registered, (next, partition) => {
    const { isr, elr } = partitionAt(next, partition).registration
    if (!isr.includes(broker) && !elr.includes(broker)) return null
    return { targetIsr: isr.filter((member) => member !== broker), uncleanShutdown: broker }
  })
}

/** The leader is moved to another member of the ISR: preferred election, or a reassignment that changes the order. */
export function moveLeader(state: ClusterState, partition: number, to: number): ClusterState {
  const { registration } = partitionAt(state, partition)
  return withRegistration(state, partition, {
    ...registration,
    leader: to,
    leaderEpoch: registration.leaderEpoch + 1,
    partitionEpoch: registration.partitionEpoch + 1,
  })
}

function changeEach(
  deployment: Deployment,
  state: ClusterState,
  change: (state: ClusterState, partition: number) => PartitionChange | null,
): ClusterState {
  let next = state
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const wanted = change(next, partition)
    if (wanted !== null)
      next = withRegistration(next, partition, changeRegistration(deployment, next, partition, wanted))
  }
  return next
}

/** Whether the leader could be moved there now. */
export function canMoveTo(state: ClusterState, partition: number, to: number): boolean {
  const { registration } = partitionAt(state, partition)
  return (
    registration.leader >= 0
    && registration.leader !== to
    && registration.isr.includes(to)
    && state.brokers[to]?.registration === 'active'
  )
}
