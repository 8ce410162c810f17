/** Handing messages over to consumers. */
import type { See } from '../rows.ts'
import { recordName, type QueueContext } from './context.ts'
import { chosenIn, countedTurn, topicsOf, waitingIn, waitingInTopic } from './priority.ts'
import { consumerName, FREE, involves, linkTo, NO_SITUATIONS, type QueueRows } from './row.ts'
import { withConsumer, type Broker, type Consumer, type Delivery, type Entry, type QueueState } from './state.ts'
import { removed, replaced } from './store.ts'

/** Whether the broker and this consumer can talk. */
export function isConnected({ broker, consumers }: QueueState, consumer: number): boolean {
  const own = consumers[consumer]
  return broker.up && own !== undefined && own.up && !own.paused && !own.cut
}

/**
 * Whether the consumer may be given one more. A prefetch of n is n unacknowledged messages (RabbitMQ `basic.qos`,
 * ActiveMQ `prefetchSize`): one that is acknowledged before its work makes room while it is worked on. 0 asks for one
 * message when it has none. An acknowledgement on delivery is never outstanding, so there the prefetch is what fits
 * into the client.
 */
function hasRoom({ settings, prefetch }: QueueContext, { buffer }: Consumer): boolean {
  const { acknowledge } = settings.consumers
  if (prefetch === 0 || settings.priority?.order === 'topics') return buffer.length === 0
  if (acknowledge === 'on-delivery') return buffer.length < prefetch
  return buffer.length <= prefetch && buffer.filter(({ acknowledged }) => !acknowledged).length < prefetch
}

/**
 * With one consumer at a time: the first that is connected, once nobody else has a message (RabbitMQ
 * `x-single-active-consumer`).
 */
function isTurnOf({ settings }: QueueContext, state: QueueState, consumer: number): boolean {
  if (!settings.consumers.exclusive) return true
  const first = state.consumers.findIndex((_, other) => isConnected(state, other))
  return (
    first === consumer && state.broker.entries.every(({ status, holder }) => status !== 'leased' || holder === consumer)
  )
}

function canTake(context: QueueContext, state: QueueState, consumer: number): boolean {
  const own = state.consumers[consumer]
  return (
    own !== undefined && isConnected(state, consumer) && hasRoom(context, own) && isTurnOf(context, state, consumer)
  )
}

/** The consumer with its next message in work, if it was idle until now. */
export function goingOn(context: QueueContext, { buffer }: Consumer, see: See): readonly Delivery[] {
  const [head, ...others] = buffer
  if (head === undefined || head.phase !== 'waiting') return buffer
  const { record } = head
  const { isPrioritized, priorities, settings } = context
  if (isPrioritized && settings.priority?.['judged-at'] === 'processing')
    see({ kind: 'chosen', record, priority: priorities[record] ?? 0, at: 'processing' })
  return [{ ...head, phase: 'working' }, ...others]
}

/**
 * The number of the next delivery of a copy. Where deliveries are limited they are counted; where they are not, all
 * that matters is whether it is the first, and that no older one that somebody still holds has the same number.
 */
function nextDelivery(
  { settings }: QueueContext,
  { consumers }: QueueState,
  { record, copy, deliveries }: Entry,
): number {
  if (settings.redelivery.limit > 0 || deliveries === 0) return deliveries + 1
  const held = consumers.flatMap(({ buffer }) =>
    buffer.filter((one) => one.record === record && one.copy === copy).map(({ delivery }) => delivery),
  )
  let next = 2
  while (held.includes(next)) next++
  return next
}

