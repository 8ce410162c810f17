/** What may stand in the fields of an action that is read back from a file, in a cluster of this size. */
import { z } from 'zod'
import { NO_RECORD } from '../../observation.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'

/** More producers, records or attempts than these have no name here. */
const MOST_NAMES = 1_000

export interface Names {
  readonly broker: z.ZodType<number>
  readonly rack: z.ZodType<number>
  readonly partition: z.ZodType<number>
  readonly producer: z.ZodType<number>
  readonly record: z.ZodType<number>
  /** A record, or none in a call to a coordinator. */
  readonly recordOrCall: z.ZodType<number>
  readonly endpoint: z.ZodType<Endpoint>
  readonly offset: z.ZodType<number>
  readonly flag: z.ZodType<boolean>
  readonly listOf: <T>(item: z.ZodType<T>) => z.ZodType<readonly T[]>
}

/** The fields of a kind of action, each with what may stand there. */
export type FieldsOf<A> = { readonly [Field in Exclude<keyof A, 'kind'>]: z.ZodType<A[Field]> }

export function namesIn({ settings, assignment, racks }: Deployment): Names {
  const upTo = (most: number) => z.int().min(0).max(most)
  const broker = upTo(settings.brokers - 1)
  return {
    broker,
    rack: upTo(racks.length - 1),
    partition: upTo(assignment.length - 1),
    producer: upTo(MOST_NAMES),
    record: upTo(MOST_NAMES),
    recordOrCall: z.int().min(NO_RECORD).max(MOST_NAMES),
    endpoint: z.union([broker, z.enum(['controller', 'clients'])]),
    offset: z.int().nonnegative(),
    flag: z.boolean(),
    listOf: (item) => z.array(item),
  }
}

/** Of each of these names one field. */
export function named<Field extends keyof Names>(
  ...fields: readonly Field[]
): (names: Names) => { readonly [F in Field]: Names[F] } {
  return (names) => Object.fromEntries(fields.map((field) => [field, names[field]])) as { [F in Field]: Names[F] }
}
