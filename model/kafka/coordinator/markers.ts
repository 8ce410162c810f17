/**
 * Markers: a coordinator tells each partition of a transaction how it ended (WriteTxnMarkers), and does so until each
 * has confirmed.
 */
import { NO_RECORD } from '../../observation.ts'
import { append, logEndOffset } from '../log/log.ts'
import { NO_OFFSET, producerState } from '../log/producer-state.ts'
import { withHighWatermark } from '../replication/high-watermark.ts'
import {
  type Marker,
  type ClusterState,
  NO_LEADER,
  partitionAt,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import { coordinatorAt, entryAt, transactionsOf, withEntry, withTransactions } from '../state/coordinators.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { connected, isRunning } from '../state/network.ts'
import type { MarkerRequest } from '../state/transactions.ts'
import { isEnding } from './requests.ts'

/** The marker of a transaction in one partition. */
export interface MarkerId {
  readonly coordinator: number
  readonly id: number
  readonly partition: number
}

/** The markers that coordinators have not heard a confirmation of. */
export function unmarked(state: ClusterState): readonly MarkerId[] {
  const open: MarkerId[] = []
  for (const [coordinator, known] of transactionsOf(state).coordinators.entries())
    for (const [id, entry] of known?.entries.entries() ?? [])
      for (const partition of entry.unmarked) open.push({ coordinator, id, partition })
  return open
}

/** Whether this is the request with a marker of this coordinator, for this transactional id and partition. */
export function isMarkerOf(marker: MarkerRequest, coordinator: number, id: number, partition: number): boolean {
  return marker.coordinator === coordinator && marker.transactionalId === id && marker.partition === partition
}

/** The marker that this coordinator has to send to a partition now, or `null`. */
export function nextMarker(
  state: ClusterState,
  coordinator: number,
  id: number,
  partition: number,
): MarkerRequest | null {
  const entry = entryAt(state, coordinator, id)
  if (entry === null || !entry.unmarked.includes(partition) || !isEnding(entry.metadata.state)) return null
  const { producerId, producerEpoch, state: status } = entry.metadata
  const coordinatorEpoch = coordinatorAt(state, coordinator)?.coordinatorEpoch ?? -1
  const isUnderWay = transactionsOf(state).markers.some(
    (marker) =>
      !marker.late && marker.coordinatorEpoch === coordinatorEpoch && isMarkerOf(marker, coordinator, id, partition),
  )
  return isUnderWay
    ? null
    : {
        coordinator,
        transactionalId: id,
        partition,
        broker: NO_LEADER,
        late: false,
        offset: -1,
        producerId,
        producerEpoch,
        coordinatorEpoch,
        commit: status === 'PrepareCommit',
      }
}

/**
 * The leader that would write a marker of this partition now, or `NO_LEADER`: whoever asks another one, or while too
 * few replicas are in sync, asks again.
 */
function writer(deployment: Deployment, state: ClusterState, partition: number): number {
  const { leader } = partitionAt(state, partition).registration
  if (leader === NO_LEADER || !isRunning(state, leader)) return NO_LEADER
  const { leadership } = replicaOf(state, partition, leader)
  return leadership !== null && leadership.isr.length >= minIsrOf(deployment, partition) ? leader : NO_LEADER
}

/** Whether a coordinator can send its marker now to the leader that would write it. */
export function canMark(
  deployment: Deployment,
  state: ClusterState,
  coordinator: number,
  id: number,
  partition: number,
): boolean {
  if (nextMarker(state, coordinator, id, partition) === null || !isRunning(state, coordinator)) return false
  const leader = writer(deployment, state, partition)
  return leader !== NO_LEADER && (leader === coordinator || connected(state, coordinator, leader))
}

/** The coordinator's marker reaches the partition's leader, which writes it or refuses it. */
export function mark(
  deployment: Deployment,
  state: ClusterState,
  coordinator: number,
  id: number,
  partition: number,
): ClusterState {
  const marker = nextMarker(state, coordinator, id, partition)
  const entry = entryAt(state, coordinator, id)
  const leader = writer(deployment, state, partition)
  if (marker === null || entry === null || leader === NO_LEADER) return state
  // INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED: the coordinator drops the transaction
  // (`TransactionMarkerRequestCompletionHandler`).
  if (refuses(deployment, state, marker, leader))
    return withEntry(state, coordinator, id, {
      ...entry,
      unmarked: entry.unmarked.filter((other) => other !== partition),
      gaveUp: true,
    })
  const waiting = { ...marker, broker: leader, offset: logEndOffset(replicaOf(state, partition, leader)) }
  const sent = withTransactions(state, { markers: [...transactionsOf(state).markers, waiting] })
  return writeMarker(deployment, sent, marker, leader)
}

/** The markers that travel late, in the order in which they were sent. */
export function lateMarkers(state: ClusterState): readonly MarkerRequest[] {
  return state.transactions?.markers.filter(({ late }) => late) ?? []
}

export function canArriveLate(state: ClusterState, { broker }: MarkerRequest): boolean {
  return isRunning(state, broker)
}

/** A late marker reaches the broker that it was sent to; nobody waits for the answer. */
export function arriveLate(deployment: Deployment, state: ClusterState, marker: MarkerRequest): ClusterState {
  const leader = marker.broker
  const gone = withTransactions(state, { markers: transactionsOf(state).markers.filter((other) => other !== marker) })
  const { leadership } = replicaOf(state, marker.partition, leader)
  if (leadership === null || leadership.isr.length < minIsrOf(deployment, marker.partition)) return gone
  return refuses(deployment, gone, marker, leader) ? gone : writeMarker(deployment, gone, marker, leader)
}

/**
 * Whether the leader refuses a marker (`ProducerAppendInfo.appendEndTxnMarker`, `checkProducerEpoch`): of an older
 * producer epoch, or from an older coordinator than the last. Since 4.2 one of transaction version 2 must also be of a
 * newer epoch than the data (KIP-1228), unless nothing is open (KAFKA-19999).
 */
function refuses(
  deployment: Deployment,
  state: ClusterState,
  { partition, producerId, producerEpoch, coordinatorEpoch }: MarkerRequest,
  leader: number,
): boolean {
  const known = producerState(deployment, replicaOf(state, partition, leader), producerId)
  if (producerEpoch < known.producerEpoch || coordinatorEpoch < known.coordinatorEpoch) return true
  const { mechanisms } = deployment
  if (
    mechanisms.transactionVersion < 2
    || !mechanisms['marker-needs-newer-epoch']
    || producerEpoch > known.producerEpoch
  )
    return false
  return known.openSince !== NO_OFFSET || !mechanisms['marker-may-come-again']
}

function writeMarker(
  deployment: Deployment,
  state: ClusterState,
  { partition, producerId, producerEpoch, commit, coordinatorEpoch }: MarkerRequest,
  leader: number,
): ClusterState {
  const replica = replicaOf(state, partition, leader)
  const batch: Marker = {
    kind: 'marker',
    producerId,
    producerEpoch,
    decision: commit ? 'commit' : 'abort',
    coordinatorEpoch,
  }
  const written = append(deployment, replica, [{ record: NO_RECORD, leaderEpoch: replica.leaderEpoch, payload: batch }])
  return withReplica(state, partition, leader, withHighWatermark(deployment, partition, written))
}
