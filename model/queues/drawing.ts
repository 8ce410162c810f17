/** How the steps of a queue are drawn: what is sent goes to the broker when it arrives there. */
import {
  type Condition,
  type Drawing,
  drawingOf,
  type Drawn,
  type DrawnKinds,
  event,
  lost,
  message,
} from '../drawing.ts'
import { producerOf, type QueueContext } from './context.ts'
import { consumerName, orderName, producerName, schedulerName } from './row.ts'
import type { QueueAction, QueueState } from './state.ts'

const BROKER = 'broker'

type OfRecord = { readonly record: number }
type OfConsumer = { readonly consumer: number }

const sender = (context: QueueContext, { record }: OfRecord): string => producerName(producerOf(context, record))
const toBroker = (action: OfRecord, _: QueueState, context: QueueContext): Drawn =>
  message(sender(context, action), BROKER)
const atSender = (action: OfRecord, _: QueueState, context: QueueContext): Drawn => event(sender(context, action))
const atProducer = (action: { readonly producer: number }): Drawn => event(producerName(action.producer))
const atConsumer = ({ consumer }: OfConsumer): Drawn => event(consumerName(consumer))
const atScheduler = ({ scheduler }: { readonly scheduler: number }): Drawn => event(schedulerName(scheduler))
const byScheduler = ({ scheduler }: { readonly scheduler: number }): Drawn => message(schedulerName(scheduler), BROKER)
const atBroker = (): Drawn => event(BROKER)
const atOrder = ({ record }: OfRecord): Drawn => event(orderName(record))

const KINDS: DrawnKinds<QueueContext, QueueState, QueueAction> = {
  'send': atProducer,
  'restart-producer': atProducer,
  'arrive': toBroker,
  'late-arrival': toBroker,
  'answer': (action, _, context) => message(BROKER, sender(context, action)),
  'resend': atSender,
  'fail': atSender,
  'lose-send': (action, _, context) => lost(sender(context, action), BROKER),
  'lose-answer': (action, _, context) => lost(BROKER, sender(context, action)),
  'lose-patience': atSender,
  'flood': atBroker,
  'dispatch': ({ consumer }) => message(BROKER, consumerName(consumer)),
  'lose-delivery': ({ consumer }) => lost(BROKER, consumerName(consumer)),
  'expire': atBroker,
  'give-up': atBroker,
  'park': atBroker,
  'work': atConsumer,
  'acknowledge': ({ consumer }) => message(consumerName(consumer), BROKER),
  'lose-acknowledgement': ({ consumer }) => lost(consumerName(consumer), BROKER),
  'start-consumer': atConsumer,
  'resume-consumer': atConsumer,
  'heal': atConsumer,
  'crash-consumer': atConsumer,
  'pause-consumer': atConsumer,
  'cut-off': ({ consumer }) => event(BROKER, consumerName(consumer)),
  'start-broker': atBroker,
  'flush': atBroker,
  'replicate': atBroker,
  'crash-broker': atBroker,
  'power-loss': atBroker,
  'stop-broker': atBroker,
  'tick': () => event(),
  'pick': byScheduler,
  'put': byScheduler,
  'drop': byScheduler,
  'take-over': atScheduler,
  'start-scheduler': atScheduler,
  'resume-scheduler': atScheduler,
  'set-clock': atScheduler,
  'crash-scheduler': atScheduler,
  'pause-scheduler': atScheduler,
  'clock-step': atScheduler,
  'read-order': atOrder,
  'pay': atOrder,
  'pay-at-gateway': atOrder,
  'callback': atOrder,
  'late-callback': atOrder,
  'late-news': atOrder,
}

/** Producers, the broker, consumers, schedulers, orders. */
export function queueDrawing(context: QueueContext): Drawing<QueueState, QueueAction> {
  return drawingOf(context, KINDS, {
    lanes: ({ producers, consumers, schedulers, orders }) => [
      ...producers.map((_, at) => producerName(at)),
      BROKER,
      ...consumers.map((_, at) => consumerName(at)),
      ...schedulers.map((_, at) => schedulerName(at)),
      ...orders.map((_, at) => orderName(at)),
    ],
    conditions: ({ broker, consumers, schedulers }) =>
      Object.fromEntries([
        ...conditionOf(BROKER, { ...broker, paused: false }),
        ...consumers.flatMap((one, at) => conditionOf(consumerName(at), one)),
        ...schedulers.flatMap((one, at) => conditionOf(schedulerName(at), one)),
      ]),
  })
}

interface Process {
  readonly up: boolean
  readonly paused: boolean
  readonly cut?: boolean
}

function conditionOf(name: string, { up, paused, cut = false }: Process): readonly (readonly [string, Condition])[] {
  if (!up) return [[name, 'down']]
  if (paused) return [[name, 'paused']]
  return cut ? [[name, 'cut off']] : []
}
