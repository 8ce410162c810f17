/** Every key of a queue file as plain data, for help and documentation. */
import { z } from 'zod'
import { expectedOf, typeOf, type KeyType } from './problems.ts'
import { queueFileSchema, SECTIONS } from './schema.ts'

/** One key of a queue file. */
export interface QueueKey {
  /** As a dotted path. */
  readonly key: string
  readonly type: KeyType
  /** What may stand there, in words. */
  readonly values: string
  /** `undefined` where it follows from the rest of the file. */
  readonly byDefault: unknown
  readonly means: string
}

export function queueKeys(): readonly QueueKey[] {
  return [
    keyAt(['messages'], queueFileSchema.shape.messages),
    ...Object.entries(SECTIONS).flatMap(([section, { shape }]) =>
      Object.entries(shape).map(([key, value]: [string, z.ZodType]) => keyAt([section, key], value)),
    ),
  ]
}

function keyAt(path: readonly string[], schema: z.ZodType): QueueKey {
  return {
    key: path.join('.'),
    type: typeOf(schema),
    values: expectedOf(queueFileSchema, path),
    byDefault: schema.parse(undefined),
    means: schema.description ?? '',
  }
}
