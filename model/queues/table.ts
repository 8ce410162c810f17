/**
 * The rows of all actions, in the order in which the machine names them: ordinary work that goes forward first, time
 * and payments last.
 */
import { machineOf, type RowMachine } from '../rows.ts'
import { consumerRows } from './consumer.ts'
import type { QueueContext } from './context.ts'
import { delayRows } from './delay.ts'
import { dispatchRows } from './dispatch.ts'
import { initialState } from './initial.ts'
import { loadRows } from './load.ts'
import { lossRows } from './loss.ts'
import { orderRows } from './order.ts'
import { processRows } from './process.ts'
import { producerRows } from './producer.ts'
import { redeliveryRows } from './redelivery.ts'
import type { QueueRows } from './row.ts'
import { schedulerRows } from './scheduler.ts'
import type { KindOfAction, QueueAction, QueueState } from './state.ts'
import { tellWaiting } from './store.ts'
import { workRows } from './work.ts'

const { tick, ...delays } = delayRows
const { 'start-broker': startBroker, ...processes } = processRows
const { callback, ...orders } = orderRows
const { 'lose-acknowledgement': loseAcknowledgement, ...work } = workRows

export const QUEUE_ROWS: QueueRows<KindOfAction> = {
  ...producerRows,
  ...loadRows,
  'start-broker': startBroker,
  callback,
  ...work,
  ...delays,
  ...dispatchRows,
  ...redeliveryRows,
  ...schedulerRows,
  ...consumerRows,
  ...processes,
  ...lossRows,
  'lose-acknowledgement': loseAcknowledgement,
  tick,
  ...orders,
}

/** The machine of a queue with these settings. */
export function queueMachine(context: QueueContext): RowMachine<QueueState, QueueAction> {
  return machineOf<QueueContext, QueueState, QueueAction>(
    'queue',
    context,
    initialState(context),
    QUEUE_ROWS,
    (_, before, after, see) => tellWaiting(context, before.broker, after.broker, see),
  )
}