/** The broker after it has handed this message over, and what it handed over. */
function handedOver(
  context: QueueContext,
  state: QueueState,
  entry: Entry,
  consumer: number,
  see: See,
): { readonly broker: Broker; readonly delivery: Delivery } {
  const { record, copy } = entry
  const { isPrioritized, priorities, settings, delays, load } = context
  if (isPrioritized && settings.priority?.['judged-at'] === 'dispatch')
    see({ kind: 'chosen', record, priority: priorities[record] ?? 0, at: 'dispatch' })
  if ((delays[record] ?? 0) > 0) see({ kind: 'handed-over', record, early: entry.remaining })
  const turned = countedTurn(context, state.broker, entry)
  // A fresh, equal one has taken its place before anybody can look.
  if (record === load) {
    const others = turned.entries.filter((other) => other !== entry)
    return {
      broker: { ...turned, entries: [...others, entry] },
      delivery: { record, copy, delivery: 0, phase: 'waiting', acknowledged: true },
    }
  }
  const isTaken = settings.consumers.acknowledge === 'on-delivery'
  if (isTaken) see({ kind: 'consumed', record, consumer })
  const delivery = nextDelivery(context, state, entry)
  const entries = isTaken
    ? removed(context, turned.entries, entry)
    : replaced(turned.entries, entry, { status: 'leased', holder: consumer, deliveries: delivery, passed: 0 })
  return {
    broker: { ...turned, entries },
    delivery: { record, copy, delivery, phase: 'waiting', acknowledged: isTaken },
  }
}

function given(context: QueueContext, state: QueueState, consumer: number, entry: Entry, see: See): QueueState {
  const { broker, delivery } = handedOver(context, state, entry, consumer, see)
  const own = state.consumers[consumer] as Consumer
  const buffer = goingOn(context, { ...own, buffer: [...own.buffer, delivery] }, see)
  return { ...withConsumer(state, consumer, { buffer }), broker }
}

/**
 * A poll of one topic: at most so many messages as the prefetch, and the next topic is polled after that (Kafka's
 * consumer works off what one poll returned).
 */
function polled(context: QueueContext, state: QueueState, consumer: number, see: See): QueueState {
  const { turn } = state.consumers[consumer] as Consumer
  let after = withConsumer(state, consumer, { turn: (turn + 1) % topicsOf(context).length })
  for (let taken = Math.max(1, context.prefetch); taken > 0; taken--) {
    const entry = waitingInTopic(context, after.broker, turn)[0]
    if (entry === undefined) break
    after = given(context, after, consumer, entry, see)
    if (entry.record === context.load) break
  }
  return after
}

export const hasTopics = ({ settings }: QueueContext): boolean => settings.priority?.order === 'topics'
function nextName(context: QueueContext, state: QueueState): string {
  const entry = chosenIn(context, state.broker)
  return entry === undefined ? 'nothing' : `message ${recordName(context, entry.record)}`
}

function pollInWords(context: QueueContext, state: QueueState, consumer: number): string {
  const turn = state.consumers[consumer]?.turn ?? 0
  const names = waitingInTopic(context, state.broker, turn)
    .slice(0, Math.max(1, context.prefetch))
    .map(({ record }) => recordName(context, record))
  const what = names.length === 0 ? 'nothing' : names.join(' ')
  return `${consumerName(consumer)} polls the topic of priority ${topicsOf(context)[turn] ?? 0} and is given ${what}`
}

export const dispatchRows: QueueRows<'dispatch'> = {
  dispatch: {
    offers: (_, { consumers }) => consumers.map((_, consumer) => ({ kind: 'dispatch', consumer })),
    possible: (context, state, { consumer }) =>
      canTake(context, state, consumer) && waitingIn(context, state.broker).length > 0,
    apply: (context, state, { consumer }, see) =>
      hasTopics(context)
        ? polled(context, state, consumer, see)
        : given(context, state, consumer, chosenIn(context, state.broker) as Entry, see),
    cost: FREE,
    words: (context, { consumer }, before) =>
      hasTopics(context)
        ? pollInWords(context, before, consumer)
        : `the broker hands ${nextName(context, before)} over to ${consumerName(consumer)}`,
    luck: ({ consumer }) => `dispatch ${consumer}`,
    involves: (_, { consumer }) => involves(['broker', consumerName(consumer)], ['consumers'], [linkTo(consumer)]),
    situations: (_, { consumer }, before, after) =>
      after.consumers[consumer]?.buffer.some(({ delivery }) => delivery > 1) === true && before.broker !== after.broker
        ? ['redelivery']
        : NO_SITUATIONS,
  },
}
