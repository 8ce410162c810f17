/** A queue as the registry of systems knows it. */
import { z } from 'zod'
import { InputError } from '../input-error.ts'
import { commonScenarios } from '../scenario.ts'
import { sameInAll, type Settings, type SystemEntry } from '../system-entry.ts'
import type { System } from '../system.ts'
import { queueChanges, queueHelpFor } from './changes.ts'
import { problemOfQueueActions } from './action-schema.ts'
import type { QueueSize } from './context.ts'
import { faultsOf, QUEUE_MOVES } from './faults.ts'
import { queueFrom, resolveQueue, settingsOf } from './resolve.ts'
import { MOST_MESSAGES } from './schema.ts'
import type { QueueSettings } from './settings.ts'
import { QUEUE_PROMISES, queueSystem } from './system.ts'

/** One message, then all: a small size shows most flaws with the least around them. */
export function sizesOf({ messages }: QueueSize): readonly QueueSize[] {
  return messages === 1 ? [{ messages: 1 }] : [{ messages: 1 }, { messages }]
}

const savedSettings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
/** In the evidence of a counterexample messages are records. */
const savedSize = z
  .object({ records: z.int().min(1).max(MOST_MESSAGES) })
  .transform(({ records }): QueueSize => ({ messages: records }))

export const QUEUES: SystemEntry = {
  name: 'queues',
  title: 'a message queue with priorities, delays and orders that are closed in time',
  options: [],
  promises: QUEUE_PROMISES,
  notModelled: {},
  moves: QUEUE_MOVES,
  faults: (settings) => faultsOf(queueOf(settings)),
  resolve: (given) => resolveQueue(given),
  sizeOf: (settings, { records }) => ({ messages: asked(records) ?? queueOf(settings).messages }),
  sizes: (_, size) => sizesOf(sized(size)).map((one) => ({ ...one })),
  make: (settings, size) => queueSystem(queueOf(settings), sized(size)) as unknown as System<unknown, unknown>,
  saved: (settings, bounds) => {
    const read = savedSettings.safeParse(settings)
    const size = savedSize.safeParse(bounds)
    if (!read.success || !size.success) return { problem: 'the settings or the size are not as a check saves them' }
    const queue = queueFrom(read.data)
    if ('path' in queue) return { problem: `${queue.path.join('.') || 'the file'}: ${queue.message}` }
    return {
      settings: settingsOf(queue),
      size: { ...size.data },
      problemOf: (actions) => problemOfQueueActions(queue, size.data, actions),
    }
  },
  headline: ({ 'consumers.count': consumers, 'producers.count': producers }) => [
    { words: 'message queue' },
    ...counted(producers, 'producer', 'producers.count'),
    ...counted(consumers, 'consumer', 'consumers.count'),
  ],
  counts: () => true,
  goesWithoutSaying: () => false,
  asWritten: (key, value) => [[key, value]],
  scenarios: (settings) => commonScenarios(faultsOf(queueOf(settings))),
  changes: queueChanges,
  otherwise: queueHelpFor,
  shared: sameInAll,
}

function asked(records: number | undefined): number | undefined {
  if (records !== undefined && records > MOST_MESSAGES)
    throw new InputError({
      where: '--records',
      problem: `${records} messages are more than a queue is judged with`,
      remedy: `give a whole number from 1 to ${MOST_MESSAGES}`,
    })
  return records
}

/** What the registry hands over was made here, or checked by `saved`. */
function queueOf(settings: Settings): QueueSettings {
  const queue = queueFrom(settings)
  if ('path' in queue) throw new RangeError(`${queue.path.join('.')}: ${queue.message}`)
  return queue
}

function sized(size: Readonly<Record<string, number | boolean>>): QueueSize {
  return { messages: Number(size['messages']) }
}

function counted(
  number: Settings[string] | undefined,
  what: string,
  key: string,
): readonly { readonly words: string; readonly key: string }[] {
  return typeof number === 'number' ? [{ words: `${number} ${what}${number === 1 ? '' : 's'}`, key }] : []
}
