/** What a form of configuration is: how it is told from others, and what its files come to. */
import { InputError } from '../../model/input-error.ts'
import type { Origin } from '../../model/given.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import type { Source } from './source.ts'

/**
 * What a group of settings is about. Of two parts of one kind with names of their own each is judged by itself; parts
 * without a name count for all of them.
 */
export type PartKind = 'cluster' | 'topic' | 'client'

export interface Part {
  readonly kind: PartKind
  /** As its user calls it: `topic orders`, `service kafka-1`; empty where there is nothing to tell it from. */
  readonly name: string
  /**
   * In Kafka's own names, each in its section, with file, line, and, where it differs, the key as it is written there.
   * In no section stand `kafka.version`, `brokers`, `client` and `client.version`.
   */
  readonly given: readonly GivenSetting[]
}

/** What stands in the file and is not judged: told, and nothing is guessed from it. Its value is not shown. */
export interface Aside {
  /** As it is written in the file. */
  readonly key: string
  /** `not judged yet: …`, or why it was not understood. */
  readonly why: string
  readonly origin: Origin
}

/** What one file came to. */
export interface Reading {
  readonly parts: readonly Part[]
  readonly asides: readonly Aside[]
  /** How something was understood that is not plain from the file. */
  readonly notes: readonly string[]
}

export interface Form {
  /** With its article, for messages: `a Docker Compose file`. */
  readonly name: string
  /** Whether the file is of this form, by its content. Never throws. */
  readonly tells: (source: Source) => boolean
  /**
   * `within` reads the files that stand in this one, such as server.properties in a ConfigMap.
   * @throws InputError for whatever this form does not allow: file, line, key, what is right.
   */
  readonly read: (source: Source, within?: Within) => Reading
}

/** How files are read that stand in another one. */
export interface Within {
  /** Whether it is of a form, by its content. Never throws. */
  readonly tells: (source: Source) => boolean
  /** @throws InputError for what is no configuration, or has a mistake. */
  readonly read: (source: Source) => Reading
}

/** A file of a form, without a mistake, in which nothing is read: in a folder it is passed over. */
export class NothingRead extends InputError {}

/** A key as a message shows it: no key of Kafka has a blank in it, and what follows one may be a password. */
export function shownKey(key: string): string {
  return key.replace(/\s[\s\S]*/, ' …')
}

/** The reason of an aside that a later model will judge. */
export function notJudgedYet(what: string): string {
  return `not judged yet: ${what}`
}
