/** A marker is late, or its answer is lost: its coordinator sends another one. */
import { type ClusterState, partitionAt } from '../state/cluster-state.ts'
import { entryAt, transactionsOf, withTransactions } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import type { MarkerRequest } from '../state/transactions.ts'
import { canMark, isMarkerOf, lateMarkers, type MarkerId, nextMarker } from './markers.ts'

export function canDelay(deployment: Deployment, state: ClusterState, marker: MarkerId): boolean {
  return canMark(deployment, state, marker.coordinator, marker.id, marker.partition) && !isDelayed(state, marker)
}

/**
 * Whether a coordinator waits for an answer from this partition, and would have to send its marker again without it.
 */
export function canLoseAnswer(state: ClusterState, { coordinator, id, partition }: MarkerId): boolean {
  if (
    nextMarker(state, coordinator, id, partition) !== null
    || entryAt(state, coordinator, id)?.unmarked.includes(partition) !== true
  )
    return false
  return (
    state.transactions?.markers.some((marker) => !marker.late && isMarkerOf(marker, coordinator, id, partition))
    ?? false
  )
}

/** One late request for each marker is enough: two that are the same do no more than one and its repetition. */
function isDelayed(state: ClusterState, { coordinator, id, partition }: MarkerId): boolean {
  return lateMarkers(state).some((marker) => isMarkerOf(marker, coordinator, id, partition))
}

/** The request with the marker is delayed: the coordinator gives up waiting for it, and will send another one. */
export function delayMarker(state: ClusterState, coordinator: number, id: number, partition: number): ClusterState {
  const marker = nextMarker(state, coordinator, id, partition)
  const { leader } = partitionAt(state, partition).registration
  return marker === null
    ? state
    : withTransactions(state, {
        markers: [...transactionsOf(state).markers, { ...marker, broker: leader, late: true }],
      })
}

/** The leader has written the marker, and its answer is lost: the coordinator will send another one. */
export function loseMarkerAnswer(
  state: ClusterState,
  coordinator: number,
  id: number,
  partition: number,
): ClusterState {
  const { markers } = transactionsOf(state)
  const isThis = (marker: MarkerRequest): boolean => !marker.late && isMarkerOf(marker, coordinator, id, partition)
  return markers.some(isThis)
    ? withTransactions(state, { markers: markers.filter((marker) => !isThis(marker)) })
    : state
}
