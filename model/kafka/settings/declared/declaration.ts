/**
 * How a setting is declared: once, with everything that files, saved files, rules and the output need to know of it.
 * Types, ranges and defaults are those of Kafka's ConfigDefs, read from its source at the tags of every line and from
 * the released jars.
 */
import type { z } from 'zod'
import { compareVersions } from '../../releases/versions.ts'
import type { Section } from '../given.ts'
import type { KafkaValue } from '../java-values.ts'

/** Something that a release changed: the entry with the newest `from` that the chosen version has reached counts. */
export type ByVersion<T> = readonly { readonly from: string; readonly is: T }[]

/** The oldest release that is known here. */
export const FIRST = '0.8.2.0'

export function always<T>(is: T): ByVersion<T> {
  return [{ from: FIRST, is }]
}

/** What counts for this version; undefined before the first entry. */
export function inVersion<T>(table: ByVersion<T>, version: string): T | undefined {
  return table.findLast(({ from }) => compareVersions(from, version) <= 0)?.is
}

/** A key in one section of Kafka's configuration: how its text is read, by release. */
export interface Key<T> {
  /** Where it is not the name of the setting. */
  readonly key?: string
  readonly value: ByVersion<KafkaValue<T>>
}

export interface KeyForChecks<T> extends Key<T> {
  /** What it is read for: nothing in the model runs on its value. */
  readonly onlyFor: ByVersion<string>
}

/** What Kafka's ConfigDefs say of a setting. */
export interface InKafka {
  /** The release that added it; without, all known ones have it. */
  readonly since?: string
  /** Without that it changes nothing. */
  readonly needs?: 'a transactional.id' | 'an idempotent producer'
  /** That it has no effect is worth a warning, also where what it needs is not there. */
  readonly weighty?: true
  /** Brokers know nothing of it: whether it is there depends on the client alone, `since` is of the one in Java. */
  readonly ofClient?: true
}

/** A setting that has the value that was given, or Kafka's default; rules may still change it. */
export interface AsGiven<T, S extends Section> extends InKafka {
  /** Its keys; a topic's outranks the broker's. */
  readonly in: { readonly [K in S]: Key<T> }
  /** Of releases without it: what they do. */
  readonly defaults: ByVersion<NoInfer<T>>
  /** The version that decides on its default, where it is not that of the software. */
  readonly follows?: 'protocol.version'
  /** How it stands in a saved file. */
  readonly saved: z.ZodType<T>
  /** When it says anything about what is judged; without: wherever what it needs is there. */
  readonly counts?: 'where it is given' | 'with a transactional.id, or against its default'
}

/** A setting on which only a rule can decide, over several settings, files or options: `resolve.ts` must name it. */
export interface ByRule<T, S extends Section> {
  readonly in: { readonly [K in S]: Key<T> }
  /** The release that added it; without, all known ones have it. */
  readonly since?: string
  /** It is given in no section of Kafka's, under its own name or this key: with `--set`, at the top of a YAML file. */
  readonly outside?: Partial<Key<T>>
  readonly saved: z.ZodType<T>
  /** What it is for nearly everybody: then it goes without saying, and is no part of a seed or of what is saved. */
  readonly usual?: NoInfer<T>
  /** Without that it changes nothing. */
  readonly needs?: NonNullable<InKafka['needs']>
}

/** A setting of Kafka that is none of the model: others are checked against it. */
export interface ForChecks<T, S extends Section> extends InKafka {
  readonly in: { readonly [K in S]: KeyForChecks<T> }
  readonly defaults: ByVersion<NoInfer<T>>
}

export function asGiven<T, S extends Section>(declared: AsGiven<T, S>) {
  return { ...declared, is: 'as given' } as const
}

export function byRule<T, S extends Section, D extends ByRule<T, S>>(declared: D & ByRule<T, S>) {
  return { ...declared, is: 'by rule' } as const
}

export function forChecks<T, S extends Section>(declared: ForChecks<T, S>) {
  return { ...declared, is: 'for checks' } as const
}

/** A key that the model reads: what its declaration says of it, with its name. */
export interface ModelledKey<T = unknown> extends InKafka {
  readonly section: Section
  readonly key: string
  readonly value: ByVersion<KafkaValue<T>>
  readonly onlyFor?: ByVersion<string>
}

/** Does this release have the setting? */
export function existsIn({ since }: Pick<InKafka, 'since'>, version: string): boolean {
  return since === undefined || compareVersions(since, version) <= 0
}

interface Declared extends InKafka {
  readonly is: 'as given' | 'by rule' | 'for checks'
  readonly in: { readonly [K in Section]?: Key<unknown> }
}

/** A table whose keys know their names. */
type Named<D> = { readonly [N in keyof D]: D[N] & { readonly name: N; readonly in: NamedKeys<D[N]> } }

type NamedKeys<D> = D extends { readonly in: infer I }
  ? { readonly [S in keyof I]: I[S] extends Key<infer T> ? ModelledKey<T> : never }
  : never

/** Gives the names of a table to what stands in it. */
export function named<D extends Readonly<Record<string, Declared>>>(table: D): Named<D> {
  const keyOf = (
    name: string,
    { since, needs, weighty, ofClient }: Declared,
    section: string,
    key: object,
  ): object => ({
    key: name,
    ...key,
    section,
    ...(since !== undefined && { since }),
    ...(needs !== undefined && { needs }),
    ...(weighty !== undefined && { weighty }),
    ...(ofClient !== undefined && { ofClient }),
  })
  const entries = Object.entries(table).map(([name, declared]) => {
    const keys = Object.entries(declared.in).map(([section, key]) => [section, keyOf(name, declared, section, key)])
    return [name, { ...declared, name, in: Object.fromEntries(keys) }]
  })
  return Object.fromEntries(entries) as Named<D>
}
