/** A queue as the registry of systems knows it: plain data and functions, nothing that runs when it is loaded. */
import type { System, SystemFault } from '../system.ts'
import { problemOfQueueActions } from './action-schema.ts'
import type { QueueSize } from './context.ts'
import { faultsOf, QUEUE_MOVES } from './faults.ts'
import { type QueueKey, queueKeys } from './keys.ts'
import {
  queueFileOf,
  type QueueSettings,
  queueSettingsByKey,
  type ReadSettings,
  readQueueSettings,
} from './settings.ts'
import type { SettingValue } from './settings.ts'
import type { QueueAction, QueueState } from './state.ts'
import { QUEUE_PROMISES, queueSystem } from './system.ts'

/** One message, then all: a small size shows most flaws with the least around them. */
export function sizesOf({ messages }: Pick<QueueSettings, 'messages'>): readonly QueueSize[] {
  return messages === 1 ? [{ messages: 1 }] : [{ messages: 1 }, { messages }]
}

export interface QueueEntry {
  readonly name: 'queues'
  readonly title: string
  /** Whether a parsed file is one of this system: it says so in its key `system`. */
  recognises(parsed: unknown): boolean
  /** Every key with its type, range, default and meaning. */
  keys(): readonly QueueKey[]
  /** From a parsed file to settings, or to everything that is wrong with it, with the path of each key. */
  read(parsed: unknown): ReadSettings
  /** A file that `read` takes for these settings: what a saved counterexample keeps. */
  fileOf(settings: QueueSettings): Readonly<Record<string, unknown>>
  /** Every setting by its dotted key, as headers and JSON list them. */
  byKey(settings: QueueSettings): Readonly<Record<string, SettingValue>>
  /** The kinds of faults that it has with these settings, with titles and usual limits. */
  faults(settings: QueueSettings): readonly SystemFault[]
  /** Titles of planned moves, by name. */
  readonly moves: Readonly<Record<string, string>>
  /** Ids of the promises that apply, in the order of reports. */
  readonly promises: readonly string[]
  /** The sizes in which it is searched, the smallest first. */
  sizes(settings: QueueSettings): readonly QueueSize[]
  systemOf(settings: QueueSettings, size: QueueSize): System<QueueState, QueueAction>
  /** What is wrong with the actions of a saved file; `undefined` if they can be played. */
  problemOfActions(settings: QueueSettings, size: QueueSize, actions: readonly unknown[]): string | undefined
}

export const QUEUES: QueueEntry = {
  name: 'queues',
  title: 'A message queue with priorities, delays and orders that are closed in time',
  recognises: (parsed) =>
    typeof parsed === 'object' && parsed !== null && 'system' in parsed && parsed.system === 'queues',
  keys: queueKeys,
  read: readQueueSettings,
  fileOf: queueFileOf,
  byKey: queueSettingsByKey,
  faults: faultsOf,
  moves: QUEUE_MOVES,
  promises: QUEUE_PROMISES,
  sizes: sizesOf,
  systemOf: queueSystem,
  problemOfActions: problemOfQueueActions,
}
