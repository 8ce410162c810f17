/**
 * Who sends: a part of its own before the door of the broker. What is on its way through the door can be lost, be late
 * or come twice, at the price of a fault.
 */
import { hasConnections, producerOf, type QueueContext, recordName } from './context.ts'
import { FREE, involves, NO_SITUATIONS, NOTHING, producerName, type QueueRows } from './row.ts'
import { changedAt, withBroker, type Pending, type Producer, type QueueState } from './state.ts'
import { stored } from './store.ts'

type Kinds = 'send' | 'arrive' | 'answer' | 'resend' | 'fail' | 'late-arrival'
type Travelling =
  'arrive' | 'answer' | 'resend' | 'fail' | 'late-arrival' | 'lose-send' | 'lose-answer' | 'lose-patience'

/** The message that this producer sends next. */
function nextOf({ settings, messages }: QueueContext, producer: number, { begun }: Producer): number | undefined {
  const record = producer + begun * settings.producers.count
  return record < messages ? record : undefined
}

export function pendingOf(context: QueueContext, state: QueueState, record: number): Pending | undefined {
  return state.producers[producerOf(context, record)]?.pending.find((pending) => pending.record === record)
}

export function isOnItsWay(
  context: QueueContext,
  state: QueueState,
  record: number,
  ...travels: readonly Pending['travels'][]
): boolean {
  const pending = pendingOf(context, state, record)
  return pending !== undefined && travels.includes(pending.travels)
}

/** A connection keeps the order of what is sent on it; requests of their own overtake each other. */
function isNextToArrive(
  context: QueueContext,
  state: QueueState,
  record: number,
  travels: 'request' | 'late',
): boolean {
  if (!hasConnections(context)) return isOnItsWay(context, state, record, travels)
  const { pending = [] } = state.producers[producerOf(context, record)] ?? {}
  return pending.find((one) => one.travels === travels)?.record === record
}

export function withPending(
  context: QueueContext,
  state: QueueState,
  record: number,
  change: Partial<Pending> | undefined,
): QueueState {
  const producer = producerOf(context, record)
  const { pending = [] } = state.producers[producer] ?? {}
  const after =
    change === undefined
      ? pending.filter((one) => one.record !== record)
      : pending.map((one) => (one.record === record ? { ...one, ...change } : one))
  return { ...state, producers: changedAt(state.producers, producer, { pending: after }) }
}

/** One action of this kind for every message on its way. */
export function ofPending<Kind extends Travelling>(kind: Kind) {
  return (_: QueueContext, { producers }: QueueState): Iterable<{ readonly kind: Kind; readonly record: number }> =>
    producers.every(({ pending }) => pending.length === 0)
      ? NOTHING
      : producers.flatMap(({ pending }) => pending.map(({ record }) => ({ kind, record })))
}

export function ofProducers<Kind extends 'send' | 'restart-producer'>(kind: Kind) {
  return (_: QueueContext, { producers }: QueueState) => producers.map((_, producer) => ({ kind, producer }))
}

export const ofOne = (context: QueueContext, { record }: { readonly record: number }) =>
  involves([producerName(producerOf(context, record))])
export const luckOf = ({ kind, record }: { readonly kind: string; readonly record: number }): string =>
  `${kind} ${record}`
/** `producer 1`, and the name of its message. */
export const who = (context: QueueContext, record: number): string => producerName(producerOf(context, record))

export const producerRows: QueueRows<Kinds> = {
  'send': {
    offers: ofProducers('send'),
    possible: (context, { producers }, { producer }) => {
      const own = producers[producer]
      if (own === undefined || nextOf(context, producer, own) === undefined) return false
      return own.pending.filter(({ travels }) => travels !== 'late').length < context.settings.producers['in-flight']
    },
    apply: (context, state, { producer }, see) => {
      const own = state.producers[producer] as Producer
      const record = nextOf(context, producer, own) as number
      see({ kind: 'sent', record, producer, log: 0, queued: true })
      const { confirms } = context.settings.producers
      if (!confirms) see({ kind: 'acknowledged', record })
      const pending: Pending = { record, resends: 0, travels: confirms ? 'request' : 'late' }
      return {
        ...state,
        producers: state.producers.with(producer, { begun: own.begun + 1, pending: [...own.pending, pending] }),
      }
    },
    cost: FREE,
    words: (context, { producer }, { producers }) =>
      `${producerName(producer)} sends message ${recordName(context, nextOf(context, producer, producers[producer] ?? { begun: 0, pending: [] }) ?? 0)}`,
    luck: ({ producer }) => `send ${producer}`,
    involves: (_, { producer }) => involves([producerName(producer)]),
    situations: NO_SITUATIONS,
  },
  'arrive': {
    offers: ofPending('arrive'),
    possible: (context, state, { record }) => state.broker.up && isNextToArrive(context, state, record, 'request'),
    apply: (context, state, { record }) =>
      withBroker(withPending(context, state, record, { travels: 'response' }), stored(context, state.broker, record)),
    cost: FREE,
    words: (context, { record }) => `message ${recordName(context, record)} arrives at the broker`,
    luck: luckOf,
    involves: (context, { record }) => involves([who(context, record), 'broker']),
    situations: NO_SITUATIONS,
  },
  'answer': {
    offers: ofPending('answer'),
    possible: (context, state, { record }) => isOnItsWay(context, state, record, 'response'),
    apply: (context, state, { record }, see) => {
      see({ kind: 'acknowledged', record })
      return withPending(context, state, record, undefined)
    },
    cost: FREE,
    words: (context, { record }) =>
      `${who(context, record)} hears that message ${recordName(context, record)} is stored`,
    luck: luckOf,
    involves: ofOne,
    situations: NO_SITUATIONS,
  },
  'resend': {
    offers: ofPending('resend'),
    possible: (context, state, { record }) =>
      isOnItsWay(context, state, record, 'lost')
      && (pendingOf(context, state, record)?.resends ?? 0) < context.settings.producers.resends,
    apply: (context, state, { record }) =>
      withPending(context, state, record, {
        travels: 'request',
        resends: (pendingOf(context, state, record)?.resends ?? 0) + 1,
      }),
    cost: FREE,
    words: (context, { record }) =>
      `${who(context, record)} has no answer and sends message ${recordName(context, record)} again`,
    luck: luckOf,
    involves: ofOne,
    situations: ['resend'],
  },
  'fail': {
    offers: ofPending('fail'),
    possible: (context, state, { record }) =>
      isOnItsWay(context, state, record, 'lost')
      && (pendingOf(context, state, record)?.resends ?? 0) >= context.settings.producers.resends,
    apply: (context, state, { record }, see) => {
      see({ kind: 'rejected', record, error: 'no answer' })
      return withPending(context, state, record, undefined)
    },
    cost: FREE,
    words: (context, { record }) =>
      `${who(context, record)} has no answer, and the send of message ${recordName(context, record)} fails`,
    luck: luckOf,
    involves: ofOne,
    situations: ['failed-send'],
  },
  'late-arrival': {
    offers: ofPending('late-arrival'),
    possible: (context, state, { record }) => state.broker.up && isNextToArrive(context, state, record, 'late'),
    apply: (context, state, { record }) =>
      withBroker(withPending(context, state, record, undefined), stored(context, state.broker, record)),
    cost: FREE,
    words: (context, { record }) =>
      `message ${recordName(context, record)} arrives at the broker, and nobody waits for an answer`,
    luck: luckOf,
    involves: (context, { record }) => involves([who(context, record), 'broker']),
    situations: NO_SITUATIONS,
  },
}
