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
  /** Sent by a producer that is only there beside the configured one. */
  readonly beside: boolean
  /** The transaction that it belongs to, if any. */
  readonly transaction: number | null
  /** Sent after its producer was fenced. */
  readonly zombie: boolean
  /** The first record with the same content, if the application sent that before. */
  readonly of: number | null
}

/** What the application asked for (`committing`, `aborting`), and what it was told (`committed`, `aborted`). */
export type TransactionState = 'open' | 'committing' | 'aborting' | 'committed' | 'aborted'

export interface Transaction {
  readonly transaction: number
  readonly producer: number
  readonly state: TransactionState
}

/** What promises of queues need to know, beside what is true of any log. */
export interface QueueLedger {
  /** Messages that wait in the broker, one element for each copy, where priorities matter. */
  readonly waiting: readonly { readonly record: number; readonly priority: number }[]
  /** A message had its turn while one of another priority waited. */
  readonly contested: boolean
  /** The first message that had its turn while a more urgent one waited. */
  readonly inverted: { readonly record: number; readonly before: number; readonly at: 'dispatch' | 'processing' } | null
  /** A message with a due time was handed over. */
  readonly timed: boolean
  /** Messages that were handed over before they were due, ascending. */
  readonly early: readonly number[]
  /** The first message that was due and held up by another one. */
  readonly heldUp: { readonly record: number; readonly behind: number } | null
  /** Messages whose effect was cancelled, ascending. */
  readonly cancelled: readonly number[]
  /** Messages whose effect happened after that, ascending. */
  readonly tooLate: readonly number[]
  /** Messages that were given up, ascending. */
  readonly givenUp: readonly number[]
  /** Those of them that nobody keeps, ascending. */
  readonly dropped: readonly number[]
  /** Messages that are offered for ever and never finished, ascending. */
  readonly endless: readonly number[]
}

export interface Ledger {
  /** In the order of the calls. */
  readonly sent: readonly SentRecord[]
  /** Per log and offset: the different records that readers were given there, in order of appearance. */
  readonly polled: readonly (readonly (readonly number[])[])[]
  /** After healing: per log and offset, what a new reader is given. Empty before. */
  readonly readBack: readonly (readonly number[])[]
  /**
   * After healing: per log, the records that a new read_committed reader is given. Empty before, and where nobody reads
   * so.
   */
  readonly readCommitted: readonly (readonly number[])[]
  /** The configured consumer reads committed records alone. Known after healing. */
  readonly readsCommitted: boolean
  /** After healing: per log, what each replica holds as committed. Empty before. */
  readonly replicas: readonly (readonly { readonly replica: number; readonly records: readonly number[] }[])[]
  /** After healing: logs whose last stable offset is below the high watermark, ascending. */
  readonly unstable: readonly number[]
  /** How often the effect of a record happened, by record. */
  readonly applied: readonly { readonly record: number; readonly times: number }[]
  /** Records reported as consumed, ascending. */
  readonly consumed: readonly number[]
  /** In the order in which they began. */
  readonly transactions: readonly Transaction[]
  /** Producers that must not write any more, ascending. */
  readonly fenced: readonly number[]
  /** Records that the consumer was given although their transaction was open or aborted, ascending. */
  readonly dirty: readonly number[]
  /** What is only seen of queues; `null` where there is none. */
  readonly queue: QueueLedger | null
  /** What only promises of the system's own ask about, each once, in the order in which it was seen first. */
  readonly noted?: readonly Noted[]
}

/** `participant 1`, `commits`. */
export interface Noted {
  readonly who: string
  readonly what: string
}

export const emptyLedger: Ledger = {
  sent: [],
  polled: [],
  readBack: [],
  readCommitted: [],
  readsCommitted: false,
  replicas: [],
  unstable: [],
  applied: [],
  consumed: [],
  transactions: [],
  fenced: [],
  dirty: [],
  queue: null,
}

export const emptyQueueLedger: QueueLedger = {
  waiting: [],
  contested: false,
  inverted: null,
  timed: false,
  early: [],
  heldUp: null,
  cancelled: [],
  tooLate: [],
  givenUp: [],
  dropped: [],
  endless: [],
}

export type Fold = (ledger: Ledger, observation: Observation) => Ledger
