/** From a queue file to the settings of a queue, and back. */
import { type Problem, problemsOf } from './problems.ts'
import { type QueueFile, queueFileSchema, SECTIONS } from './schema.ts'

/** The settings of a queue, every value known; `null` for a section that is not there. */
export interface QueueSettings extends Omit<QueueFile, 'system' | 'messages' | 'priority' | 'delay' | 'order'> {
  readonly messages: number
  readonly priority: NonNullable<QueueFile['priority']> | null
  readonly delay: NonNullable<QueueFile['delay']> | null
  readonly order: NonNullable<QueueFile['order']> | null
}

export type SettingValue = string | number | boolean | null | readonly number[]

export type ReadSettings = { readonly settings: QueueSettings } | { readonly problems: readonly Problem[] }

/** From a parsed file to the settings, or to everything that is wrong with it. */
export function readQueueSettings(parsed: unknown): ReadSettings {
  const result = queueFileSchema.safeParse(parsed)
  if (!result.success) return { problems: result.error.issues.flatMap((issue) => problemsOf(queueFileSchema, issue)) }
  const { system: _, messages, priority = null, delay = null, order = null, ...rest } = result.data
  const withDelay = delay ?? (order === null ? null : delaySection([1]))
  const problems = contradictions(result.data)
  if (problems.length > 0) return { problems }
  const needed = Math.max(
    order === null ? 2 : 1,
    priority?.['of-messages'].length ?? 0,
    delay?.['of-messages'].length ?? 0,
  )
  return {
    settings: {
      ...rest,
      messages: messages ?? (priority?.load == null ? needed : Math.min(needed, 2)),
      priority,
      delay: withDelay,
      order,
    },
  }
}

/** A file that says all of these settings and is read as them. */
export function queueFileOf(settings: QueueSettings): Readonly<Record<string, unknown>> {
  return { system: 'queues', ...Object.fromEntries(Object.entries(settings).filter(([, section]) => section !== null)) }
}

/** Every setting by its dotted key, with the value that counts; of a section that is not there none. */
export function queueSettingsByKey(settings: QueueSettings): Readonly<Record<string, SettingValue>> {
  const sections = Object.entries(settings).flatMap(([name, section]: [string, unknown]) =>
    typeof section === 'object' && section !== null
      ? Object.entries(section as Readonly<Record<string, SettingValue>>).map(([key, value]) => [
          `${name}.${key}`,
          value,
        ])
      : [],
  )
  return { messages: settings.messages, ...(Object.fromEntries(sections) as Readonly<Record<string, SettingValue>>) }
}

function delaySection(ticks: readonly number[]): NonNullable<QueueFile['delay']> {
  return { ...SECTIONS.delay.parse({}), 'of-messages': [...ticks] }
}

/** What is right key by key and makes no sense together. */
function contradictions({ priority, delay, order }: QueueFile): readonly Problem[] {
  const empty = (section: string, list: readonly number[] | undefined): readonly Problem[] =>
    list?.length === 0
      ? [
          {
            path: [section, 'of-messages'],
            message: 'the list is empty',
            expected: 'a value for each message, such as [0, 0, 1]',
          },
        ]
      : []
  const wrongGateway =
    order?.['gateway-query'] === true && order.payment === 'internal'
      ? [
          {
            path: ['order', 'gateway-query'],
            message: 'there is no gateway to ask',
            expected: 'payment: external, or gateway-query: false',
          },
        ]
      : []
  return [...empty('priority', priority?.['of-messages']), ...empty('delay', delay?.['of-messages']), ...wrongGateway]
}
