/** What a user wrote, setting by setting, nothing interpreted. */

/** Where a setting was written: a line of a file, or an option of the command. */
export interface Origin {
  readonly file?: string
  readonly line?: number
  /** The key as it is written there, where Kafka's name is another: `spring.kafka.producer.acks`. */
  readonly key?: string
  /** The option's name, `--set`; a setting from an option is held to more: its key must be known. */
  readonly option?: string
}

/** One setting as the user wrote it. */
export interface Given<Section extends string = string> {
  /** undefined: a name without its section, as in `--set acks=1`, or of a system that has none. */
  readonly section: Section | undefined
  readonly key: string
  readonly value: string
  readonly origin: Origin
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
