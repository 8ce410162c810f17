/**
 * What a search found out: the data behind every report and, with the settings around it, the JSON of contract
 * `--json`. Nothing here is a class or a function, so that a result can be stored and read back.
 */
import type { FaultKind } from '../model/machine.ts'
import type { Participant } from '../model/system.ts'

export type Verdict = 'held' | 'violated' | 'not-applicable' | 'undecided'

/** The shortest story that was found of how a promise breaks. `Action` is the system's own. */
export interface Counterexample<Action> {
  readonly faults: number
  readonly faultKinds: Readonly<Partial<Record<FaultKind, number>>>
  readonly moves: number
  readonly moveKinds: Readonly<Record<string, number>>
  /** Scheduled actions, without healing. */
  readonly length: number
  /**
   * `proven`: an exhaustive search showed that nothing better breaks the promise. `local`: nothing can be left out of
   * this one.
   */
  readonly minimal: 'proven' | 'local'
  readonly actions: readonly Action[]
  /** One line a step. */
  readonly story: readonly string[]
  /**
   * Beside each line of the story: what it cost, if anything (`fault crash`, `move leader-move`), and the participants
   * after it.
   */
  readonly steps: readonly StoryStep[]
  /** How it ends: the participants after healing, and what a new reader is given then. */
  readonly afterwards: StoryEnd
  readonly why: string
  /** The first part of `why`: what is broken, without when. */
  readonly clause: string
  /** The step, counted from 1, from which on nothing mends it; 0 where it was so from the beginning. */
  readonly decisive: number
  /** Where the promise is broken because something never ends: that. */
  readonly loop?: StoryLoop
}

/** What happens again and again for ever, once everything has healed. */
export interface StoryLoop {
  /** Number of its first step, where those of the schedule and those that lead to it are numbered from 1. */
  readonly from: number
  /** Ordinary work between the schedule and the loop. */
  readonly before: readonly StoryStep[]
  /** The loop once round. */
  readonly steps: readonly StoryStep[]
  /** One line a step of the loop, after a line that says from where on. */
  readonly story: readonly string[]
}

export interface StoryStep {
  readonly text: string
  readonly cost: string | null
  readonly participants: readonly Participant[]
  /** What clients saw in this step, in words ("record a is acknowledged"). */
  readonly seen: readonly string[]
}

/** The end of a story. */
export interface StoryEnd extends StoryStep {
  /** What healing did to the logs, in words. */
  readonly through?: readonly string[]
}

export interface Bounds {
  readonly faults: number
  /** By kind of fault that the system has. */
  readonly fault: Readonly<Record<string, number>>
  readonly moves: number
  /** Steps of one random schedule, and the system's own bounds (records, producers, resends …). */
  readonly [bound: string]: number | Readonly<Record<string, number>>
}

export interface RandomEvidence {
  readonly schedules: number
  /** Beginnings of schedules, with one more step of any sort, that were healed and judged beside them. */
  readonly sideways: number
  readonly steps: number
  /** Schedules in which the situation that the promise is about occurred. */
  readonly relevant: number
}

/** An exhaustive search of one size. From every state that it expanded, the system was healed and judged. */
export interface ExhaustiveEvidence {
  readonly records: number
  /** The system did its own work at once in this size (`prompt` in the bounds). */
  readonly atOnce?: true
  /** States stored. */
  readonly states: number
  /** Actions of the longest schedule. */
  readonly depth: number
  /** Faults and moves together up to which every schedule was judged; -1 if not even those without any were. */
  readonly completeTo: number
  /** Different states in which healing ended, each read back. */
  readonly ends: number
  /** Probability that a state was missed because its fingerprint is that of another one. */
  readonly missed: number
  /** Why the search ended early, or `null`. */
  readonly stopped: 'max-states' | 'memory' | 'interrupted' | 'too-large' | null
  /** States from which healing ends with the situation that the promise is about. */
  readonly relevant: number
}

export interface Evidence {
  readonly bounds: Bounds
  readonly random: null | RandomEvidence
  /** One for each size that was searched. */
  readonly exhaustive: null | readonly ExhaustiveEvidence[]
  /** How often each situation was reached; situations that are possible but were never reached stand here with 0. */
  readonly reached: Readonly<Record<string, number>>
}

export interface PromiseResult<Action> {
  readonly promise: string
  readonly title: string
  readonly verdict: Verdict
  /** Why there is no verdict; `null` for held and violated. */
  readonly why: string | null
  readonly evidence: Evidence
  readonly counterexample: Counterexample<Action> | null
}

export interface SearchResult<Action> {
  /** In the order of the promises asked for. */
  readonly promises: readonly PromiseResult<Action>[]
  /** The search was stopped from outside before it was done. */
  readonly interrupted: boolean
}
