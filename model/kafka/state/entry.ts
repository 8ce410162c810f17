/** What stands in a log. */
import type { TransactionNote } from './transactions.ts'

/** A batch of one record in a log, or a batch that holds no record of an application. Its offset is its place. */
export interface Entry {
  /** `NO_RECORD` for a marker, and for what a coordinator writes. */
  readonly record: number
  /** Of the leader that appended it. */
  readonly leaderEpoch: number
  /** What a batch says of its producer, or what a transaction coordinator notes; else `null`. */
  readonly payload: Batch | TransactionNote | null
}

/**
 * What a batch says of its producer (KIP-98, `RecordBatch`). Kafka has one header for all and -1 where a field does not
 * apply; here each kind has the fields that mean something in it, so that nobody compares a sequence that is none.
 */
export type Batch = ProducerBatch | Marker

/** What a client asks a leader to append. */
export type ProducerBatch = RecordsBatch | PositionBatch

/** Records of an idempotent producer, numbered so that brokers know them again and in their order. */
export interface RecordsBatch {
  readonly kind: 'records'
  readonly producerId: number
  readonly producerEpoch: number
  readonly sequence: number
  readonly transactional: boolean
}

/**
 * What a consumer group commits in a transaction (KIP-98, `TxnOffsetCommit`). The group's coordinator writes it under
 * the producer's id and epoch, always transactional and without a sequence (`NO_SEQUENCE`): it is never out of order,
 * and none is known again.
 */
export interface PositionBatch {
  readonly kind: 'position'
  readonly producerId: number
  readonly producerEpoch: number
  /** The position after the last record that the group has processed. */
  readonly position: number
}

/** A control batch, which ends the open transaction of its producer in this partition (KIP-98, `EndTransactionMarker`). */
export interface Marker {
  readonly kind: 'marker'
  readonly producerId: number
  readonly producerEpoch: number
  readonly decision: 'commit' | 'abort'
  /** The epoch of the coordinator that decided: a leader refuses the marker of an older one than the last. */
  readonly coordinatorEpoch: number
}

export function batchOf({ payload }: Entry): Batch | null {
  return payload !== null && payload.kind !== 'note' ? payload : null
}

/** Whether a batch belongs to a transaction (`RecordBatch.isTransactional`). */
export function isTransactional(batch: Batch): boolean {
  return batch.kind !== 'records' || batch.transactional
}
