/** State, actions and settings of the small queue system that tests drive the whole harness with. */

export interface QueueSettings {
  /** How many records the producer sends. */
  readonly records: number
  /** Sends that may be unanswered at a time. */
  readonly inFlight: number
  /** How often the producer sends a record again when it got no answer. */
  readonly resends: number
  /** The broker drops a record that it has already stored. */
  readonly dedupe: boolean
  /** Stored records survive a crash of the broker. */
  readonly persistent: boolean
  /** When the consumer acknowledges a record: before its effect, after it, or in one atomic step with it. */
  readonly ack: 'before' | 'after' | 'with'
  /** A record that was delivered this often without being acknowledged goes to the dead letters; 0 is never. */
  readonly deadLetterAfter: number
  /** A crashed broker comes back. */
  readonly brokerRestarts: boolean
}

/** Keeps every promise that it is judged on. */
export const SOUND_QUEUE: QueueSettings = {
  records: 2,
  inFlight: 1,
  resends: 3,
  dedupe: true,
  persistent: true,
  ack: 'with',
  deadLetterAfter: 0,
  brokerRestarts: true,
}

export interface Entry {
  readonly record: number
  readonly status: 'ready' | 'delivered' | 'done'
  readonly deliveries: number
}

/** A send that has no answer yet; `travels` is where it is now, `lost` when no answer can come any more. */
export interface Pending {
  readonly record: number
  readonly resends: number
  readonly travels: 'request' | 'response' | 'lost'
}

export interface QueueState {
  readonly sent: number
  readonly freshSent: boolean
  readonly pending: readonly Pending[]
  readonly brokerUp: boolean
  readonly entries: readonly Entry[]
  readonly deadLetters: readonly number[]
  readonly consumerUp: boolean
  /** The record that the consumer works on, -1 for none, and what it has done with it. */
  readonly holds: number
  readonly applied: boolean
  readonly acked: boolean
}

export const EMPTY_QUEUE: QueueState = {
  sent: 0,
  freshSent: false,
  pending: [],
  brokerUp: true,
  entries: [],
  deadLetters: [],
  consumerUp: true,
  holds: -1,
  applied: false,
  acked: false,
}

export type QueueAction =
  | { readonly kind: 'send'; readonly record: number }
  | { readonly kind: 'receive'; readonly record: number }
  | { readonly kind: 'answer'; readonly record: number }
  | { readonly kind: 'resend'; readonly record: number }
  | { readonly kind: 'give-up'; readonly record: number }
  | { readonly kind: 'deliver' }
  | { readonly kind: 'apply' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'start-consumer' }
  | { readonly kind: 'start-broker' }
  | { readonly kind: 'lose-request'; readonly record: number }
  | { readonly kind: 'lose-response'; readonly record: number }
  | { readonly kind: 'crash-consumer' }
  | { readonly kind: 'crash-broker' }
  | { readonly kind: 'stop-broker' }
  | { readonly kind: 'send-fresh'; readonly record: number }
