/** What the verbs need from the rest of the house, in one place, so that their tests can put a small stand-in there. */
import type { Examined, ExamineOptions } from '../gallery/examine.ts'
import type { Flaw, LeftOut, Variant } from '../gallery/flaw.ts'
import type { Availability } from '../harness/availability.ts'
import type { Budget } from '../harness/budget.ts'
import type { Cure } from '../harness/remedies.ts'
import type { PromiseResult, SearchResult } from '../harness/result.ts'
import type { Replay } from '../harness/saved.ts'
import type { Broken, SearchKind, SearchProgress } from '../harness/search.ts'
import type { Given, Origin } from '../model/given.ts'
import type { Change, OwnOptions, Resolved, Settings, Size } from '../model/system-entry.ts'
import type { SavedFile } from '../reports/saved-file.ts'

/** What configuration files say. */
export interface ReadConfiguration {
  /** The name of the system that they are about. */
  readonly system: string
  /** Each judged by itself; at least one. */
  readonly cases: readonly Case[]
  /** All settings as they are written, also where several places say the same. */
  readonly written: readonly Given[]
  /** What stands in the files and is not judged. */
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

/** One configuration, and what tells it from the others of the same files. */
export interface Case {
  readonly name: string
  /** Everything with a name that it is of, also where it is the only one, or is judged with others like it. */
  readonly stands?: readonly string[]
  readonly given: readonly Given[]
}

export interface Aside {
  readonly key: string
  readonly why: string
  readonly origin: Origin
}

export interface JudgeRequest {
  readonly system: string
  readonly settings: Settings
  readonly size: Size
  readonly promises: readonly string[]
  readonly budget: Budget
  readonly runs: number
  readonly steps: number
  readonly search: SearchKind
  /** States that the exhaustive search of one size may store. */
  readonly maxStates: number
  readonly seed: string
  /** Schedules that break promises with these settings, as is known before. */
  readonly known?: readonly KnownSchedule[]
  readonly onProgress: (progress: SearchProgress) => void
  /** Told of a promise when it is first seen broken, and of each when its verdict will not change any more. */
  readonly onBroken?: (broken: Broken) => void
  readonly onSettled?: (result: PromiseResult<unknown>) => void
  readonly interrupted: () => boolean
}

/** A schedule that breaks a promise, and the size in which it does. */
export interface KnownSchedule {
  readonly promise: string
  readonly actions: readonly unknown[]
  readonly size: Size
}

/** What became of a saved counterexample with other settings. */
export type PlayedAgain =
  | { readonly outcome: 'broken'; readonly known: KnownSchedule }
  | { readonly outcome: 'repaired' | 'not-played'; readonly why: string }

/** A saved counterexample, run again. */
export interface Replayed {
  readonly settings: Settings
  readonly replay: Replay
}

/** The known flaws, and how they are looked for. */
export interface Gallery {
  readonly flaws: readonly Flaw[]
  readonly leftOut: readonly LeftOut[]
  readonly settingsOf: (flaw: Flaw, variant: Variant) => Settings
  readonly judge: (
    flaw: Flaw,
    variant: Variant,
    options: ExamineOptions,
  ) => Promise<Pick<Examined, 'result' | 'interrupted'>>
}

/** Files whose kind the user says: `--broker FILE` and the like. */
export type OutrightFiles = Readonly<Record<string, readonly string[]>>

/** Other threads that search as an engine does. */
export interface Threads {
  readonly judge: Engine['judge']
  readonly examine: Gallery['judge']
  /** Ends them, whatever they do. */
  readonly end: () => Promise<void>
}

export interface Engine {
  /** `texts` stand for the files of these paths. */
  readonly read: (
    paths: readonly string[],
    outright: OutrightFiles,
    texts?: ReadonlyMap<string, string>,
  ) => Promise<ReadConfiguration>
  /** The text of a file that a user writes; nothing of what a program has printed. Throws where it cannot be read. */
  readonly textOf: (file: string) => string | undefined
  readonly resolve: (system: string, given: readonly Given[], options: OwnOptions) => Resolved
  /** `isFromCache`: nothing was searched, it was known. */
  readonly judge: (request: JudgeRequest) => Promise<SearchResult<unknown> & { readonly isFromCache?: boolean }>
  /** Cause and remedy of each promise that a result breaks, by its id; `change` is what is tried, in the user's names. */
  readonly remedies: (
    request: JudgeRequest,
    result: SearchResult<unknown>,
    resolve: (changes: readonly Change[]) => Settings | undefined,
  ) => Promise<ReadonlyMap<string, Cure>>
  /** With how many brokers down it still works; none where it is not made of brokers. */
  readonly availability: (request: Pick<JudgeRequest, 'system' | 'settings' | 'size'>) => Availability | undefined
  readonly gallery: Gallery
  /** Runs what a file holds again. Throws `SavedFileError` where this version cannot. */
  readonly replay: (saved: SavedFile) => Replayed
  /** Plays what a file holds with other settings than its own. */
  readonly play: (
    request: Pick<JudgeRequest, 'system' | 'settings' | 'size' | 'promises' | 'budget'>,
    saved: SavedFile,
  ) => PlayedAgain
  /** The message of an error that is the fault of the input, `undefined` for every other error. */
  readonly badInput: (error: unknown) => string | undefined
  /** Threads for as many searches as there are at a time; without it this one does all. */
  readonly threads?: () => Threads
}
