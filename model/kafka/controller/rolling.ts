/** A rolling restart: every broker is shut down as planned and starts again, one after the other. */
import { brokerOf, type ClusterState, partitionAt, withBroker } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/**
 * Whether this broker is shut down next: it was not yet, everybody is up, and, where the operator waits for that, every
 * replica is back in its ISR: no partition is under-replicated (the metric UnderReplicatedPartitions). Who does not
 * wait takes the next broker as soon as the last one is up, with replicas that may still be behind.
 */
export function isNextToRestart(deployment: Deployment, state: ClusterState, broker: number): boolean {
  const { hosts, assignment, scope } = deployment
  return (
    !brokerOf(state, broker).rolled
    && hosts.every((host) => {
      const { process, registration } = brokerOf(state, host)
      return process === 'running' && registration === 'active'
    })
    && (scope.waitsForIsr !== true
      || assignment.every(
        (replicas, partition) => partitionAt(state, partition).registration.isr.length === replicas.length,
      ))
  )
}

/** It has its turn now. */
export function hasItsTurn(state: ClusterState, broker: number): ClusterState {
  return withBroker(state, broker, { rolled: true })
}
