/**
 * What happens once entries of the transaction log, or markers, are below the high watermark: decisions count, and
 * whoever waits is answered.
 */
import type { Observation } from '../../observation.ts'
import { answerCall } from '../producer/transaction.ts'
import type { ClientRequest, ClusterState } from '../state/cluster-state.ts'
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

/** The coordinator of this broker after its log is replicated up to the high watermark. */
export function applyWritten(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  highWatermark: number,
  seen: Observation[],
): ClusterState {
  const coordinator = coordinatorAt(state, broker)
  if (coordinator === null) return state
  let next = withCoordinator(state, broker, {
    ...coordinator,
    entries: coordinator.entries.map((entry) => applied(entry, highWatermark)),
  })
  for (const request of state.requests) {
    if (request.broker !== broker || request.call === null || request.offset < 0 || request.offset >= highWatermark)
      continue
    const entry = entryAt(next, broker, request.call.transactionalId)
    // The fence of InitProducerId is no answer to it: the client asks again (CONCURRENT_TRANSACTIONS).
    const isAnswer = request.call.asks !== 'init' || entry?.metadata.state === 'Empty'
    next = answerCall(deployment, next, request, isAnswer ? 'none' : 'again', entry?.metadata ?? null, seen)
  }
  return confirmed(next, broker)
}

function applied(entry: CoordinatorEntry, highWatermark: number): CoordinatorEntry {
  const { pending } = entry
  if (pending === null || pending.offset >= highWatermark) return entry
  const { metadata } = pending
  return { metadata, pending: null, unmarked: isEnding(metadata.state) ? metadata.partitions : [], gaveUp: false }
}

/**
 * Batches for which a partition leader has asked the coordinator to add the partition may be appended once it is added.
 */
function confirmed(state: ClusterState, broker: number): ClusterState {
  if (!state.requests.some((request) => request.verification === 'asked')) return state
  const confirm = (request: ClientRequest, partition: number): boolean =>
    coordinatorAt(state, broker)?.entries.some(
      ({ metadata, pending }) =>
        pending === null
        && metadata.state === 'Ongoing'
        && metadata.producerId === request.batch?.producerId
        && metadata.epoch === request.batch.epoch
        && metadata.partitions.includes(partition),
    ) ?? false
  return {
    ...state,
    requests: state.requests.map((request) => {
      if (request.verification !== 'asked' || !confirm(request, request.partition)) return request
      return { ...request, verification: isCut(state, request.broker, broker) ? 'none' : 'confirmed' }
    }),
  }
}

/** Markers that this leader has replicated are confirmed to the coordinators that sent them. */
export function confirmMarkers(
  state: ClusterState,
  partition: number,
  leader: number,
  highWatermark: number,
): ClusterState {
  if (state.transactions === null || state.transactions.markers.length === 0) return state
  let next = state
  for (const marker of state.transactions.markers) {
    if (marker.late || marker.broker !== leader || marker.partition !== partition || marker.offset >= highWatermark)
      continue
    next = withTransactions(next, { markers: transactionsOf(next).markers.filter((other) => other !== marker) })
    // The answer does not get through: the coordinator will send the marker again.
    if (isCut(next, leader, marker.coordinator)) continue
    const entry = entryAt(next, marker.coordinator, marker.transactionalId)
    // The answer to what an earlier coordinator epoch sent is dropped.
    if (entry === null || coordinatorAt(next, marker.coordinator)?.epoch !== marker.coordinatorEpoch) continue
    next = withEntry(next, marker.coordinator, marker.transactionalId, {
      ...entry,
      unmarked: entry.unmarked.filter((other) => other !== partition),
    })
  }
  return next
}
