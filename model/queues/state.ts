/** The state of a queue and of those who use it: each part by itself, none holds another. */

/** One copy of a message in the broker. */
export interface Entry {
  readonly record: number
  /** Tells copies of one message apart. */
  readonly copy: number
  /**
   * `done`: it left the queue for good, and only its place is still known. `parking`: it is on its way to the dead
   * letters.
   */
  readonly status: 'delayed' | 'ready' | 'leased' | 'parking' | 'done'
  /** Ticks until it is due, by a clock that only goes forward. */
  readonly remaining: number
  readonly deliveries: number
  /** The consumer that it is leased to, or -1. */
  readonly holder: number
  /** How often a more urgent one went first, as far as that counts. */
  readonly passed: number
  readonly flushed: Safe
  readonly copied: Safe
}

/** A message as it enters the queue, for whatever is said of it besides. */
export const NEW_ENTRY: Entry = {
  record: -1,
  copy: 0,
  status: 'ready',
  remaining: 0,
  deliveries: 0,
  holder: -1,
  passed: 0,
  flushed: 2,
  copied: 2,
}

/** What would be there after a loss: nothing of it, the message, or also that it left the queue. */
export type Safe = 0 | 1 | 2

/** A message in the dead-letter queue, and what would be there of it after a loss. */
export interface DeadLetter {
  readonly record: number
  readonly flushed: boolean
  readonly copied: boolean
}

export interface Broker {
  readonly up: boolean
  /** In the order of the queue. */
  readonly entries: readonly Entry[]
  readonly deadLetters: readonly DeadLetter[]
  /** Ids that it remembers in memory, ascending. */
  readonly known: readonly number[]
  /** With a weighted order: urgent messages that went first in a row while others waited. */
  readonly served: number
}

/** A send without an answer: where it is now. `late`: nobody waits for the answer any more. */
export interface Pending {
  readonly record: number
  readonly resends: number
  readonly travels: 'request' | 'response' | 'lost' | 'late'
}

export interface Producer {
  /** How many of its messages it has begun to send. */
  readonly begun: number
  readonly pending: readonly Pending[]
}

/** A message that a consumer was given. */
export interface Delivery {
  readonly record: number
  readonly copy: number
  /**
   * Which delivery of this copy it is: an acknowledgement of an older one does not count. 0: the connection that it
   * came by is gone.
   */
  readonly delivery: number
  readonly phase: 'waiting' | 'working' | 'read' | 'applied'
  readonly acknowledged: boolean
}

export interface Consumer {
  readonly up: boolean
  readonly paused: boolean
  /** Cut off from the broker. */
  readonly cut: boolean
  /** The first one is being worked on. */
  readonly buffer: readonly Delivery[]
  /** Messages that it remembers in memory to have finished, ascending. */
  readonly seen: readonly number[]
  /** With a topic for each priority: the place of the one that it polls next, the most urgent first. */
  readonly turn: number
}

export interface Scheduler {
  readonly up: boolean
  readonly paused: boolean
  readonly clock: 'right' | 'ahead' | 'behind'
  /** A due message that it is moving in two steps. */
  readonly job: {
    readonly record: number
    readonly copy: number
    readonly remaining: number
    readonly step: 'picked' | 'sent' | 'taken'
  } | null
}

export interface Order {
  readonly status: 'unpaid' | 'paid' | 'closed'
  /** A payment that was read as possible and is not written yet. */
  readonly paying: boolean
  readonly gateway: 'open' | 'paid' | 'closed'
  readonly callback: 'none' | 'travels' | 'late' | 'arrived'
}

export interface QueueState {
  readonly producers: readonly Producer[]
  readonly broker: Broker
  readonly consumers: readonly Consumer[]
  readonly schedulers: readonly Scheduler[]
  /** The scheduler whose turn it is. */
  readonly active: number
  readonly orders: readonly Order[]
  /** Messages whose effect was stored together with their id, ascending. */
  readonly effects: readonly number[]
}

/** One action for each of these kinds, with these fields. */
type Each<Kind extends string, Fields = unknown> = {
  readonly [K in Kind]: { readonly kind: K } & Readonly<Fields>
}[Kind]

export type QueueAction =
  | Each<'send' | 'restart-producer', { producer: number }>
  | Each<
      'arrive' | 'answer' | 'resend' | 'fail' | 'late-arrival' | 'lose-send' | 'lose-answer' | 'lose-patience',
      { record: number }
    >
  | Each<'dispatch' | 'work' | 'acknowledge' | 'lose-delivery' | 'lose-acknowledgement', { consumer: number }>
  | Each<
      'start-consumer' | 'resume-consumer' | 'heal' | 'crash-consumer' | 'pause-consumer' | 'cut-off',
      { consumer: number }
    >
  | Each<'expire' | 'give-up' | 'park', { record: number; copy: number }>
  | Each<'start-broker' | 'flood' | 'flush' | 'replicate' | 'crash-broker' | 'power-loss' | 'stop-broker' | 'tick'>
  | Each<'pick', { scheduler: number; record: number; copy: number }>
  | Each<OfScheduler, { scheduler: number }>
  | Each<'clock-step', { scheduler: number; to: 'ahead' | 'behind' }>
  | Each<'read-order' | 'pay' | 'pay-at-gateway' | 'callback' | 'late-callback' | 'late-news', { record: number }>

/** What a scheduler does, or what happens to one, that needs no more than its number to be said. */
export type OfScheduler =
  | 'put'
  | 'drop'
  | 'take-over'
  | 'start-scheduler'
  | 'resume-scheduler'
  | 'set-clock'
  | 'crash-scheduler'
  | 'pause-scheduler'

export type KindOfAction = QueueAction['kind']

/** The list with one element changed. */
export function changedAt<T>(list: readonly T[], at: number, change: Partial<T>): readonly T[] {
  const before = list[at]
  return before === undefined ? list : list.with(at, { ...before, ...change })
}

export function withBroker(state: QueueState, change: Partial<Broker>): QueueState {
  return { ...state, broker: { ...state.broker, ...change } }
}

export function withConsumer(state: QueueState, consumer: number, change: Partial<Consumer>): QueueState {
  return { ...state, consumers: changedAt(state.consumers, consumer, change) }
}

export function withScheduler(state: QueueState, scheduler: number, change: Partial<Scheduler>): QueueState {
  return { ...state, schedulers: changedAt(state.schedulers, scheduler, change) }
}

export function withOrder(state: QueueState, record: number, change: Partial<Order>): QueueState {
  return { ...state, orders: changedAt(state.orders, record, change) }
}

/** Where a copy stands in the queue, or -1. */
export function placeOf({ entries }: Broker, record: number, copy: number): number {
  return entries.findIndex((entry) => entry.record === record && entry.copy === copy)
}

export function entryOf(
  broker: Broker,
  { record, copy }: { readonly record: number; readonly copy: number },
): Entry | undefined {
  return broker.entries[placeOf(broker, record, copy)]
}
