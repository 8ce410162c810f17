/** What never changes in a run of a queue: its settings, its size, and what follows from them. */
import { MOST_MESSAGES } from './schema.ts'
import type { QueueSettings } from './settings.ts'

/** How large a run is. */
export interface QueueSize {
  readonly messages: number
}

export interface QueueContext {
  readonly settings: QueueSettings
  readonly messages: number
  /** As the settings say, as far as it can make a difference: there are not that many messages. */
  readonly prefetch: number
  /** By message: its priority as the queue tells it. */
  readonly priorities: readonly number[]
  /** By message: ticks from its arrival to when it is due. */
  readonly delays: readonly number[]
  /** Messages differ in priority, so that there is a turn to judge. */
  readonly isPrioritized: boolean
  readonly isDelayed: boolean
  /**
   * The message of the sender that never stops, or -1: each new one is equal to the last, so one name is enough for
   * all.
   */
  readonly load: number
  /** Where every acknowledgement and message is safe the moment it is answered. */
  readonly isSafe: { readonly stored: boolean; readonly removed: boolean; readonly copied: boolean }
}

export function contextOf(settings: QueueSettings, { messages }: QueueSize): QueueContext {
  const { priority, delay, broker } = settings
  const levels = priority?.levels ?? 1
  const of = (list: readonly number[] | undefined, record: number): number => list?.[record] ?? list?.at(-1) ?? 0
  const load = priority?.load ?? null
  const own = Array.from({ length: messages }, (_, record) =>
    Math.min(levels - 1, of(priority?.['of-messages'], record)),
  )
  const priorities = load === null ? own : [...own, Math.min(levels - 1, load)]
  const delays = Array.from({ length: messages }, (_, record) =>
    delay === null ? 0 : of(delay['of-messages'], record),
  )
  return {
    settings,
    messages,
    prefetch: Math.min(settings.consumers.prefetch, MOST_MESSAGES + 1),
    priorities,
    delays,
    isPrioritized: new Set(priorities).size > 1,
    isDelayed: delays.some((ticks) => ticks > 0),
    load: load === null ? -1 : messages,
    isSafe: {
      stored: broker.flush !== 'later' || !broker.persistent,
      removed: broker.flush === 'always' || !broker.persistent,
      copied: broker.standby !== 'asynchronous' || !broker.persistent,
    },
  }
}

/**
 * The broker is spoken to on connections, and leases hang on them (AMQP, JMS). Else everything is a request of its own,
 * and each lease has a visibility timeout (SQS, a table).
 */
export function hasConnections({ settings }: Pick<QueueContext, 'settings'>): boolean {
  return settings.redelivery['visibility-timeout'] === 0
}

/** Message 0 is `a`; the one of the sender that never stops is `x`. */
export function recordName({ load }: Pick<QueueContext, 'load'>, record: number): string {
  return record === load ? 'x' : String.fromCharCode(97 + record)
}

/** The producer that sends this message: they are dealt out in turn. */
export function producerOf({ settings }: QueueContext, record: number): number {
  return record % settings.producers.count
}
