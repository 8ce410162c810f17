/**
 * What clients see of a system. Observations are all that the ledger, and so nearly every invariant, is made from: the
 * same invariants judge a run of a model, a recorded history of a real cluster, and every other system.
 *
 * Records are numbers, unique in a run; a log is anything with positions that a reader walks through from the start (a
 * partition, a queue). Positions start at 0.
 */
export type Observation =
  /** An application called send. `fresh` marks the record that a new producer sends after healing, to see whether writes work again. */
  | { readonly kind: 'sent'; readonly record: number; readonly producer: number; readonly log: number; readonly fresh?: true }
  /** The application was told that the send succeeded. */
  | { readonly kind: 'acknowledged'; readonly record: number }
  /** The application was given an exception for the send (a timeout is one). */
  | { readonly kind: 'rejected'; readonly record: number; readonly error: string }
  /** The sending process died before it heard what became of the send. */
  | { readonly kind: 'unknown-outcome'; readonly record: number }
  /** A reader could have been given this record at this position now. */
  | { readonly kind: 'polled'; readonly log: number; readonly offset: number; readonly record: number }
  /** The effect of a record happened once more (a consumer processed it). */
  | { readonly kind: 'applied'; readonly record: number; readonly consumer: number }
  /** A consumer reported the record as consumed. */
  | { readonly kind: 'consumed'; readonly record: number; readonly consumer: number }
  /** After healing: all that a new reader from the earliest position is given, in order. */
  | { readonly kind: 'read-back'; readonly log: number; readonly records: readonly number[] }
  /** After healing: what one copy of the log holds as committed, in order. */
  | { readonly kind: 'replica-read'; readonly log: number; readonly replica: number; readonly records: readonly number[] }
