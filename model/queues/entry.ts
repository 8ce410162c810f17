/** A queue as the registry of systems knows it: plain data and functions, nothing that runs when it is loaded. */
import { problemOfQueueActions } from './action-schema.ts'
import type { QueueSize } from './context.ts'
import { faultsOf, QUEUE_MOVES } from './faults.ts'
import { queueFileSchema, queueKeys, readQueueSettings, type QueueSettings } from './settings.ts'
import { QUEUE_PROMISES, queueSystem } from './system.ts'

/** One message, then all: a small size shows most flaws with the least around them. */
export function sizesOf({ messages }: Pick<QueueSettings, 'messages'>): readonly QueueSize[] {
  return messages === 1 ? [{ messages: 1 }] : [{ messages: 1 }, { messages }]
}

export const QUEUES = {
  name: 'queues',
  title: 'A message queue with priorities, delays and orders that are closed in time',
  /** Whether a parsed file is one of this system: it says so. */
  recognises: (parsed: unknown): boolean =>
    typeof parsed === 'object' && parsed !== null && 'system' in parsed && parsed.system === 'queues',
  schema: queueFileSchema,
  /** Every key with what it means and what it is by default. */
  keys: queueKeys,
  /** From a parsed file to settings, or to everything that is wrong with it. */
  read: readQueueSettings,
  faults: faultsOf,
  moves: QUEUE_MOVES,
  promises: QUEUE_PROMISES,
  sizes: sizesOf,
  systemOf: queueSystem,
  /** What is wrong with the actions of a saved file; `undefined` if they can be played. */
  problemOfActions: problemOfQueueActions,
} as const
