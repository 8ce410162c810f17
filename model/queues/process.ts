/** The process of the broker and its disk: crashes, power losses, a standby that takes over. */
import type { QueueContext } from './context.ts'
import { fault, FREE, involves, NO_SITUATIONS, NOTHING, SHUTDOWN, type QueueRows } from './row.ts'
import {
  withBroker,
  type Broker,
  type Consumer,
  type DeadLetter,
  type Entry,
  type Producer,
  type QueueState,
} from './state.ts'
import { gone } from './store.ts'

type Kinds = 'start-broker' | 'flush' | 'replicate' | 'crash-broker' | 'power-loss' | 'stop-broker'

/** The kinds of ends that a broker comes to. */
type End = 'crash' | 'power-loss' | 'shutdown'

/** Which of the two counts of safety decides after such an end; neither where everything that is stored survives. */
function safetyAt({ settings: { broker } }: QueueContext, end: End): 'flushed' | 'copied' | undefined {
  if (end === 'shutdown') return undefined
  if (broker.standby === 'asynchronous') return 'copied'
  return end === 'power-loss' && broker.standby === 'none' ? 'flushed' : undefined
}

/**
 * What is left of an entry; an empty list if it is gone. A message that is known to be done stays so, unless the
 * removal itself was lost.
 */
function survivor(context: QueueContext, entry: Entry, end: End): readonly Entry[] {
  const { persistent } = context.settings.broker
  if (entry.record === context.load) return [entry]
  if (!persistent) return entry.status === 'done' ? [entry] : []
  const safety = safetyAt(context, end)
  const safe = safety === undefined ? 2 : entry[safety]
  const kept = (one: Entry): readonly Entry[] => [
    safety === undefined
      ? one
      : { ...one, flushed: one.status === 'done' ? 2 : 1, copied: one.status === 'done' ? 2 : 1 },
  ]
  if (entry.status === 'done') return safe === 1 ? kept({ ...entry, status: 'ready' }) : kept(entry)
  if (safe === 0) return []
  if (entry.status === 'parking')
    return kept(
      context.settings.redelivery['dead-letters'] === 'remove-then-copy'
        ? gone(context, entry)
        : { ...entry, status: 'ready' },
    )
  return kept(
    entry.status === 'leased' && breaksConnections(context) ? { ...entry, status: 'ready', holder: -1 } : entry,
  )
}

function isKept(context: QueueContext, letter: DeadLetter, end: End): boolean {
  const safety = safetyAt(context, end)
  return context.settings.broker.persistent && (safety === undefined || letter[safety])
}

/** A lease with a visibility timeout is stored with its message; one that hangs on a connection ends with it. */
function breaksConnections({ settings }: QueueContext): boolean {
  return settings.redelivery['visibility-timeout'] === 0 || !settings.broker.persistent
}

/** The broker after it stopped: what it keeps, and what of its connections. */
function ended(context: QueueContext, state: QueueState, end: End): QueueState {
  const { broker } = state
  return {
    ...state,
    broker: {
      ...broker,
      up: false,
      entries: broker.entries.flatMap((entry) => survivor(context, entry, end)),
      deadLetters: broker.deadLetters.filter((letter) => isKept(context, letter, end)),
      known: [],
      served: 0,
    },
    producers: state.producers.map(withoutConnection),
    consumers: breaksConnections(context) ? state.consumers.map(withoutLeases) : state.consumers,
  }
}

/** What was on its way to or from the broker is lost with the connection. */
function withoutConnection(producer: Producer): Producer {
  const pending = producer.pending
    .filter(({ travels }) => travels !== 'late')
    .map((one) => (one.travels === 'lost' ? one : { ...one, travels: 'lost' as const }))
  return { ...producer, pending }
}

/**
 * What was prefetched is dropped when the connection breaks (ActiveMQ clears it on failover); work that has begun goes
 * on.
 */
function withoutLeases(consumer: Consumer): Consumer {
  const buffer = consumer.buffer.filter(({ phase }) => phase !== 'waiting').map((one) => ({ ...one, delivery: 0 }))
  return buffer.length === 0 && consumer.buffer.length === 0 ? consumer : { ...consumer, buffer }
}

