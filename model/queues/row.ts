/** The rows of a queue: types and what many of them share. */
import type { Move } from '../machine.ts'
import type { ActionOf, Involved, Row } from '../rows.ts'
import type { QueueContext } from './context.ts'
import type { KindOfAction, QueueAction, QueueState } from './state.ts'

export { fault, FREE } from '../rows.ts'

export type QueueRows<Kind extends KindOfAction> = {
  readonly [K in Kind]: Row<QueueContext, QueueState, QueueAction, K>
}
export type Acting<Kind extends KindOfAction> = ActionOf<QueueAction, Kind>

export const NOTHING: readonly never[] = []
/** Of a row that reaches nothing worth counting. */
export const NO_SITUATIONS: readonly string[] = []

export const SHUTDOWN: Move = { is: 'move', kind: 'controlled-shutdown' }

/** `producer 1`, `consumer 2`: participants are counted from 1. */
export function producerName(producer: number): string {
  return `producer ${producer + 1}`
}

export function consumerName(consumer: number): string {
  return `consumer ${consumer + 1}`
}

export function schedulerName(scheduler: number): string {
  return `scheduler ${scheduler + 1}`
}

export function orderName(record: number): string {
  return `order ${record + 1}`
}

/** What an action reads and writes: it writes nothing that it does not read. */
export function involves(
  writes: readonly string[],
  reads: readonly string[] = NOTHING,
  links: readonly string[] = NOTHING,
): Involved {
  return { reads: [...writes, ...reads], writes, links }
}

export function linkTo(consumer: number): string {
  return `broker to ${consumerName(consumer)}`
}
