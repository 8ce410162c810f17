/** What a user wrote, setting by setting, nothing interpreted. */

/** A part of a line, in columns from 1 as UTF-16 counts them; the end is not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where a setting was written: a line of a file, or an option of the command. */
export interface Origin {
  readonly file?: string
  readonly line?: number
  /** The key as it is written there, where Kafka's name is another: `spring.kafka.producer.acks`. */
  readonly key?: string
  /** Where on the line its key and value stand, where somebody has looked. */
  readonly span?: Span
  /** The option's name, `--set`; a setting from an option is held to more: its key must be known. */
  readonly option?: string
}

/**
 * The releases of the software in which a setting counts, `before` not included. What an application makes of its own
 * settings may be so in some only, and which release runs is known only when everything has been read.
 */
export interface OnlyIn {
  readonly from?: string
  readonly before?: string
  /** In other releases the software refuses what is written there; without, it is as if it were not given. */
  readonly otherwise?: { readonly problem: string; readonly remedy: string }
}

/** One setting as the user wrote it. */
export interface Given<Section extends string = string> {
  /** undefined: a name without its section, as in `--set acks=1`, or of a system that has none. */
  readonly section: Section | undefined
  readonly key: string
  readonly value: string
  readonly origin: Origin
  /** Without, it counts in all releases. */
  readonly onlyIn?: OnlyIn
  /** Of its section more may be set elsewhere: what is not given with it need not be at its default. */
  readonly isPartial?: true
}

/** An origin as it stands in a message: `server.properties:12`, `--set`. */
export function whereOf(origin: Origin): string {
  if (origin.option !== undefined) return origin.option
  if (origin.file === undefined) return 'settings'
  return origin.line === undefined ? origin.file : `${origin.file}:${origin.line}`
}

/** The key of a setting as a message names it: as it is written where it was given. */
export function writtenKey(setting: Pick<Given, 'key' | 'origin'>): string {
  return setting.origin.key ?? setting.key
}

/** Options outrank files. */
export function isFromFile(setting: Given): boolean {
  return setting.origin.option === undefined
}
