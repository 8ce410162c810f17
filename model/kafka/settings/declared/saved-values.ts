/** Values as a saved counterexample holds them: input like any other, held to what a check could have written. */
import { z } from 'zod'
import { GATE_NAMES } from '../../releases/gates.ts'

/** Kafka's largest long is saved as text. */
const NEVER = '9223372036854775807'

export const whole = (least: number, most = Number.MAX_SAFE_INTEGER): z.ZodType<number> => z.int().min(least).max(most)

export const orNever = (least: number): z.ZodType<number> =>
  z.union([whole(least), z.literal(NEVER).transform(() => Infinity)])

export const release = (known: readonly string[]): z.ZodType<string> =>
  z.string().refine((version) => known.includes(version), { error: 'is no release that is known here' })

const isSwitch = (text: string): boolean => GATE_NAMES.some((name) => text === `${name}=on` || text === `${name}=off`)

/** Mechanisms switched by name. */
export const switches: z.ZodType<string> = z
  .string()
  .refine((text) => text === '' || text.split(', ').every(isSwitch), { error: 'is no list of switched gates' })
