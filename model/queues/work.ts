/**
 * The work on messages, and what the broker is told of it: a consumer is a part of its own behind the door of the
 * broker.
 */
import type { See } from '../rows.ts'
import { hasConnections, recordName, type QueueContext } from './context.ts'
import { goingOn, isConnected } from './dispatch.ts'
import { closingInWords, waitsForCallback, workedOn } from './closing.ts'
import { consumerName, fault, FREE, involves, linkTo, NO_SITUATIONS, type QueueRows } from './row.ts'
import {
  entryOf,
  withBroker,
  withConsumer,
  type Consumer,
  type Delivery,
  type Entry,
  type QueueState,
} from './state.ts'
import { removed, requeued } from './store.ts'

type Kinds = 'work' | 'acknowledge' | 'lose-acknowledgement'

/** The message that a consumer works on, if it runs. */
function inWork({ consumers }: QueueState, consumer: number): Delivery | undefined {
  const own = consumers[consumer]
  const head = own !== undefined && own.up && !own.paused ? own.buffer[0] : undefined
  return head?.phase === 'waiting' ? undefined : head
}

/** The lease behind a delivery, as long as it is the one of this delivery: a later acknowledgement does not count. */
function leaseOf({ broker }: QueueState, consumer: number, delivery: Delivery): Entry | undefined {
  const entry = entryOf(broker, delivery)
  return entry?.status === 'leased' && entry.holder === consumer && entry.deliveries === delivery.delivery
    ? entry
    : undefined
}

/** The consumer done with what it worked on, and on to the next. */
function done(context: QueueContext, state: QueueState, consumer: number, see: See): QueueState {
  const own = state.consumers[consumer] as Consumer
  return withConsumer(state, consumer, { buffer: goingOn(context, { ...own, buffer: own.buffer.slice(1) }, see) })
}

function withHead(state: QueueState, consumer: number, change: Partial<Delivery>): QueueState {
  const { buffer } = state.consumers[consumer] as Consumer
  return withConsumer(state, consumer, { buffer: buffer.map((one, at) => (at === 0 ? { ...one, ...change } : one)) })
}

/** The acknowledgement of this delivery at the broker: it removes the message, unless the lease has ended. */
function acknowledged(
  context: QueueContext,
  state: QueueState,
  consumer: number,
  delivery: Delivery,
  see: See,
): QueueState {
  const entry = leaseOf(state, consumer, delivery)
  if (entry === undefined) return state
  see({ kind: 'consumed', record: delivery.record, consumer })
  return withBroker(state, { entries: removed(context, state.broker.entries, entry) })
}

/** Whether the consumer would tell the broker now that it is done with its message. */
function wantsToAcknowledge({ settings }: QueueContext, { phase, acknowledged: isTold }: Delivery): boolean {
  if (isTold) return false
  const when = settings.consumers.acknowledge
  return (when === 'before' && phase === 'working') || (when === 'after' && phase === 'applied')
}

/** Whether the next thing that the consumer does is work. */
function canWork(context: QueueContext, state: QueueState, consumer: number, delivery: Delivery): boolean {
  if (delivery.phase === 'applied' || wantsToAcknowledge(context, delivery)) return false
  // The queue takes part in the transaction.
  if (context.settings.consumers.acknowledge === 'with' && !isConnected(state, consumer)) return false
  return delivery.record === context.load || !waitsForCallback(state, delivery.record)
}

function fails({ settings }: QueueContext, { record, delivery }: Delivery): boolean {
  const { fails: when } = settings.consumers
  return record === 0 && (when === 'always' || (when === 'first-attempt' && delivery <= 1))
}

/** The handler throws: the message is handed back, where it has not left the queue already. */
function rejected(
  context: QueueContext,
  state: QueueState,
  consumer: number,
  delivery: Delivery,
  see: See,
): QueueState {
  const entry = isConnected(state, consumer) ? leaseOf(state, consumer, delivery) : undefined
  const after =
    entry === undefined ? state : withBroker(state, { entries: requeued(context, state.broker.entries, entry) })
  return done(context, after, consumer, see)
}

/** The work on a message, as far as it goes in one step. */
function worked(context: QueueContext, state: QueueState, consumer: number, delivery: Delivery, see: See): QueueState {
  const { record } = delivery
  if (record === context.load) return done(context, state, consumer, see)
  if (fails(context, delivery) && delivery.phase === 'working') return rejected(context, state, consumer, delivery, see)
  const when = context.settings.consumers.acknowledge
  // One transaction of the effect and the removal: without the lease it does not commit.
  if (when === 'with' && leaseOf(state, consumer, delivery) === undefined) return done(context, state, consumer, see)
  if (isRemembered(context, state, consumer, record)) return finished(context, state, consumer, delivery, see)
  const { state: after, isOver } = workedOn(context, state, record, delivery.phase, consumer, see)
  return isOver
    ? finished(context, remembered(context, after, consumer, record), consumer, delivery, see)
    : withHead(after, consumer, { phase: 'read' })
}

function finished(
  context: QueueContext,
  state: QueueState,
  consumer: number,
  delivery: Delivery,
  see: See,
): QueueState {
  const when = context.settings.consumers.acknowledge
  if (when === 'after') return withHead(state, consumer, { phase: 'applied' })
  return done(context, when === 'with' ? acknowledged(context, state, consumer, delivery, see) : state, consumer, see)
}

