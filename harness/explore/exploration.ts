/** What an explorer is asked, and what it answers. */
import type { Budget } from '../budget.ts'
import type { Layer } from './layers.ts'

export interface ExploreOptions<Vertex, Action> {
  readonly budget: Budget
  /** At most so many faults in all, where the budget would allow more. */
  readonly mostFaults?: number
  /** States stored before the search stops. */
  readonly maxStates: number
  /**
   * How many vertices of last layers to expect for each other one: the search stops as soon as so many are to be
   * expected that `maxStates` would be far from enough.
   */
  readonly lastForOthers?: number
  /** Actions of a schedule at the most; what is longer is left out. */
  readonly maxDepth?: number
  /** What is broken at a vertex, as bits. */
  readonly broken?: (vertex: Vertex) => number
  /** The search ends when all these bits were found. */
  readonly wanted?: number
  /**
   * When `maxStates` stops the search, vertices that were met and wait at a later place are looked at, too: what is
   * broken there is found, though nothing can be said of what is cheaper or shorter.
   */
  readonly looksAtWaiting?: boolean
  /** Told of every step that leads to a vertex not met before. */
  readonly onNew?: (action: Action, before: Vertex, after: Vertex) => void
  /** Bits of a fingerprint that count: 64 but in a test. */
  readonly fingerprintBits?: number
  /** Asked now and then: a reason to stop before the end. */
  readonly stop?: () => Stopped | undefined
}

/** `too-large`: more faults and moves, longer schedules or more actions at once than an explorer counts. */
export type Stopped = 'max-states' | 'memory' | 'interrupted' | 'too-large'

export interface Discovery<Action> {
  readonly bit: number
  readonly faults: number
  readonly moves: number
  readonly actions: readonly Action[]
}

export interface ExploredLayer extends Layer {
  /** Vertices expanded. */
  readonly states: number
  /** Largest number of actions to a vertex of this layer. */
  readonly depth: number
  /** All its vertices were expanded. */
  readonly complete: boolean
}

export interface Exploration<Action> {
  /** Vertices stored, each with each purse that it was expanded with. */
  readonly states: number
  /** Fingerprints that were told apart: of vertices stored, and of those that were found to come to one. */
  readonly fingerprints: number
  /** Successors made, stored ones and those met before. */
  readonly generated: number
  /** Largest number of actions to any vertex. */
  readonly depth: number
  /** The layers that were begun; all but the last one were finished. */
  readonly layers: readonly ExploredLayer[]
  /** Layers of the budget that were not finished. */
  readonly unfinished: readonly Layer[]
  /** The first vertex of each kind of breakage. */
  readonly found: readonly Discovery<Action>[]
  /**
   * Why the search ended before everything was explored; `null` when it did not, or when all that was wanted is found.
   */
  readonly stopped: Stopped | null
  /** Bytes of memory for what is stored, without the vertices that wait to be expanded. */
  readonly bytes: number
}

export interface ExploreProgress {
  readonly states: number
  /** Vertices that wait to be expanded. */
  readonly queue: number
  readonly depth: number
  readonly faults: number
  readonly moves: number
}
