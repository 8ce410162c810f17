/**
 * The ledger folds observations into what invariants need to know, and nothing more: it is part of what an explorer
 * hashes. It is plain readonly data; folding an observation that changes nothing returns the same object.
 */
import type { Observation } from '../model/observation.ts'

export type Outcome = 'pending' | 'acknowledged' | 'rejected' | 'unknown'

/** One call of send. */
export interface SentRecord {
  readonly record: number
  readonly producer: number
  readonly log: number
  readonly outcome: Outcome
  /** Sent by a fresh producer after healing. */
  readonly fresh: boolean
}

export interface Ledger {
  /** In the order of the calls. */
  readonly sent: readonly SentRecord[]
  /** Per log and offset: the different records that readers were given there, in order of appearance. */
  readonly polled: readonly (readonly (readonly number[])[])[]
  /** After healing: per log, what a new reader is given. Empty before. */
  readonly readBack: readonly (readonly number[])[]
  /** After healing: per log, what each replica holds as committed. Empty before. */
  readonly replicas: readonly (readonly { readonly replica: number; readonly records: readonly number[] }[])[]
  /** How often the effect of a record happened, by record. */
  readonly applied: readonly { readonly record: number; readonly times: number }[]
  /** Records reported as consumed, ascending. */
  readonly consumed: readonly number[]
}

export const emptyLedger: Ledger = { sent: [], polled: [], readBack: [], replicas: [], applied: [], consumed: [] }

export type Fold = (ledger: Ledger, observation: Observation) => Ledger
