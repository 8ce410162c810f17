/** Values as text, read as Kafka reads them. */
import { z } from 'zod'

/**
 * How Kafka reads a value from text (org.apache.kafka.common.config.ConfigDef.parseType): trimmed, numbers as Java
 * reads them, booleans in any case, lists of words exactly. An issue's message is a clause that follows the value:
 * `"two"` … `is not a whole number`.
 */
export interface KafkaValue<T> {
  readonly schema: z.ZodType<T, string>
  /** What would be right, for a message. */
  readonly right: string
}

const INT_MAX = 2_147_483_647n
const LONG_MAX = 9_223_372_036_854_775_807n

/** A Java int from `min` to `max`. */
export function int(min: number, max = Number(INT_MAX)): KafkaValue<number> {
  return {
    schema: wholeNumber('INT', -INT_MAX - 1n, INT_MAX, BigInt(min), BigInt(max)),
    right:
      max === Number(INT_MAX) ? `give a whole number, ${min} or more` : `give a whole number from ${min} to ${max}`,
  }
}

/** Any Java int: Kafka's ConfigDef has no range for it. */
export function anyInt(): KafkaValue<number> {
  return { schema: int(-Number(INT_MAX) - 1).schema, right: 'give a whole number' }
}

/** A Java long from `min` on. The largest one means "never" wherever Kafka uses it, and becomes Infinity. */
export function long(min: number): KafkaValue<number> {
  return {
    schema: wholeNumber('LONG', -LONG_MAX - 1n, LONG_MAX, BigInt(min), LONG_MAX),
    right: `give a whole number, ${min} or more`,
  }
}

function wholeNumber(
  type: string,
  lowest: bigint,
  highest: bigint,
  min: bigint,
  max: bigint,
): z.ZodType<number, string> {
  return z
    .string()
    .trim()
    .transform((text, context) => {
      const refuse = (message: string): never => {
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      if (!/^[+-]?\d+$/.test(text)) return refuse(`is not a whole number (Kafka's type ${type})`)
      const value = BigInt(text.replace(/^\+/, ''))
      if (value < lowest || value > highest) return refuse(`does not fit into Kafka's type ${type}`)
      if (value < min) return refuse(`is below ${min}, the least that Kafka accepts`)
      if (value > max) return refuse(`is above ${max}, the most that Kafka accepts`)
      return value === LONG_MAX ? Number.POSITIVE_INFINITY : Number(value)
    })
}

/** true or false, in any case. */
export function boolean(): KafkaValue<boolean> {
  const schema = z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['true', 'false'], { error: 'is neither true nor false' }))
    .transform((text) => text === 'true')
  return { schema, right: 'give true or false' }
}

/** One of the listed words, each with its meaning. Kafka compares the case too (ConfigDef.ValidString). */
export function word<T extends string>(meanings: Readonly<Record<string, T>>): KafkaValue<T> {
  const words = Object.keys(meanings)
  const list = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
  const schema = z
    .string()
    .trim()
    .transform((text, context): T => {
      const meaning = Object.hasOwn(meanings, text) ? meanings[text] : undefined
      if (meaning !== undefined) return meaning
      const inLowerCase = words.includes(text.toLowerCase()) ? ': Kafka wants it in lower case' : ''
      context.addIssue({ code: 'custom', message: `is not one of the values that Kafka accepts${inLowerCase}` })
      return z.NEVER
    })
  return { schema, right: `give ${list}` }
}

/** A STRING of Kafka's protocol: its length is a short. */
const LONGEST_TEXT = 32_767

function text(): z.ZodString {
  const bytes = (value: string): number => new TextEncoder().encode(value).length
  return z
    .string()
    .trim()
    .refine((value) => bytes(value) <= LONGEST_TEXT, {
      error: `is longer than the ${LONGEST_TEXT} bytes that a request of Kafka's can hold`,
    })
}

/** Any text. */
export function anyText(): KafkaValue<string> {
  return { schema: text(), right: 'give a name' }
}

/** Any text but an empty one (ConfigDef.NonEmptyString). */
export function nonEmptyText(): KafkaValue<string> {
  return {
    schema: text().min(1, { error: 'is empty, which Kafka refuses' }),
    right: 'give a name, or leave the setting out',
  }
}
