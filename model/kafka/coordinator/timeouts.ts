/** Transactions whose time runs out (`transaction.timeout.ms`). */
import { type ClusterState, producerOf } from '../state/cluster-state.ts'
import { entryAt } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { isRunning } from '../state/network.ts'
import { mayTimeOut } from './coordinator.ts'

export function canTimeOut(deployment: Deployment, state: ClusterState, coordinator: number, id: number): boolean {
  return isRunning(state, coordinator) && mayTimeOut(deployment, state, coordinator, id)
}

/**
 * Whether no producer is left that would end this transaction: its process is gone, fenced, or in another transaction,
 * or it waits for a batch that is never sent again.
 */
export function isAbandoned(deployment: Deployment, state: ClusterState, coordinator: number, id: number): boolean {
  const metadata = entryAt(state, coordinator, id)?.metadata
  return !(
    state.transactions?.clients.some(({ transactionalId, phase }, producer) => {
      if (transactionalId !== id || phase === 'ready' || phase === 'initializing' || phase === 'fatal') return false
      const { session, sends } = producerOf(state, producer)
      if (session?.producerId !== metadata?.producerId || session?.producerEpoch !== metadata?.producerEpoch)
        return false
      return sends.every((send) => send.state === 'in-flight' || send.resent < deployment.resends)
    }) ?? false
  )
}
