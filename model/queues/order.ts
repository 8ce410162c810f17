/**
 * The order that is closed when it is not paid in time: the work on a message is to close it, and a payment that is
 * booked before cancels that. Whoever closes and whoever books a payment are two processes on one row of a database.
 */
import type { See } from '../rows.ts'
import { recordName, type QueueContext } from './context.ts'
import { fault, FREE, involves, NO_SITUATIONS, NOTHING, orderName, type QueueRows } from './row.ts'
import { withBroker, withOrder, type QueueState } from './state.ts'
import { removed } from './store.ts'

type Kinds = 'read-order' | 'pay' | 'pay-at-gateway' | 'callback' | 'late-callback' | 'late-news'

/** The state with a payment booked; where the message is deleted with it, what is still in the queue goes. */
function booked(
  context: QueueContext,
  state: QueueState,
  record: number,
  see: See,
  isCancellation: boolean,
): QueueState {
  const paid = withOrder(state, record, { status: 'paid', paying: false })
  if (isCancellation) see({ kind: 'cancelled', record })
  if (context.settings.order?.close !== 'delete-job') return paid
  const { entries } = paid.broker
  const left = entries.filter((entry) => entry.record === record && entry.status !== 'done')
  return withBroker(paid, { entries: left.reduce((all, entry) => removed(context, all, entry), entries) })
}

/** Whether this order exists by now: it comes into being with its message. */
function exists({ broker }: QueueState, record: number): boolean {
  return broker.entries.some((entry) => entry.record === record)
}

function canBook({ settings }: QueueContext, state: QueueState, record: number): boolean {
  const order = state.orders[record]
  if (order === undefined || settings.order?.payment !== 'internal' || !exists(state, record)) return false
  return settings.order.pay === 'read-then-write' ? order.paying : order.status === 'unpaid'
}

function ofOrders<Kind extends Kinds>(kind: Kind) {
  return (_: QueueContext, { orders }: QueueState): Iterable<{ readonly kind: Kind; readonly record: number }> =>
    orders.length === 0 ? NOTHING : orders.map((_, record) => ({ kind, record }))
}

/** What a callback does to the order: booked like any other payment, unless that is refused. */
function heard(context: QueueContext, state: QueueState, record: number, see: See): QueueState {
  const arrived = withOrder(state, record, { callback: 'arrived' })
  const isRefused = arrived.orders[record]?.status === 'closed' && context.settings.order?.pay === 'conditional-update'
  return isRefused ? arrived : booked(context, arrived, record, see, false)
}

const luck = ({ kind, record }: { readonly kind: string; readonly record: number }): string => `${kind} ${record}`
const ofOne = () => involves(['orders'], ['broker'])

export const orderRows: QueueRows<Kinds> = {
  'callback': {
    offers: ofOrders('callback'),
    possible: (_, { orders }, { record }) => orders[record]?.callback === 'travels',
    apply: (context, state, { record }, see) => heard(context, state, record, see),
    cost: FREE,
    words: (_, { record }) => `the gateway's callback says that ${orderName(record)} is paid`,
    luck,
    involves: () => involves(['orders', 'broker']),
    situations: NO_SITUATIONS,
  },
  'late-news': {
    offers: ofOrders('late-news'),
    possible: (_, { orders }, { record }) => orders[record]?.callback === 'late',
    apply: (context, state, { record }, see) => heard(context, state, record, see),
    cost: FREE,
    words: (_, { record }) => `the gateway's callback comes late and says that ${orderName(record)} is paid`,
    luck,
    involves: () => involves(['orders', 'broker']),
    situations: NO_SITUATIONS,
  },
  'read-order': {
    offers: ofOrders('read-order'),
    possible: ({ settings }, state, { record }) =>
      settings.order?.payment === 'internal'
      && settings.order.pay === 'read-then-write'
      && exists(state, record)
      && state.orders[record]?.status === 'unpaid'
      && !state.orders[record].paying,
    apply: (_, state, { record }) => withOrder(state, record, { paying: true }),
    cost: FREE,
    words: (_, { record }) => `the payment reads that ${orderName(record)} is unpaid`,
    luck,
    involves: ofOne,
    situations: NO_SITUATIONS,
  },
  'pay': {
    offers: ofOrders('pay'),
    possible: (context, state, { record }) => canBook(context, state, record),
    apply: (context, state, { record }, see) =>
      booked(context, state, record, see, state.orders[record]?.status === 'unpaid'),
    cost: FREE,
    words: (context, { record }) =>
      context.settings.order?.close === 'delete-job'
        ? `the payment of ${orderName(record)} is booked and message ${recordName(context, record)} deleted`
        : `the payment of ${orderName(record)} is booked`,
    luck,
    involves: () => involves(['orders', 'broker']),
    situations: ['payment'],
  },
  'pay-at-gateway': {
    offers: ofOrders('pay-at-gateway'),
    possible: ({ settings }, state, { record }) =>
      settings.order?.payment === 'external' && exists(state, record) && state.orders[record]?.gateway === 'open',
    apply: (_, state, { record }, see) => {
      if (state.orders[record]?.status === 'unpaid') see({ kind: 'cancelled', record })
      return withOrder(state, record, { gateway: 'paid', callback: 'travels' })
    },
    cost: FREE,
    words: (_, { record }) => `${orderName(record)} is paid at the gateway`,
    luck,
    involves: ofOne,
    situations: ['payment'],
  },
  'late-callback': {
    offers: ofOrders('late-callback'),
    possible: (_, { orders }, { record }) => orders[record]?.callback === 'travels',
    apply: (_, state, { record }) => withOrder(state, record, { callback: 'late' }),
    cost: fault('timeout'),
    words: (_, { record }) => `the callback for ${orderName(record)} does not come in time`,
    luck,
    involves: () => involves(['orders']),
    situations: NO_SITUATIONS,
  },
}
