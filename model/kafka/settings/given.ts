/** The kinds of configuration that Kafka has, each in a file or a section of its own. */
export type Section = 'broker' | 'topic' | 'producer' | 'consumer'

export const SECTIONS: readonly Section[] = ['broker', 'topic', 'producer', 'consumer']

/** Where a setting was written: a line of a file, or an option of the command. */
export interface Origin {
  readonly file?: string
  readonly line?: number
  /** The option's name, `--set`; a setting from an option is held to more: its key must be known. */
  readonly option?: string
}

/** One setting as the user wrote it, nothing interpreted. */
export interface GivenSetting {
  /**
   * undefined: a name without its section, as in `--set acks=1`, or one of ours that stands in no section
   * (`kafka.version`, `brokers`).
   */
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

/** Options outrank files. */
export function isFromFile(setting: GivenSetting): boolean {
  return setting.origin.option === undefined
}
