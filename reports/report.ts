/** What a report is made from: the result of a search and the settings around it. */
import type { Availability } from '../harness/availability.ts'
import type { Cure } from '../harness/remedies.ts'
import type { PromiseResult } from '../harness/result.ts'
import type { Origin } from '../model/given.ts'
import type { Before } from './before.ts'
import type { Regression } from './regressions.ts'
import type { Ignored, Settings, SettingValue, SystemEntry } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'

export type { SettingValue } from '../model/system-entry.ts'

/** A configuration as it was judged. */
export interface Configuration {
  /** Of which system, by its name in the registry. */
  readonly system: string
  /** The system itself, where the registry does not have it: one of the user's own. */
  readonly entry?: SystemEntry
  /** Effective values by the system's own names, in the order to show. */
  readonly settings: Settings
  /** Names of settings that nobody gave. */
  readonly assumed: readonly string[]
  readonly ignored: readonly Ignored[]
  readonly warnings: readonly string[]
  readonly notes: readonly string[]
  /** Where each setting was given, in a file. */
  readonly from?: Readonly<Record<string, Origin>>
  /** What tells it from the others of the same files: `topic orders`; empty, or not there, where it is the only one. */
  readonly of?: string
}

/** The system that a configuration is of. */
export function entryOf({ system, entry }: Pick<Configuration, 'system' | 'entry'>): SystemEntry {
  return entry ?? knownSystem(system)
}

/** One promise, with the place where its counterexample was saved. */
export interface Judged {
  readonly result: PromiseResult<unknown>
  readonly file: string | null
  /** What is to blame, and what helps, where it is broken and that was looked for. */
  readonly cure?: Cure
  /** What else helps, where no setting is known to. */
  readonly otherwise?: string
}

/** A setting that is to be changed, and nobody knows how on which line of the files. */
export interface ByHand {
  readonly key: string
  readonly value: string
  /** Where it stands now, if it stands anywhere: `server.properties:12`, `--set`. */
  readonly where?: string
}

/** Lines of a file that give way to others; where none do, those others come before the line. */
export interface Edit {
  readonly file: string
  /** The first of them, from 1. */
  readonly line: number
  readonly removed: number
  /** Without what ends them. */
  readonly added: readonly string[]
  /** What ends a line of this file. */
  readonly end: string
}

/** What mends broken promises, in the user's own files. */
export interface Fix {
  readonly change: Readonly<Record<string, string>>
  /** The promises that hold with all of it together; none where no setting is known to mend any. */
  readonly mends: readonly string[]
  /** A unified diff without context; empty where no file changes. */
  readonly diff: string
  /** The same, of the files as they are. */
  readonly edits: readonly Edit[]
  readonly byHand: readonly ByHand[]
}

export interface CheckReport {
  /** Where it was asked for, and something is broken. */
  readonly fix?: Fix
  /** Where it is made of brokers. */
  readonly availability?: Availability
  /** What it was before, where that was asked for. */
  readonly before?: Before
  /** Nothing was searched: it was known from an earlier run. */
  readonly isFromCache?: boolean
  /** Counterexamples that were kept and played first; none where there are none. */
  readonly regressions?: readonly Regression[]
  readonly version: string
  readonly seed: string
  readonly configuration: Configuration
  readonly judged: readonly Judged[]
  readonly interrupted: boolean
  /** Promises on which the exit code depends. */
  readonly required: readonly string[]
  readonly seconds: number
}

/** One combination of a comparison. */
export interface CompareRow {
  readonly varied: Readonly<Record<string, SettingValue>>
  /** The seed of this row. */
  readonly seed: string
  /** Why the system, or Tidemark, refuses the combination; `null` when it was judged. */
  readonly refused: string | null
  /** All effective values; none where it is refused. */
  readonly settings?: Settings
  readonly availability?: Availability
  readonly judged: readonly Judged[]
}

/** Which part of a run on several machines this is. */
export interface PartOfRun {
  readonly part: number
  readonly of: number
  /** Rows of all parts. */
  readonly rows: number
}

/** A part of a run on several machines of which there is no result. */
export interface MissingPart {
  readonly part: number
  readonly of: number
  /** The command that runs it again. */
  readonly command: string
}

export interface CompareReport {
  readonly version: string
  /** `null` when every row has a seed of its own, derived from its settings. */
  readonly seed: string | null
  /** What is the same in every row. */
  readonly configuration: Configuration
  /** Promise ids, the columns. */
  readonly promises: readonly string[]
  readonly rows: readonly CompareRow[]
  /** Where it is a part itself. */
  readonly part?: PartOfRun
  /** Where it was put together of parts, and not all were there. */
  readonly missing?: readonly MissingPart[]
  readonly interrupted: boolean
  readonly seconds: number
}

/** How a person reads a value: the largest long is what is written for "never". */
export function shownValue(value: SettingValue): string {
  return value === Infinity ? 'never' : String(value)
}
