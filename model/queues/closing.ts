/**
 * The consumer's side of an order that is closed when it is not paid in time: the work on a message is to close it.
 * Without an order the effect of a message is all there is to its work.
 */
import type { See } from '../rows.ts'
import type { QueueContext } from './context.ts'
import { orderName } from './row.ts'
import { withOrder, type Delivery, type Order, type QueueState } from './state.ts'

interface Worked {
  readonly state: QueueState
  /** The work is done; else it goes on with a second step. */
  readonly isOver: boolean
}

/** A callback that comes in time comes before the order is due: closing does not overtake it. */
export function waitsForCallback({ orders }: QueueState, record: number): boolean {
  return orders[record]?.callback === 'travels'
}

/** One step of the work on this message. Without an order its effect is all there is. */
export function workedOn(
  context: QueueContext,
  state: QueueState,
  record: number,
  phase: Delivery['phase'],
  consumer: number,
  see: See,
): Worked {
  const { order: rules } = context.settings
  const order = state.orders[record]
  if (rules === null || order === undefined) {
    see({ kind: 'applied', record, consumer })
    return { state, isOver: true }
  }
  const closed = (from: QueueState): Worked => {
    see({ kind: 'applied', record, consumer })
    return { state: withOrder(from, record, { status: 'closed' }), isOver: true }
  }
  // What was read before may be outdated by now: that is the flaw.
  if (phase === 'read') return closed(state)
  const asked = rules['gateway-query'] ? withOrder(state, record, askedGateway(order)) : state
  if (rules.close === 'delete-job')
    return asked.orders[record]?.status === 'paid' && rules['gateway-query']
      ? { state: asked, isOver: true }
      : closed(asked)
  if (asked.orders[record]?.status !== 'unpaid') return { state: asked, isOver: true }
  return rules.close === 'conditional-update' ? closed(asked) : { state: asked, isOver: false }
}

/** The gateway says whether it was paid, and takes no payment after that. */
function askedGateway({ gateway, status }: Order): Partial<Order> {
  return gateway === 'paid' ? { status: status === 'unpaid' ? 'paid' : status } : { gateway: 'closed' }
}

/** The step in words, where there is an order. */
export function closingInWords(
  { settings: { order: rules } }: QueueContext,
  { consumers, orders }: QueueState,
  delivery: Delivery,
): string | undefined {
  const order = orders[delivery.record]
  if (rules === null || order === undefined) return undefined
  const who = `consumer ${consumers.findIndex(({ buffer }) => buffer[0] === delivery) + 1}`
  const what = orderName(delivery.record)
  if (delivery.phase === 'read') return `${who} writes that ${what} is closed`
  const answer = order.gateway === 'paid' ? 'paid' : 'not paid and takes no payment any more'
  const first = rules['gateway-query'] ? `${who} asks the gateway, which says that it is ${answer}, and ` : `${who} `
  if (rules.close === 'delete-job') return `${first}closes ${what}`
  const status = rules['gateway-query'] && order.gateway === 'paid' && order.status === 'unpaid' ? 'paid' : order.status
  return status === 'unpaid' && rules.close === 'conditional-update'
    ? `${first}closes ${what}, as it is unpaid`
    : `${first}reads that ${what} is ${status}`
}
