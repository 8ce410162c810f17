/** How a queue begins: empty, everybody there, every clock right. */
import type { QueueContext } from './context.ts'
import type { Consumer, Order, Producer, QueueState, Scheduler } from './state.ts'

const CONSUMER: Consumer = { up: true, paused: false, cut: false, buffer: [], seen: [], turn: 0 }
const PRODUCER: Producer = { begun: 0, pending: [] }
const SCHEDULER: Scheduler = { up: true, paused: false, clock: 'right', job: null }
const ORDER: Order = { status: 'unpaid', paying: false, gateway: 'open', callback: 'none' }

export function initialState(context: QueueContext): QueueState {
  const { settings, messages, isDelayed } = context
  return {
    producers: Array.from({ length: settings.producers.count }, () => PRODUCER),
    broker: { up: true, entries: [], deadLetters: [], known: [], served: 0 },
    consumers: Array.from({ length: settings.consumers.count }, () => CONSUMER),
    schedulers: isDelayed ? Array.from({ length: settings.delay?.schedulers ?? 1 }, () => SCHEDULER) : [],
    active: 0,
    orders: settings.order === null ? [] : Array.from({ length: messages }, () => ORDER),
    effects: [],
  }
}
