/**
 * What the house must know of a system to judge it by its name: how its settings are understood, what can go wrong
 * with it, how large it is searched, its words. A new system is its folder and one line of the registry.
 */
import type { Given, Origin } from './given.ts'
import type { FaultKind } from './machine.ts'
import type { Scenarios } from './scenario.ts'
import type { System, SystemFault } from './system.ts'

export type SettingValue = string | number | boolean

/** Effective settings by key, in the order to show, as plain data: what a saved file and a worker are given. */
export type Settings = Readonly<Record<string, SettingValue>>

/** How much is done in a run, as plain data. */
export type Size = Readonly<Record<string, number | boolean>>

/** Settings made ready for the model, and everything that the output says about how they came to be. */
export interface Resolved {
  readonly settings: Settings
  /** Keys that nobody gave. */
  readonly assumed: readonly string[]
  /** Given, and of no consequence. */
  readonly ignored: readonly Ignored[]
  /** Where the settings stand that were given in a file. */
  readonly from?: Readonly<Record<string, Origin>>
  /** What is probably not as the user meant it. */
  readonly warnings: readonly string[]
  /** How values were understood. */
  readonly notes: readonly string[]
}

/** A setting without consequence, and where it stands, where that is known. */
export interface Ignored {
  readonly key: string
  readonly why: string
  readonly from?: Origin
}

/** Options of the command line that only some systems have. */
export interface OwnOptions {
  readonly kafkaVersion?: string
  readonly brokers?: number
  readonly client?: string
  readonly gate?: Readonly<Record<string, boolean>>
  readonly producers?: number
  readonly loop?: boolean
  readonly byRecord?: boolean
  readonly outbox?: 'after-ack' | 'before-ack'
}

/** What decides how large a run is. */
export interface SizeOptions extends OwnOptions {
  /** Records, or messages. */
  readonly records?: number
  /** How often each kind of fault may happen. */
  readonly allowed?: Readonly<Partial<Record<FaultKind, number>>>
}

/** Another value for a setting. */
export interface Change {
  /** By the names under which a user gives them. */
  readonly key: string
  readonly value: string
  /** What it costs, apart from what it makes of availability; none where it costs nothing. */
  readonly price: readonly string[]
}

/** Where a setting is written: its section, where the system has any, and its name there. */
export interface SettingKey {
  readonly section: string | undefined
  readonly key: string
}

/** One system of the registry. Whatever is wrong with what a user gave is thrown as an `InputError`. */
export interface SystemEntry {
  readonly name: string
  /** What it is, for help: `a Kafka cluster and its clients`. */
  readonly title: string
  /** The options of the command that it has beside those of every system. */
  readonly options: readonly (keyof OwnOptions | 'broker' | 'topic' | 'producer' | 'consumer')[]
  /** Ids of the promises that apply to it, in the order of reports. */
  readonly promises: readonly string[]
  /** Promises that are its own and have no model yet: their titles by id. */
  readonly notModelled: Readonly<Record<string, string>>
  /** Planned moves by name, with what each means. */
  readonly moves: Readonly<Record<string, string>>
  /** What goes wrong with it, each kind with its title and its usual limit. */
  faults(settings: Settings): readonly SystemFault[]
  resolve(given: readonly Given[], options: OwnOptions): Resolved
  /** The size that a user asks for. */
  sizeOf(settings: Settings, options: SizeOptions): Size
  /** The sizes in which it is searched, the smallest first. */
  sizes(settings: Settings, size: Size): readonly Size[]
  make(settings: Settings, size: Size): System<unknown, unknown>
  /** The settings and the size of a saved counterexample, which is input like any other, or what is wrong with it. */
  saved(settings: unknown, bounds: unknown): SavedSystem | { readonly problem: string }
  /** What the first line of a report says of it, with the key of the setting that says so. */
  headline(settings: Settings): readonly { readonly words: string; readonly key?: string }[]
  /** Whether a setting says anything about what is judged; what does not, is no part of the seed. */
  counts(key: string, settings: Settings): boolean
  /** Whether a setting has the only value that it can have beside the others: then no report shows it. */
  goesWithoutSaying(key: string, settings: Settings): boolean
  /** A setting as its user writes it: some are several. */
  asWritten(key: string, value: SettingValue): readonly (readonly [string, SettingValue])[]
  /** What people ask whether it is survived, by name. */
  scenarios(settings: Settings, options: Pick<OwnOptions, 'loop'>): Scenarios
  /** What a user may change to mend a broken promise, what asks least first. Without it no remedy is looked for. */
  changes?(settings: Settings): readonly Change[]
  /** Where a user may write a setting, what counts most first. Without it, by its own name, in no section. */
  keysOf?(setting: string): readonly SettingKey[]
  /** What else helps, where no setting does; as an instruction. */
  otherwise?(promise: string, settings: Settings): string | undefined
  /** The settings that all of these have in common, where others are varied. */
  shared(rows: readonly Settings[]): Settings
}

export interface SavedSystem {
  readonly settings: Settings
  readonly size: Size
  /** What is wrong with these actions; `undefined` if they can be played. */
  problemOf(actions: readonly unknown[]): string | undefined
}

/** The settings that have the same value in all rows. */
export function sameInAll(rows: readonly Settings[]): Settings {
  const [first = {}] = rows
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => rows.every((settings) => settings[key] === value)),
  )
}
