/** What is wrong with a file that a schema does not take, and what would be right. */
import { distance } from 'fastest-levenshtein'
import { z } from 'zod'

/** What is wrong with a file: where, what, and what would be right. */
export interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly expected: string
}

/** An issue of this schema as problems: one for each key that it is about. */
export function problemsOf(root: z.ZodType, issue: z.core.$ZodIssue): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message, expected: expectedOf(root, path) }]
  return issue.keys.map((key) => {
    const known = keysAt(root, path)
    const near = known.toSorted((a, b) => distance(key, a) - distance(key, b))[0]
    const isNear = near !== undefined && distance(key, near) <= Math.max(2, key.length / 3)
    return {
      path: [...path, key],
      message: 'there is no such key',
      expected: isNear ? `did you mean ${near}?` : `one of ${known.join(', ')}`,
    }
  })
}

function schemaAt(root: z.ZodType, path: readonly (string | number)[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = root
  for (const part of path) {
    at = unwrapped(at)
    if (at instanceof z.ZodObject) at = (at.shape as Readonly<Record<string, z.ZodType>>)[part]
    else if (at instanceof z.ZodArray) at = at.element as z.ZodType
    else return undefined
  }
  return at
}

function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let at = schema
  while (
    at instanceof z.ZodOptional
    || at instanceof z.ZodDefault
    || at instanceof z.ZodPrefault
    || at instanceof z.ZodNullable
  )
    at = at.unwrap() as z.ZodType
  return at
}

function keysAt(root: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  const schema = unwrapped(schemaAt(root, path))
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

/** What may stand there, in words. */
export function expectedOf(root: z.ZodType, path: readonly (string | number)[]): string {
  const given = schemaAt(root, path)
  const schema = unwrapped(given)
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(', ')}`
  if (schema instanceof z.ZodLiteral) return String(schema.value)
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodArray) return `a list of whole numbers`
  if (schema instanceof z.ZodNumber) {
    const orNull = given instanceof z.ZodDefault && given.unwrap() instanceof z.ZodNullable ? ', or null' : ''
    return `a whole number from ${String(schema.minValue)} to ${String(schema.maxValue)}${orNull}`
  }
  return 'a section with keys and values'
}

/** What a key takes. */
export type KeyType = 'word' | 'number' | 'boolean' | 'numbers'

export function typeOf(given: z.ZodType): KeyType {
  const schema = unwrapped(given)
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodArray) return 'numbers'
  return schema instanceof z.ZodNumber ? 'number' : 'word'
}
