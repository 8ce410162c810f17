/** A queue as a system to be judged. */
import { DEAD_LETTERS, type Observation } from '../observation.ts'
import type { Reservation, System } from '../system.ts'
import { contextOf, recordName, type QueueContext, type QueueSize } from './context.ts'
import { queueDrawing } from './drawing.ts'
import { faultsOf } from './faults.ts'
import type { QueueSettings } from './settings.ts'
import type { QueueAction, QueueState } from './state.ts'
import { queueMachine } from './table.ts'
import { participants, viewOf } from './words.ts'

/** The promises of a queue, in the order of reports. */
export const QUEUE_PROMISES = [
  'no-acknowledged-loss',
  'no-duplicates',
  'in-order',
  'honest-outcome',
  'at-least-once',
  'at-most-once',
  'progress',
  'dead-letters-kept',
  'no-inversion',
  'never-early',
  'no-effect-after-cancel',
] as const

/** The queue with its producers, consumers, schedulers and orders for these settings, in this size. */
export function queueSystem(settings: QueueSettings, size: QueueSize): System<QueueState, QueueAction> {
  const context = contextOf(settings, size)
  const machine = queueMachine(context)
  const faults = faultsOf(settings)
  return {
    machine,
    faults,
    reservations: reservationsOf(context),
    bounds: {
      records: size.messages,
      producers: settings.producers.count,
      consumers: settings.consumers.count,
      resends: settings.producers.resends,
    },
    epilogue: () => [],
    readBack: (state) => readBack(context, state),
    situations: (action, before, after) => machine.situations(action, before, after),
    possibleSituations: possibleSituations(context),
    named: (actions) => actions,
    drawing: queueDrawing(context),
    participants: (state) => participants(context, state),
    recordName: (record) => recordName(context, record),
    waiting: ({ broker }) =>
      broker.entries
        .filter(({ status, record }) => status !== 'done' && record !== context.load)
        .map(({ record }) => record),
    tellsHealing: true,
    ...(isEndless(context) && { isEndless: true }),
    view: viewOf,
    luckKey: (action) => machine.luckKey(action),
  }
}

/** Somebody never stops sending, or a message comes back for ever. */
function isEndless({ load, settings }: QueueContext): boolean {
  return load >= 0 || (settings.consumers.fails === 'always' && settings.redelivery.limit === 0)
}

/**
 * What is in the queue, what left it, and what is parked. A message that left is where its consumers wanted it: it
 * counts as read.
 */
function readBack({ load }: QueueContext, { broker }: QueueState): readonly Observation[] {
  const own = broker.entries.filter(({ record }) => record !== load)
  return [
    { kind: 'read-back', log: 0, records: own.map(({ record }) => record) },
    { kind: 'read-back', log: DEAD_LETTERS, records: broker.deadLetters.map(({ record }) => record) },
  ]
}

/** What cannot be judged with these settings and this size, and what it would need. */
function reservationsOf({
  settings,
  messages,
  isPrioritized,
  isDelayed,
}: QueueContext): Readonly<Record<string, Reservation>> {
  const needs = (why: string): Reservation => ({ verdict: 'not-applicable', why })
  return {
    ...(!isPrioritized && {
      'no-inversion': needs(
        'all messages have one priority here: it needs different ones in priority.of-messages, and as many messages',
      ),
    }),
    ...(!isDelayed && { 'never-early': needs('no message has a delay: it needs delay.of-messages') }),
    ...(settings.order === null && {
      'no-effect-after-cancel': needs('nothing is ever cancelled here: it needs an order'),
    }),
    ...(settings.redelivery.limit === 0 && {
      'dead-letters-kept': needs('no message is ever given up: it needs a redelivery.limit'),
    }),
    ...(!settings.producers.confirms && {
      'honest-outcome': needs('no send is ever reported as failed here: it needs producers.confirms'),
    }),
    ...(messages <= settings.producers.count && {
      'in-order': needs('no producer sends two messages here: it needs more messages than producers'),
    }),
  }
}

/** Situations that can be reached with these settings at all. */
function possibleSituations({ settings, isDelayed, load }: QueueContext): readonly string[] {
  const { producers, redelivery, delay, order } = settings
  return [
    'broker-restart',
    'consumer-restart',
    'resumed-consumer',
    'redelivery',
    'expired-lease',
    ...(settings.consumers.acknowledge === 'after' || settings.consumers.acknowledge === 'before'
      ? ['late-acknowledgement']
      : []),
    'producer-restart',
    ...(producers.confirms ? ['failed-send'] : []),
    ...(producers.confirms && producers.resends > 0 ? ['resend'] : []),
    ...(redelivery.limit > 0 ? ['given-up'] : []),
    ...(isDelayed ? ['fired', 'scheduler-restart'] : []),
    ...(isDelayed && delay?.clock === 'wall' ? ['fired-early'] : []),
    ...(isDelayed && delay?.schedulers === 2 ? ['scheduler-failover'] : []),
    ...(order === null ? [] : ['payment']),
    ...(load < 0 ? [] : ['load']),
  ]
}
