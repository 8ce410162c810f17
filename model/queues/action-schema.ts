/** The actions of a queue as they are read back from a file, which is input like any other. */
import { z } from 'zod'
import type { QueueSize } from './context.ts'
import { contextOf } from './context.ts'
import type { QueueSettings } from './settings.ts'
import type { KindOfAction, QueueAction } from './state.ts'

/** More copies of one message than these have no name here. */
const MOST_COPIES = 1_000

type Fields<Kind extends KindOfAction> = Omit<Extract<QueueAction, { readonly kind: Kind }>, 'kind'>

/** Of each kind of action what it has beside its kind: whoever adds a kind is asked for it here. */
type FieldSchemas = { readonly [Kind in KindOfAction]: z.ZodType<Fields<Kind>> }

function fieldsIn(settings: QueueSettings, size: QueueSize): FieldSchemas {
  const below = (count: number) =>
    z
      .int()
      .min(0)
      .max(Math.max(0, count - 1))
  const { messages, isDelayed } = contextOf(settings, size)
  const record = below(messages)
  const copy = z.int().min(0).max(MOST_COPIES)
  const scheduler = below(isDelayed ? (settings.delay?.schedulers ?? 1) : 1)
  const nothing = z.strictObject({})
  const ofProducer = z.strictObject({ producer: below(settings.producers.count) })
  const ofRecord = z.strictObject({ record })
  const ofConsumer = z.strictObject({ consumer: below(settings.consumers.count) })
  const ofEntry = z.strictObject({ record, copy })
  const ofScheduler = z.strictObject({ scheduler })
  return {
    'send': ofProducer,
    'restart-producer': ofProducer,
    'arrive': ofRecord,
    'answer': ofRecord,
    'resend': ofRecord,
    'fail': ofRecord,
    'late-arrival': ofRecord,
    'lose-send': ofRecord,
    'lose-answer': ofRecord,
    'lose-patience': ofRecord,
    'flood': nothing,
    'dispatch': ofConsumer,
    'lose-delivery': ofConsumer,
    'expire': ofEntry,
    'give-up': ofEntry,
    'park': ofEntry,
    'work': ofConsumer,
    'acknowledge': ofConsumer,
    'lose-acknowledgement': ofConsumer,
    'start-consumer': ofConsumer,
    'resume-consumer': ofConsumer,
    'heal': ofConsumer,
    'crash-consumer': ofConsumer,
    'pause-consumer': ofConsumer,
    'cut-off': ofConsumer,
    'start-broker': nothing,
    'flush': nothing,
    'replicate': nothing,
    'crash-broker': nothing,
    'power-loss': nothing,
    'stop-broker': nothing,
    'tick': nothing,
    'pick': z.strictObject({ scheduler, record, copy }),
    'put': ofScheduler,
    'drop': ofScheduler,
    'take-over': ofScheduler,
    'start-scheduler': ofScheduler,
    'resume-scheduler': ofScheduler,
    'set-clock': ofScheduler,
    'crash-scheduler': ofScheduler,
    'pause-scheduler': ofScheduler,
    'clock-step': z.strictObject({ scheduler, to: z.enum(['ahead', 'behind']) }),
    'read-order': ofRecord,
    'pay': ofRecord,
    'pay-at-gateway': ofRecord,
    'callback': ofRecord,
    'late-callback': ofRecord,
    'late-news': ofRecord,
  }
}

/**
 * What is wrong with a list of actions for a queue of these settings and this size; `undefined` if every one has the
 * right form.
 */
export function problemOfQueueActions(
  settings: QueueSettings,
  size: QueueSize,
  actions: readonly unknown[],
): string | undefined {
  const fields = fieldsIn(settings, size) as Readonly<Record<string, z.ZodType>>
  for (const [at, action] of actions.entries()) {
    const where = `step ${at + 1}`
    if (typeof action !== 'object' || action === null || !('kind' in action) || typeof action.kind !== 'string')
      return `${where} is no action`
    const { kind, ...others } = action
    const schema = Object.hasOwn(fields, kind) ? fields[kind] : undefined
    if (schema === undefined) return `${where}: no action of a queue is called that`
    const { error } = schema.safeParse(others)
    if (error !== undefined)
      return `${where}: ${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? ''}`
  }
  return undefined
}
