/**
 * A broker begins or ceases to lead the transaction log: its coordinator comes and goes with that (`onElection`,
 * `onResignation`).
 */
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'
import { coordinatorAt, transactionsOf, withCoordinator, withTransactions } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { emptyTransactions } from '../state/initial.ts'
import type { CoordinatorEntry, TransactionMetadata } from '../state/transactions.ts'
import { isEnding } from './requests.ts'

/**
 * The coordinator reads its log up to the end, also what is not below the high watermark (`loadTransactionMetadata`),
 * and sends the markers of transactions that were about to end to all their partitions once more.
 */
export function beginCoordinating(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const { log, leaderEpoch } = replicaOf(state, deployment.transactionLog, broker)
  const metadata: TransactionMetadata[] = [...emptyTransactions(deployment)]
  for (const { payload } of log)
    if (payload?.kind === 'note') metadata[payload.transactionalId] = { ...payload.metadata, lastProducerEpoch: -1 }
  const entries = metadata.map((one): CoordinatorEntry => ({
    metadata: one,
    pending: null,
    unmarked: isEnding(one.state) ? one.partitions : [],
    gaveUp: false,
  }))
  return withCoordinator(withoutQuestions(state), broker, { coordinatorEpoch: leaderEpoch, entries })
}

/** The coordinator of this broker is gone. */
export function endCoordinating(state: ClusterState, broker: number): ClusterState {
  return coordinatorAt(state, broker) === null ? state : withCoordinator(withoutQuestions(state), broker, null)
}

/** Partition leaders that have asked a coordinator that is gone will ask again. */
function withoutQuestions(state: ClusterState): ClusterState {
  if (!state.requests.some((request) => request.kind === 'produce' && request.verification === 'asked')) return state
  return {
    ...state,
    requests: state.requests.map((request) =>
      request.kind === 'produce' && request.verification === 'asked' ? { ...request, verification: 'none' } : request,
    ),
  }
}

/**
 * Markers that wait at this leader for its replicas are not confirmed any more: those who sent them will send them
 * again. Of a broker that is gone (no partition given) late ones are lost, too.
 */
export function forgetMarkersAt(state: ClusterState, broker: number, partition: number | null): ClusterState {
  if (state.transactions === null) return state
  const { markers } = transactionsOf(state)
  const left = markers.filter(
    (marker) => marker.broker !== broker || (partition !== null && (marker.late || marker.partition !== partition)),
  )
  return left.length === markers.length ? state : withTransactions(state, { markers: left })
}