function isUnsafe(field: 'flushed' | 'copied') {
  return (entry: Entry): boolean => entry[field] < (entry.status === 'done' ? 2 : 1)
}

function holdsUnsafe({ entries, deadLetters }: Broker, field: 'flushed' | 'copied'): boolean {
  return entries.some(isUnsafe(field)) || deadLetters.some((letter) => !letter[field])
}

function made(field: 'flushed' | 'copied', state: QueueState): QueueState {
  const isOpen = isUnsafe(field)
  return withBroker(state, {
    entries: state.broker.entries.map((entry) =>
      isOpen(entry) ? { ...entry, [field]: entry.status === 'done' ? 2 : 1 } : entry,
    ),
    deadLetters: state.broker.deadLetters.map((letter) => (letter[field] ? letter : { ...letter, [field]: true })),
  })
}

/** A planned shutdown answers what has arrived, waits for what is on its way, and for whoever has a message. */
function isDrained({ broker, producers }: QueueState): boolean {
  const isAnswered = producers.every(({ pending }) => pending.every(({ travels }) => travels === 'lost'))
  return isAnswered && broker.entries.every(({ status }) => status !== 'leased' && status !== 'parking')
}

const toAll = () => involves(['broker', 'producers', 'consumers'])
const alone = () => involves(['broker'])
const luck = ({ kind }: { readonly kind: string }): string => kind

export const processRows: QueueRows<Kinds> = {
  'start-broker': {
    offers: (_, { broker }) => (broker.up ? NOTHING : [{ kind: 'start-broker' }]),
    possible: (_, { broker }) => !broker.up,
    apply: (_, state) => withBroker(state, { up: true }),
    cost: FREE,
    words: ({ settings }) =>
      settings.broker.standby === 'none' ? 'the broker starts again' : 'the standby takes over from the broker',
    luck,
    involves: alone,
    situations: ['broker-restart'],
  },
  'flush': {
    offers: (context, { broker }) => (context.isSafe.removed || !broker.up ? NOTHING : [{ kind: 'flush' }]),
    possible: (context, { broker }) => !context.isSafe.removed && broker.up && holdsUnsafe(broker, 'flushed'),
    apply: (_, state) => made('flushed', state),
    cost: FREE,
    words: () => 'the broker flushes to disk what it has written',
    luck,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'replicate': {
    offers: (context, { broker }) => (context.isSafe.copied || !broker.up ? NOTHING : [{ kind: 'replicate' }]),
    possible: (context, { broker }) => !context.isSafe.copied && broker.up && holdsUnsafe(broker, 'copied'),
    apply: (_, state) => made('copied', state),
    cost: FREE,
    words: () => 'the standby copies what the broker has',
    luck,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'stop-broker': {
    offers: (_, { broker }) => (broker.up ? [{ kind: 'stop-broker' }] : NOTHING),
    possible: (_, state) => state.broker.up && isDrained(state),
    apply: (context, state) => ended(context, made('copied', made('flushed', state)), 'shutdown'),
    cost: SHUTDOWN,
    words: () => 'the broker is shut down as planned',
    luck,
    involves: toAll,
    situations: NO_SITUATIONS,
  },
  'crash-broker': {
    offers: (_, { broker }) => (broker.up ? [{ kind: 'crash-broker' }] : NOTHING),
    possible: (_, { broker }) => broker.up,
    apply: (context, state) => ended(context, state, 'crash'),
    cost: fault('crash'),
    words: () => 'the broker crashes',
    luck,
    involves: toAll,
    situations: NO_SITUATIONS,
  },
  'power-loss': {
    offers: (_, { broker }) => (broker.up ? [{ kind: 'power-loss' }] : NOTHING),
    possible: (_, { broker }) => broker.up,
    apply: (context, state) => ended(context, state, 'power-loss'),
    cost: fault('power-loss'),
    words: () => 'the broker loses power',
    luck,
    involves: toAll,
    situations: NO_SITUATIONS,
  },
}
