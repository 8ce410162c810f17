/** What reductions ask of a state. */
import { haveToSend } from '../door.ts'
import { type ClusterState, brokerOf, partitionAt } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'

/**
 * Whether a broker runs, is taken for alive, and talks to everybody. Where nothing that costs can happen any more it
 * stays so.
 */
export function isInGoodOrder(state: ClusterState, broker: number): boolean {
  const { process, registration, cutFrom, undecided } = brokerOf(state, broker)
  return process === 'running' && registration === 'active' && cutFrom.length === 0 && undecided.length === 0
}

/** Whether clients have anything left to do. */
export function haveClientsWork(state: ClusterState): boolean {
  return state.requests.length > 0 || haveToSend(state) || state.producers.some(({ sends }) => sends.length > 0)
}

/**
 * Whether anybody may still write who is refused while too few replicas are in sync: clients, or coordinators, of
 * which it is not asked whether they are done.
 */
export function mayBeWritten(state: ClusterState): boolean {
  return state.transactions !== null || haveClientsWork(state)
}

/** Whether it makes a difference to what clients and coordinators have left to do how many replicas are in sync. */
export function clientsCountOnIsr(deployment: Deployment, state: ClusterState): boolean {
  return (
    deployment.settings.acks === 'all'
    && state.partitions.some((_, partition) => minIsrOf(deployment, partition) > 1)
    && mayBeWritten(state)
  )
}

/** Whether the partition has a leader in good order, so that nobody else will ever be elected. */
export function isLedForGood(state: ClusterState, partition: number): boolean {
  const { leader } = partitionAt(state, partition).registration
  return leader >= 0 && isInGoodOrder(state, leader)
}

export function isEachLedForGood(state: ClusterState): boolean {
  return state.partitions.every((_, partition) => isLedForGood(state, partition))
}

/** Whether the elected leader has heard that it is. */
export function isHeard(state: ClusterState, partition: number): boolean {
  const { registration, replicas } = partitionAt(state, partition)
  const leading = replicas[registration.leader]
  return leading !== undefined && leading.leadership !== null && leading.leaderEpoch === registration.leaderEpoch
}

/** Whether a follower in good order and a leader in good order agree on the epoch. */
export function followsForGood(state: ClusterState, partition: number, follower: number): boolean {
  const { registration, replicas } = partitionAt(state, partition)
  return (
    follower !== registration.leader
    && replicas[follower]?.leaderEpoch === registration.leaderEpoch
    && isInGoodOrder(state, follower)
    && isLedForGood(state, partition)
  )
}

/** Whether a broker is elected somewhere. */
export function isElected(state: ClusterState, broker: number): boolean {
  return state.partitions.some(({ registration }) => registration.leader === broker)
}

/** Whether a request is on its way to this broker, or waits there. */
export function hasRequests(state: ClusterState, broker: number): boolean {
  return state.requests.some((request) => request.broker === broker)
}

/**
 * Whether everybody who could be in sync is in good order, or is out until it comes back: nobody can join who might
 * leave again.
 */
export function nobodyComesAndGoes(deployment: Deployment, state: ClusterState, partition: number): boolean {
  return (deployment.assignment[partition] ?? []).every(
    (broker) => isInGoodOrder(state, broker) || brokerOf(state, broker).registration === 'fenced',
  )
}

/**
 * Whether a broker that comes back may do so long before anybody notices. Where the cluster does its work at once it is
 * told at once of other leaders, and joins at once: it must not be a leader who is to hear that it is deposed, nor one
 * of those who are missing for there to be enough in sync.
 */
export function mayComeBackUnnoticed(deployment: Deployment, state: ClusterState, broker: number): boolean {
  return (
    deployment.scope.prompt !== true
    || state.partitions.every(({ registration, replicas }, partition) => {
      const replica = replicas[broker]
      const isDeposed = replica?.leadership != null && replica.leaderEpoch !== registration.leaderEpoch
      return !isDeposed && registration.isr.length >= minIsrOf(deployment, partition)
    })
  )
}
