/**
 * The one contract: every system that Tidemark judges is a machine. It knows nothing of clocks, chance or files;
 * whoever drives it decides which of the enabled actions happens next.
 */
import type { Observation } from './observation.ts'

/**
 * Everything that goes wrong anywhere; a system says which of these it has (`System.faults`). What each one means is
 * said in docs/faults.md.
 */
export const FAULT_KINDS = [
  'crash',
  'power-loss',
  'disk-loss',
  'pause',
  'partition',
  'lost-request',
  'lost-response',
  'slow-follower',
  'timeout',
  'controller-failover',
  'client-restart',
  'clock-step',
  'rack-power-loss',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** Something that goes wrong: counted against `--faults`. */
export interface Fault {
  readonly is: 'fault'
  readonly kind: FaultKind
}

/** Something operators or the cluster do on healthy days: counted against `--faults` and `--moves`. */
export interface Move {
  readonly is: 'move'
  readonly kind: string
}

/**
 * What has to go wrong, or be planned, for an action; `undefined` is ordinary work and what follows from an earlier
 * fault.
 */
export type Cost = Fault | Move | undefined

/** What a step did. */
export interface Step<State> {
  readonly state: State
  /** What someone outside would have seen happen, in order. */
  readonly seen: readonly Observation[]
}

/**
 * A pure state machine. `State` and `Action` are plain readonly data: printable as JSON, comparable by content.
 * An action names its participants, never an index into a list of choices, so that it still means the same thing when
 * the actions before it are removed.
 */
export interface Machine<State, Action> {
  readonly name: string
  readonly initial: State
  /**
   * Every action that can happen now. Deterministic order: ordinary work first, faults and moves last (lazily, so that
   * a driver with no budget left can stop early).
   */
  actions(state: State): Iterable<Action>
  /**
   * What the state becomes, and what someone outside would have seen. Total: a disabled action leaves the state as it
   * is (the same object).
   */
  step(state: State, action: Action): Step<State>
  /** What has to go wrong, or be planned, for this action. */
  cost(action: Action, before: State): Cost
  /** One line that a person reads: "broker 2 crashes". */
  describe(action: Action, before: State): string
}
