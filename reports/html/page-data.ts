/** What the page of a report is made from: plain data that its script draws. Nothing in it is markup. */
import type { Condition, Drawn } from '../../model/drawing.ts'
import type { Participant } from '../../model/system.ts'
import type { Verdict } from '../../harness/result.ts'

export interface PageData {
  readonly version: string
  /** `check`: configurations of files; `compare`: combinations of settings; `campaign`: one, by many seeds. */
  readonly verb: 'check' | 'compare' | 'campaign'
  readonly parts: readonly PartData[]
}

/** A configuration with its verdicts and stories. */
export interface PartData {
  /** What tells it from the others; empty where it is the only one. */
  readonly name: string
  readonly title: string
  readonly settings: readonly SettingData[]
  readonly remarks: readonly RemarkData[]
  readonly verdicts: readonly VerdictData[]
  readonly stories: readonly StoryData[]
  /** What is counted up in the end. */
  readonly summary: string
  readonly interrupted: boolean
  /** Why the combination is not judged; empty where it is. */
  readonly refused: string
}

export interface SettingData {
  readonly text: string
  readonly isAssumed: boolean
  /** File, line and key; empty where nobody gave it in a file. */
  readonly from: string
}

export interface RemarkData {
  readonly kind: 'note' | 'warning' | 'ignored' | 'available' | 'history'
  readonly text: string
}

export interface VerdictData {
  readonly promise: string
  readonly title: string
  readonly verdict: Verdict
  readonly isRequired: boolean
  /** `by 1 fault (crash)`, `up to 2, complete`, or why there is none. */
  readonly says: string
  /** What became of it against what was before: `this change breaks it`; empty where that was not asked for. */
  readonly change: string
  /** The same in two words, for a cell. */
  readonly brief: string
  /** Its story, by place among those of the configuration; -1 without one. */
  readonly story: number
  readonly evidence: EvidenceData
}

export interface EvidenceData {
  readonly bounds: string
  readonly searched: readonly string[]
  readonly reached: readonly (readonly [situation: string, times: number])[]
}

/** One schedule, and all that it breaks. */
export interface StoryData {
  readonly promises: readonly { readonly id: string; readonly title: string }[]
  /** What is broken, in a sentence. */
  readonly clause: string
  readonly why: readonly string[]
  readonly cost: string
  readonly shortest: string
  /** The step, from 1, from which on nothing mends it; 0: from the beginning. */
  readonly decisive: number
  /** The command that plays it again; empty where it was not saved. */
  readonly replay: string
  readonly causes: readonly string[]
  readonly remedies: readonly string[]
  /** What else helps, or that nothing was found. */
  readonly otherwise: string
  readonly lanes: readonly string[]
  /** The beginning, then every step, then how it ends. */
  readonly steps: readonly StepData[]
  /** The same schedule where the promise is kept. */
  readonly beside?: BesideData
}

export interface StepData {
  readonly text: string
  /** `fault crash`, `move move-leader`; empty for ordinary work. */
  readonly cost: string
  readonly seen: readonly string[]
  /** Healing, of which only the outcome is shown. */
  readonly isHealing: boolean
  /** What it is called in the system, in a word or two. */
  readonly label: string
  readonly drawn: Drawn
  readonly conditions: Readonly<Record<string, Condition>>
  readonly participants: readonly Participant[]
}

export interface BesideData {
  readonly name: string
  /** As many steps as the schedule has, with the beginning before them. */
  readonly steps: readonly {
    readonly text: string
    readonly isPossible: boolean
    readonly participants: readonly Participant[]
  }[]
}
