/**
 * A machine together with what a driver has to know to judge it: how to look at the result, what is worth counting,
 * and which promises it cannot be judged on. The machine itself stays the one contract of machine.ts.
 */
import type { Drawing } from './drawing.ts'
import { FAULT_KINDS, type FaultKind, type Machine } from './machine.ts'
import type { Observation } from './observation.ts'
import type { AllOf, InParts, InPieces } from './parts.ts'

/** Why a promise is not judged on this system with these settings. */
export interface Reservation {
  readonly verdict: 'undecided' | 'not-applicable'
  readonly why: string
}

/** A kind of fault that a system has. */
export interface SystemFault {
  readonly kind: FaultKind
  /** What it means here, as a sentence without a full stop. */
  readonly title: string
  /**
   * At most so often in one schedule unless somebody asks for more; without it as often as faults are allowed at all.
   */
  readonly limit?: number
}

/** A named value of one participant, for a story: `LEO`, `1`. */
export interface Column {
  readonly name: string
  readonly value: string
}

/** What a story shows of one participant after a step: `broker 0  leader e2  LEO 1  HW 1  ISR {0,1}`. */
export interface Participant {
  readonly name: string
  readonly columns: readonly Column[]
  /** What it holds, place by place, where a drawing shows it so: a log, a queue. */
  readonly strip?: Strip
}

export interface Strip {
  /** The column that says the same in words. */
  readonly column: string
  readonly boxes: readonly Box[]
  readonly marks: readonly Mark[]
}

/** One place of a strip. Boxes of different strips with the same `is` are copies of one thing. */
export interface Box {
  readonly text: string
  readonly is: string
  /** Everything else about it, in a line. */
  readonly about: string
}

/** A boundary in a strip: before the box at this place, or behind the last one. */
export interface Mark {
  readonly name: string
  readonly at: number
  readonly about: string
}

/** Whether an action may be done at once: whatever is seen of it, or only where nobody outside notices. */
export type AtOnce = 'no' | 'yes' | 'if silent'

/**
 * What an exhaustive search need not tell apart. With it and without it a promise has the same verdict and is broken by
 * the same fewest faults and moves.
 */
export interface Reduction<State, Action> {
  /**
   * What of a state can still make a difference, as plain data: states with one essence have the same future, step by
   * step.
   */
  readonly essence: InPieces<State>
  /**
   * The kind of fault that can do, in this state, whatever this action can: with it in the budget there is no need to
   * try this one.
   */
  coveredBy(action: Action, state: State): FaultKind | undefined
  /**
   * Whether only some actions can still make a difference, if nothing that costs happens any more: all others come to
   * the same, in whatever order.
   */
  readonly isSettled: AllOf<State>
  /** What of a settled state can still make a difference. */
  readonly settledEssence: InPieces<State>
  /** Whether this action of a settled state can still make a difference. */
  matters(action: Action): boolean
  /**
   * Where nothing that costs can happen any more: whether this action, which costs nothing, may as well be done now,
   * before everything else. What the system can come to in the end, and what was seen on the way, is the same then as
   * with all orders. Asked once for each state; without it nothing is done at once.
   */
  atOnce?(state: State): (action: Action, after: () => State) => AtOnce
}

/** What can be taken away from a system for good, for the question with how little it still works. */
export interface Outages<Action> {
  /** Brokers, by number: those that hold anything. */
  readonly brokers: readonly number[]
  /** Takes one of them down. */
  down(broker: number): Action
  /** Whether this brings one back. */
  restores(action: Action): boolean
  /** Whether clients do it, and not the cluster by itself. */
  isClients(action: Action): boolean
  /**
   * Who sends to see whether writes are accepted: a producer of the epilogue; or the configured one, with all that it
   * needs beside the log that it writes to.
   */
  readonly writer: 'fresh' | 'configured'
}

export interface System<State, Action> {
  readonly machine: Machine<State, Action>
  /** Promises that are not judged, by promise id. */
  readonly reservations: Readonly<Record<string, Reservation>>
  /**
   * The kinds of faults that the system has, in the order in which evidence lists them; without it all that there are.
   */
  readonly faults?: readonly SystemFault[]
  /**
   * Records that are offered in this state and not finished: one that is in every state of a fair cycle starves.
   * Without it a run that never comes to rest is not looked at any closer.
   */
  waiting?(state: State): readonly number[]
  /**
   * Much of what matters here is ordinary work: where a schedule needs none of its own to break a promise, its story
   * tells the healing.
   */
  readonly tellsHealing?: boolean
  /**
   * Somebody never stops sending, or never takes no for an answer: a run need not come to rest, and the cycle that it
   * goes through for ever is how it ends.
   */
  readonly isEndless?: boolean
  /** By promise id: kinds of faults without one of which what the promise is about cannot happen. */
  readonly needsFault?: Readonly<Record<string, readonly FaultKind[]>>
  /** Bounds of the machine itself that a reader of the evidence must know: records, producers, resends … */
  readonly bounds: Readonly<Record<string, number>>
  /**
   * Actions that the driver takes once everything has healed and come to rest, before it heals again and reads back (a
   * fresh producer sends a record). May be empty. Never returned by `machine.actions`.
   */
  epilogue(state: State): readonly Action[]
  /** What a client that reads everything now is given: `read-back` and `replica-read` observations. */
  readBack(state: State): readonly Observation[]
  /** Names of the situations that this step reached (`election`, `truncation` …), for the evidence. */
  situations(action: Action, before: State, after: State): readonly string[]
  /**
   * All situations that can be reached with these settings at all, so that evidence can name the ones that never were.
   */
  readonly possibleSituations: readonly string[]
  /**
   * The same schedule with everything named that its actions left open (from whom a node was cut off, say).
   * @param states the state before each action, and the one after the last
   */
  named(actions: readonly Action[], states: readonly State[]): readonly Action[]
  /** How its steps are drawn; without it a drawing has their words alone. */
  readonly drawing?: Drawing<State, Action>
  /** What a story shows of the state, in fixed places. */
  participants(state: State): readonly Participant[]
  /** Whether a story tells this step also where it is a part of healing: by it things come to their end. */
  tells?(action: Action, before: State, after: State): boolean
  /** Name of a record in a story: `a`, `b` … */
  recordName(record: number): string
  /** Where it is made of brokers that may be down: how to ask what still works then. */
  readonly outages?: Outages<Action>
  /** An exhaustive search beside a random one would not get far here: it is for who asks for nothing else. */
  readonly isForSampling?: boolean
  /** The machine in parts, where a search gains by remembering what was made of them. */
  readonly inParts?: InParts<State, Action>
  /** What an exhaustive search may leave out, if anything. */
  readonly reduction?: Reduction<State, Action>
  /**
   * A hint to the random search: a coarse view of the state, alike for states that are alike in what may come of them.
   */
  view(state: State): string
  /** A hint to the random search: actions with the same key belong to one source of scheduling luck (`fetch 2`). */
  luckKey(action: Action): string
}

/** The kinds of faults of a system, in order. */
export function faultKindsOf({ faults }: { readonly faults?: readonly SystemFault[] }): readonly FaultKind[] {
  return faults?.map(({ kind }) => kind) ?? FAULT_KINDS
}
