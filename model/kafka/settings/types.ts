/** The settings that the model reads, as their declarations have them. */
import type { z } from 'zod'
import type { DECLARED } from './declared.ts'

/** The values of a table of declarations; keys that are read only for checks have none. */
export type ValuesOf<D> = {
  readonly [N in keyof D as D[N] extends { readonly saved: z.ZodType } ? N : never]: D[N] extends {
    readonly saved: z.ZodType<infer T>
  }
    ? T
    : never
}

/**
 * The settings that the model reads, resolved: every value is the one that Kafka of the chosen version would use.
 * Keys are Kafka's own names (the broker's name where broker and topic differ).
 */
export interface KafkaSettings extends ValuesOf<typeof DECLARED> {}

export type SettingName = keyof KafkaSettings
