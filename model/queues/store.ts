/** What the broker stores: pure functions of its entries. */
import type { See } from '../rows.ts'
import type { QueueContext } from './context.ts'
import { NEW_ENTRY, type Broker, type DeadLetter, type Entry, type Safe } from './state.ts'

/** The broker with a message that has just arrived; one that it knows already changes nothing. */
export function stored(context: QueueContext, broker: Broker, record: number): Broker {
  const { deduplicate } = context.settings.broker
  if (deduplicate === 'stored' && broker.entries.some((entry) => entry.record === record)) return broker
  if (deduplicate === 'in-memory' && broker.known.includes(record)) return broker
  const known = deduplicate === 'in-memory' ? [...broker.known, record].sort((a, b) => a - b) : broker.known
  const remaining = context.delays[record] ?? 0
  return {
    ...broker,
    known,
    entries: [...broker.entries, newEntry(context, broker, record, remaining, remaining > 0 ? 'delayed' : 'ready')],
  }
}

/** One more copy of a message. */
export function newEntry(
  context: QueueContext,
  { entries }: Broker,
  record: number,
  remaining: number,
  status: 'delayed' | 'ready',
): Entry {
  const copy = entries.reduce((next, entry) => (entry.record === record ? Math.max(next, entry.copy + 1) : next), 0)
  return {
    ...NEW_ENTRY,
    record,
    copy,
    status,
    remaining,
    flushed: context.isSafe.stored ? 1 : 0,
    copied: context.isSafe.copied ? 1 : 0,
  }
}

/** The entries with one changed. */
export function replaced(entries: readonly Entry[], entry: Entry, change: Partial<Entry>): readonly Entry[] {
  return entries.map((other) => (other === entry ? { ...entry, ...change } : other))
}

/** What is left of a message that has left the queue: its place, to know that it was there. */
export function gone(context: QueueContext, entry: Entry): Entry {
  const safe = (before: Safe, isSafe: boolean): Safe => (isSafe ? 2 : before)
  return {
    ...entry,
    status: 'done',
    remaining: 0,
    deliveries: 0,
    holder: -1,
    passed: 0,
    flushed: safe(entry.flushed, context.isSafe.removed),
    copied: safe(entry.copied, context.isSafe.copied),
  }
}

/** The dead-letter queue with one more message, as safe as any message that has just been stored. */
export function withDeadLetter(
  { isSafe }: QueueContext,
  { deadLetters }: Broker,
  record: number,
): readonly DeadLetter[] {
  return [...deadLetters, { record, flushed: isSafe.stored, copied: isSafe.copied }]
}

/** Removes a copy for good. */
export function removed(context: QueueContext, entries: readonly Entry[], entry: Entry): readonly Entry[] {
  return replaced(entries, entry, gone(context, entry))
}

/**
 * Puts a message that was leased or lost its turn back: where it stood (RabbitMQ: "to its original position … if
 * possible"), or behind all others.
 */
export function requeued({ settings }: QueueContext, entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const ready: Entry = { ...entry, status: 'ready', holder: -1 }
  if (settings.redelivery.requeue === 'front') return entries.map((other) => (other === entry ? ready : other))
  return [...entries.filter((other) => other !== entry), ready]
}

/**
 * What follows for who watches the queue: which messages wait now and did not before, and the reverse. Where priorities
 * make no difference nobody watches.
 */
export function tellWaiting(
  { isPrioritized, priorities }: QueueContext,
  before: Broker,
  after: Broker,
  see: See,
): void {
  if (!isPrioritized || before.entries === after.entries) return
  const wasReady = namesOf(before.entries)
  const isReady = namesOf(after.entries)
  for (const [name, record] of wasReady) if (!isReady.has(name)) see({ kind: 'stops-waiting', record })
  for (const [name, record] of isReady)
    if (!wasReady.has(name)) see({ kind: 'waits', record, priority: priorities[record] ?? 0 })
}

function namesOf(entries: readonly Entry[]): ReadonlyMap<string, number> {
  return new Map(
    entries.filter(({ status }) => status === 'ready').map(({ record, copy }) => [`${record} ${copy}`, record]),
  )
}
