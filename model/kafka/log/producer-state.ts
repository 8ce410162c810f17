/**
 * What a replica knows of producers: their epoch, their latest batches, where their open transaction began
 * (`ProducerStateManager`, `ProducerStateEntry`). Kafka builds it by reading the log, and keeps it up to date with each
 * append; here it is read from the log whenever it is needed, with the same result.
 */
import { isAheadOfVerified } from '../coordinator/verification.ts'
import {
  type Batch,
  type ClusterState,
  type ProducerBatch,
  type RecordsBatch,
  type Replica,
  batchOf,
  isTransactional,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { partitionOf } from '../state/records.ts'

/** Sequence numbers begin again at 0 after this one; Kafka's is 2147483647 (`DefaultRecordBatch.incrementSequence`). */
export const LAST_SEQUENCE = 15

export function sequenceAfter(sequence: number): number {
  return sequence === LAST_SEQUENCE ? 0 : sequence + 1
}

export function sequenceBefore(sequence: number): number {
  return sequence === 0 ? LAST_SEQUENCE : sequence - 1
}

/** Nothing was heard of the producer. */
export const NO_EPOCH = -1
const NO_SEQUENCE = -1
export const NO_OFFSET = -1

export interface ProducerState {
  /** Of the latest batch or marker, or `NO_EPOCH`. */
  readonly producerEpoch: number
  /** Of the latest marker: the epoch of the transaction coordinator that wrote it, or -1. */
  readonly coordinatorEpoch: number
  /** The latest batches of this epoch, oldest first, so many as are remembered. */
  readonly batches: readonly { readonly sequence: number; readonly offset: number }[]
  /** Where its open transaction began, or `NO_OFFSET`. */
  readonly openSince: number
}

const UNHEARD_OF: ProducerState = { producerEpoch: NO_EPOCH, coordinatorEpoch: -1, batches: [], openSince: NO_OFFSET }

/** Batches of one producer that brokers remember: five since 1.0 (KAFKA-5494), one before. */
const REMEMBERED = 5

/** What the replica knows of a producer. */
export function producerState(deployment: Deployment, replica: Replica, producerId: number): ProducerState {
  const end = replica.log.length
  const most = deployment.mechanisms['remembers-five-batches'] ? REMEMBERED : 1
  const loadedFrom = deployment.mechanisms['snapshots-hold-all-batches'] ? NO_OFFSET : replica.loadedFrom
  let state = UNHEARD_OF
  for (let offset = replica.forgottenBefore; offset < end; offset++) {
    // A snapshot holds the last batch of each producer alone (`ProducerStateManager.readSnapshot`).
    if (offset === loadedFrom && state.batches.length > 1) state = { ...state, batches: state.batches.slice(-1) }
    const entry = replica.log[offset]
    const batch = entry && batchOf(entry)
    if (batch?.producerId === producerId) state = after(state, batch, offset, most)
  }
  return end === loadedFrom && state.batches.length > 1 ? { ...state, batches: state.batches.slice(-1) } : state
}

/**
 * Whether a partition may forget its producers now: a producer that waits to send a batch again may wait longer than
 * they are remembered (`ProducerStateManager.isProducerExpired`, not while a transaction is open).
 */
export function mayForget(deployment: Deployment, state: ClusterState, partition: number): boolean {
  const { settings } = deployment
  if (
    !settings['enable.idempotence']
    || settings['delivery.timeout.ms'] <= settings['producer.id.expiration.ms']
    || partition >= deployment.dataPartitions
  )
    return false
  const replicas = state.partitions[partition]?.replicas ?? []
  const known = (replica: Replica): readonly number[] => [
    ...new Set(replica.log.slice(replica.forgottenBefore).flatMap((entry) => batchOf(entry)?.producerId ?? [])),
  ]
  if (!replicas.some((replica) => known(replica).length > 0)) return false
  if (
    replicas.some((replica) =>
      known(replica).some((producerId) => producerState(deployment, replica, producerId).openSince !== NO_OFFSET),
    )
  )
    return false
  return state.producers.some(({ sends }) =>
    sends.some((send) => send.state === 'retry' && partitionOf(deployment, send.record) === partition),
  )
}

/** So much time goes by that every replica of a partition forgets its producers. */
export function forget(state: ClusterState, partition: number): ClusterState {
  return {
    ...state,
    partitions: state.partitions.map((one, at) =>
      at === partition
        ? {
            ...one,
            replicas: one.replicas.map((replica) => ({
              ...replica,
              forgottenBefore: replica.log.length,
              verifying: [],
            })),
          }
        : one,
    ),
  }
}

/**
 * `ProducerAppendInfo.appendDataBatch`, `appendEndTxnMarker`, `ProducerStateEntry.update`: another epoch forgets the
 * batches of the last.
 */
function after(state: ProducerState, batch: Batch, offset: number, most: number): ProducerState {
  const batches = batch.producerEpoch === state.producerEpoch ? state.batches : []
  const openSince = isTransactional(batch) && state.openSince === NO_OFFSET ? offset : state.openSince
  switch (batch.kind) {
    case 'records': {
      const latest = [...batches, { sequence: batch.sequence, offset }].slice(-most)
      return { ...state, producerEpoch: batch.producerEpoch, batches: latest, openSince }
    }
    case 'position':
      return { ...state, producerEpoch: batch.producerEpoch, batches, openSince }
    case 'marker':
      return {
        producerEpoch: batch.producerEpoch,
        coordinatorEpoch: batch.coordinatorEpoch,
        batches,
        openSince: NO_OFFSET,
      }
  }
}

/** What a leader does with a batch that a client sent. */
export type Admission =
  | { readonly is: 'new' }
  /** It stands in the log already; it is answered like the first time and appended no second time. */
  | { readonly is: 'duplicate'; readonly offset: number }
  | { readonly is: 'refused'; readonly error: SequenceError }

export type SequenceError =
  'OUT_OF_ORDER_SEQUENCE_NUMBER' | 'UNKNOWN_PRODUCER_ID' | 'INVALID_PRODUCER_EPOCH' | 'INVALID_TXN_STATE'

const NEW: Admission = { is: 'new' }

/**
 * Whether a leader takes this batch once it is sure of the transaction (`admittance`): first whether it is one of the
 * latest again, then its epoch, then its sequence (`UnifiedLog.analyzeAndValidateProducerState`,
 * `ProducerAppendInfo.maybeValidateDataBatch`).
 */
export function admit(deployment: Deployment, replica: Replica, batch: ProducerBatch): Admission {
  const state = producerState(deployment, replica, batch.producerId)
  const again =
    batch.kind === 'records' && state.producerEpoch === batch.producerEpoch
      ? state.batches.find(({ sequence }) => sequence === batch.sequence)
      : undefined
  if (again !== undefined) return { is: 'duplicate', offset: again.offset }
  if (batch.producerEpoch < state.producerEpoch) return { is: 'refused', error: 'INVALID_PRODUCER_EPOCH' }
  const error = batch.kind === 'records' ? sequenceError(deployment, replica, state, batch) : null
  if (error !== null) return { is: 'refused', error }
  return !isTransactional(batch) && state.openSince !== NO_OFFSET ? { is: 'refused', error: 'INVALID_TXN_STATE' } : NEW
}

function sequenceError(
  { mechanisms }: Deployment,
  replica: Replica,
  state: ProducerState,
  batch: RecordsBatch,
): SequenceError | null {
  if (batch.sequence === 0 && (state.producerEpoch !== batch.producerEpoch || state.batches.length === 0)) return null
  if (isAheadOfVerified(replica, batch)) return 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  if (state.producerEpoch === NO_EPOCH) {
    // Up to 2.4 only sequence 0 may come from a producer that nobody knows (KIP-360).
    if (mechanisms['first-sequence-checked'] && replica.log.length === 0) return 'OUT_OF_ORDER_SEQUENCE_NUMBER'
    if (!mechanisms['unknown-producer-accepted'])
      return mechanisms['remembers-five-batches'] ? 'UNKNOWN_PRODUCER_ID' : 'OUT_OF_ORDER_SEQUENCE_NUMBER'
    // Only in requests of version 12, which a producer sends where the cluster has transaction version 2.
    return batch.transactional && mechanisms.transactionVersion >= 2 && mechanisms['transactions-begin-at-zero']
      ? 'OUT_OF_ORDER_SEQUENCE_NUMBER'
      : null
  }
  if (state.producerEpoch !== batch.producerEpoch) return 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  const last = state.batches.at(-1)?.sequence ?? NO_SEQUENCE
  // Only a marker is known of the epoch.
  if (last === NO_SEQUENCE && !mechanisms['unknown-producer-accepted'] && mechanisms['marker-alone-is-unknown'])
    return 'UNKNOWN_PRODUCER_ID'
  return batch.sequence === (last === NO_SEQUENCE ? 0 : sequenceAfter(last)) ? null : 'OUT_OF_ORDER_SEQUENCE_NUMBER'
}