function isRemembered(
  { settings }: QueueContext,
  { consumers, effects }: QueueState,
  consumer: number,
  record: number,
): boolean {
  const { remembers } = settings.consumers
  return remembers === 'with-the-effect'
    ? effects.includes(record)
    : remembers === 'in-memory' && consumers[consumer]?.seen.includes(record) === true
}

function remembered({ settings }: QueueContext, state: QueueState, consumer: number, record: number): QueueState {
  const also = (known: readonly number[]): readonly number[] => [...known, record].sort((a, b) => a - b)
  const { remembers } = settings.consumers
  if (remembers === 'with-the-effect') return { ...state, effects: also(state.effects) }
  return remembers === 'in-memory'
    ? withConsumer(state, consumer, { seen: also(state.consumers[consumer]?.seen ?? []) })
    : state
}

/** One action of this kind for every consumer. */
function ofConsumers<Kind extends Kinds>(kind: Kind) {
  return (_: QueueContext, { consumers }: QueueState) => consumers.map((_, consumer) => ({ kind, consumer }))
}

const luck = ({ kind, consumer }: { readonly kind: string; readonly consumer: number }): string => `${kind} ${consumer}`
const atBroker = (_: QueueContext, { consumer }: { readonly consumer: number }) =>
  involves([consumerName(consumer), 'broker'], [], [linkTo(consumer)])

function nameIn(context: QueueContext, state: QueueState, consumer: number): string {
  return `message ${recordName(context, inWork(state, consumer)?.record ?? 0)}`
}

export const workRows: QueueRows<Kinds> = {
  'work': {
    offers: ofConsumers('work'),
    possible: (context, state, { consumer }) => {
      const head = inWork(state, consumer)
      return head !== undefined && canWork(context, state, consumer, head)
    },
    apply: (context, state, { consumer }, see) =>
      worked(context, state, consumer, inWork(state, consumer) as Delivery, see),
    cost: FREE,
    words: (context, { consumer }, before) => {
      const head = inWork(before, consumer)
      if (head === undefined) return `${consumerName(consumer)} has nothing to do`
      const name = `${consumerName(consumer)} ${'{}'} message ${recordName(context, head.record)}`
      if (head.record !== context.load && fails(context, head) && head.phase === 'working')
        return `${name.replace('{}', 'fails to process')}, and hands it back`
      return (
        closingInWords(context, before, head)
        ?? name.replace(
          '{}',
          context.settings.consumers.acknowledge === 'with' ? 'processes and acknowledges' : 'processes',
        )
      )
    },
    luck,
    involves: (context, { consumer }) =>
      involves(
        [consumerName(consumer), 'broker', 'orders', 'effects'],
        [],
        context.settings.consumers.acknowledge === 'with' ? [linkTo(consumer)] : [],
      ),
    situations: NO_SITUATIONS,
  },
  'acknowledge': {
    offers: ofConsumers('acknowledge'),
    possible: (context, state, { consumer }) => {
      const head = inWork(state, consumer)
      return head !== undefined && isConnected(state, consumer) && wantsToAcknowledge(context, head)
    },
    apply: (context, state, { consumer }, see) => {
      const head = inWork(state, consumer) as Delivery
      const after = acknowledged(context, state, consumer, head, see)
      return head.phase === 'applied'
        ? done(context, after, consumer, see)
        : withHead(after, consumer, { acknowledged: true })
    },
    cost: FREE,
    words: (context, { consumer }, before) => {
      const head = inWork(before, consumer)
      const late =
        head === undefined || leaseOf(before, consumer, head) !== undefined ? '' : ', which does not count any more'
      return `${consumerName(consumer)} acknowledges ${nameIn(context, before, consumer)}${late}`
    },
    luck,
    involves: atBroker,
    situations: (_, { consumer }, before) =>
      leaseOf(before, consumer, before.consumers[consumer]?.buffer[0] ?? NO_DELIVERY) === undefined
        ? ['late-acknowledgement']
        : NO_SITUATIONS,
  },
  'lose-acknowledgement': {
    offers: ofConsumers('lose-acknowledgement'),
    possible: (context, state, { consumer }) => {
      const head = inWork(state, consumer)
      return (
        head !== undefined
        && isConnected(state, consumer)
        && wantsToAcknowledge(context, head)
        && leaseOf(state, consumer, head) !== undefined
      )
    },
    apply: (context, state, { consumer }, see) => {
      const head = inWork(state, consumer) as Delivery
      // The consumer goes on as if it had been heard. What is lost on a connection is lost with it.
      const sent = hasConnections(context) ? withConsumer(state, consumer, { cut: true }) : state
      return head.phase === 'applied'
        ? done(context, sent, consumer, see)
        : withHead(sent, consumer, { acknowledged: true, delivery: 0 })
    },
    cost: fault('lost-request'),
    words: (context, { consumer }, before) =>
      `${consumerName(consumer)} acknowledges ${nameIn(context, before, consumer)}, and that is lost ${hasConnections(context) ? 'with the connection' : 'on the way'}`,
    luck,
    involves: (_, { consumer }) => involves([consumerName(consumer)], ['broker'], [linkTo(consumer)]),
    situations: NO_SITUATIONS,
  },
}

const NO_DELIVERY: Delivery = { record: -1, copy: 0, delivery: 0, phase: 'waiting', acknowledged: false }
