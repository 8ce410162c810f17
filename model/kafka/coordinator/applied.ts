/**
 * What counts once entries of the transaction log, or markers, are below the high watermark: the coordinator's
 * decisions, and the confirmations that others wait for.
 */
import { type ProduceRequest, type ClusterState, replicaOf } from '../state/cluster-state.ts'
import {
  coordinatorAt,
  entryAt,
  transactionsOf,
  withCoordinator,
  withEntry,
  withTransactions,
} from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCut } from '../state/network.ts'
import type { CoordinatorEntry } from '../state/transactions.ts'
import { isEnding } from './requests.ts'

/** The state in which every coordinator has decided what it wrote and its log has replicated. */
export function withDecisions(deployment: Deployment, state: ClusterState): ClusterState {
  let next = state
  for (const [broker, coordinator] of transactionsOf(state).coordinators.entries()) {
    if (coordinator === null) continue
    const { highWatermark } = replicaOf(state, deployment.transactionLog, broker)
    if (!coordinator.entries.some(({ pending }) => pending !== null && pending.offset < highWatermark)) continue
    const entries = coordinator.entries.map((entry) => decided(entry, highWatermark))
    next = withCoordinator(next, broker, { ...coordinator, entries })
  }
  return next
}

function decided(entry: CoordinatorEntry, highWatermark: number): CoordinatorEntry {
  const { pending } = entry
  if (pending === null || pending.offset >= highWatermark) return entry
  const { metadata } = pending
  return { metadata, pending: null, unmarked: isEnding(metadata.state) ? metadata.partitions : [], gaveUp: false }
}

/**
 * Batches for which a partition leader has asked a coordinator to add the partition may be appended once it is added.
 */
export function withConfirmations(before: ClusterState, state: ClusterState): ClusterState {
  if (!state.requests.some((request) => request.kind === 'produce' && request.verification === 'asked')) return state
  let next = state
  for (const [broker, coordinator] of transactionsOf(state).coordinators.entries())
    if (coordinator !== null && coordinator !== coordinatorAt(before, broker)) next = confirmedBy(next, broker)
  return next
}

function confirmedBy(state: ClusterState, broker: number): ClusterState {
  const isAdded = ({ partition, batch }: ProduceRequest): boolean =>
    coordinatorAt(state, broker)?.entries.some(
      ({ metadata, pending }) =>
        pending === null
        && metadata.state === 'Ongoing'
        && metadata.producerId === batch?.producerId
        && metadata.producerEpoch === batch.producerEpoch
        && metadata.partitions.includes(partition),
    ) ?? false
  return {
    ...state,
    requests: state.requests.map((request) => {
      if (request.kind !== 'produce' || request.verification !== 'asked' || !isAdded(request)) return request
      return { ...request, verification: isCut(state, request.broker, broker) ? 'none' : 'confirmed' }
    }),
  }
}

/** Markers that their leaders have replicated are confirmed to the coordinators that sent them. */
export function confirmMarkers(state: ClusterState): ClusterState {
  let next = state
  for (const marker of transactionsOf(state).markers) {
    const { partition, broker: leader, offset, coordinator, transactionalId: id } = marker
    if (marker.late || offset >= replicaOf(state, partition, leader).highWatermark) continue
    next = withTransactions(next, { markers: transactionsOf(next).markers.filter((other) => other !== marker) })
    // The answer does not get through: the coordinator will send the marker again.
    if (isCut(next, leader, coordinator)) continue
    const entry = entryAt(next, coordinator, id)
    // The answer to what an earlier coordinator epoch sent is dropped.
    if (entry === null || coordinatorAt(next, coordinator)?.coordinatorEpoch !== marker.coordinatorEpoch) continue
    next = withEntry(next, coordinator, id, {
      ...entry,
      unmarked: entry.unmarked.filter((other) => other !== partition),
    })
  }
  return next
}
