/**
 * What clients see of a system. Observations are all that the ledger, and so nearly every invariant, is made from: the
 * same invariants judge a run of a model, a recorded history of a real cluster, and every other system.
 *
 * Records and transactions are numbers, each unique in a run; a log is anything with positions that a reader walks
 * through from the start (a partition, a queue). Positions start at 0.
 */
export type Observation =
  /**
   * An application called send. `fresh` marks the record that a new producer sends after healing, to see whether writes
   * work again, `beside` that of a producer which is only there beside the configured one; `transaction` is the one
   * that the record belongs to, `of` the record whose content this call sends again. `queued` says that the log is a
   * queue: consumers take away what they read, so what was taken is still told when it is read back, and the order that
   * counts is the one of the effects.
   */
  | {
      readonly kind: 'sent'
      readonly record: number
      readonly producer: number
      readonly log: number
      readonly fresh?: true
      readonly beside?: true
      readonly transaction?: number
      readonly of?: number
      readonly queued?: true
    }
  /** The application was told that the send succeeded. */
  | { readonly kind: 'acknowledged'; readonly record: number }
  /** The application was given an exception for the send (a timeout is one). */
  | { readonly kind: 'rejected'; readonly record: number; readonly error: string }
  /** The sending process died before it heard what became of the send. */
  | { readonly kind: 'unknown-outcome'; readonly record: number }
  /** A reader could have been given this record at this position now; `why` where that is not plain. */
  | {
      readonly kind: 'polled'
      readonly log: number
      readonly offset: number
      readonly record: number
      readonly why?: string
    }
  /** The configured consumer, with its own isolation level, was given this record now. */
  | { readonly kind: 'delivered'; readonly log: number; readonly offset: number; readonly record: number }
  /** The effect of a record happened once more (a consumer processed it). */
  | { readonly kind: 'applied'; readonly record: number; readonly consumer: number }
  /** A consumer reported the record as consumed; `row`: what was to be sent of it was deleted from an outbox. */
  | { readonly kind: 'consumed'; readonly record: number; readonly consumer: number; readonly row?: true }
  /** An application began a transaction. */
  | { readonly kind: 'began'; readonly transaction: number; readonly producer: number }
  /** An application called commitTransaction, or abortTransaction. */
  | { readonly kind: 'ending'; readonly transaction: number; readonly commit: boolean }
  /**
   * The application was told that the transaction is committed, or that it is aborted. An exception that leaves this
   * open says neither.
   */
  | { readonly kind: 'ended'; readonly transaction: number; readonly committed: boolean }
  /**
   * A newer instance with the same transactional id was let in, under another number: this producer must not write any
   * more. `by` is the newer one: if it was fenced itself before, it has begun anew.
   */
  | { readonly kind: 'fenced'; readonly producer: number; readonly by: number }
  /**
   * After healing: all that a new reader from the earliest position is given. Without an isolation level it reads
   * uncommitted, and the list has an element for every position, `NO_RECORD` among them; a read_committed reader's list
   * holds records alone, in order. A system that has such a reader reads every log with it; `configured` says that the
   * configured consumer reads so, and without it that consumer reads uncommitted.
   */
  | {
      readonly kind: 'read-back'
      readonly log: number
      readonly records: readonly number[]
      readonly isolation?: 'read_committed'
      readonly configured?: true
    }
  /** After healing: what one copy of the log holds as committed, an element for every position. */
  | {
      readonly kind: 'replica-read'
      readonly log: number
      readonly replica: number
      readonly records: readonly number[]
    }
  /**
   * After healing: the last stable offset of a log (a read_committed reader gets no further), and its high watermark.
   */
  | { readonly kind: 'stable-end'; readonly log: number; readonly stable: number; readonly end: number }
  /** A message can be handed over to any consumer from now on, with its priority: the highest is the most urgent. */
  | { readonly kind: 'waits'; readonly record: number; readonly priority: number }
  /** One copy of a message cannot be handed over any more: it was, or it is gone. */
  | { readonly kind: 'stops-waiting'; readonly record: number }
  /** A message had its turn, where it is judged whose turn it is: it was dispatched, or its processing began. */
  | {
      readonly kind: 'chosen'
      readonly record: number
      readonly priority: number
      readonly at: 'dispatch' | 'processing'
    }
  /**
   * A message was handed over to a consumer so many ticks before it is due, by a clock that only goes forward; 0 when
   * it was due.
   */
  | { readonly kind: 'handed-over'; readonly record: number; readonly early: number }
  /** A message is due and cannot be handed over, because another one before it is not due yet. */
  | { readonly kind: 'held-up'; readonly record: number; readonly behind: number }
  /** The effect of a message was cancelled, and the cancellation is committed. */
  | { readonly kind: 'cancelled'; readonly record: number }
  /** A message was given up after too many deliveries; `dropped`: and there is no place where it could be kept. */
  | { readonly kind: 'given-up'; readonly record: number; readonly dropped?: true }
  /**
   * After healing: these records are offered again and again, in a cycle that is fair to everybody, and never finished.
   */
  | { readonly kind: 'endless'; readonly records: readonly number[] }
  /**
   * Something that only promises of the system's own ask about, as a sentence: who, and what. Of equal ones the first
   * counts.
   */
  | { readonly kind: 'noted'; readonly who: string; readonly what: string }

/** Stands for a position that holds no record of an application: a transaction marker. */
export const NO_RECORD = -1

/** The log that a queue's dead letters are read back as. */
export const DEAD_LETTERS = 1
