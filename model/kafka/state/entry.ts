/** What stands in a log. */
import type { TransactionNote } from './transactions.ts'

/** A batch of one record in a log, or a batch that holds no record of an application. Its offset is its place. */
export interface Entry {
  /** `NO_RECORD` for a marker, and for what a coordinator writes. */
  readonly record: number
  /** Epoch of the leader that appended it. */
  readonly epoch: number
  /** What an idempotent producer says with its batch, or what a transaction coordinator notes; else `null`. */
  readonly payload: Batch | TransactionNote | null
}

/** What a batch says of its producer (KIP-98, `RecordBatch`). */
export interface Batch {
  readonly producerId: number
  /** Producer epoch. */
  readonly epoch: number
  /** -1 in a marker. */
  readonly sequence: number
  readonly transactional: boolean
  /** A control batch that ends a transaction (`EndTransactionMarker`). */
  readonly marker: 'commit' | 'abort' | null
  /** In a marker: the epoch of the coordinator that decided. Else -1. */
  readonly coordinatorEpoch: number
  /** What a consumer group commits in a transaction: the position after the last record it has processed. Else -1. */
  readonly position: number
}

export function batchOf({ payload }: Entry): Batch | null {
  return payload !== null && 'sequence' in payload ? payload : null
}
