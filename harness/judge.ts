/** Holds promises against the ledger of a run that has healed. */
import type { Invariant, Violation } from '../invariants/invariant.ts'
import type { Ledger } from '../invariants/ledger.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { type Healed, heal, violationAfter } from './heal.ts'
import { type Run, runSchedule } from './schedule.ts'

/** What became of one promise in one run. */
export interface Judgement {
  readonly invariant: Invariant
  /** The situation that the promise is about occurred. */
  readonly reached: boolean
  readonly violation: Violation | undefined
}

/**
 * Judges every one of these promises. Nothing is broken in a run that neither came to rest nor goes round in a cycle
 * that is known: what it would have ended with is unknown.
 * @param scheduled what was seen up to the end of the schedule
 */
export function judge<State>(
  healed: Healed<State>,
  invariants: readonly Invariant[],
  scheduled: Ledger,
): readonly Judgement[] {
  return invariants.map((invariant) => ({
    invariant,
    reached: invariant.reached(healed.ledger),
    violation: violationAfter(healed, invariant, scheduled),
  }))
}

export interface Trial<State, Action> {
  readonly run: Run<State, Action>
  readonly healed: Healed<State, Action>
  readonly violation: Violation | undefined
}

/** Runs a schedule, heals, and judges one promise. */
export function tryOut<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
): Trial<State, Action> {
  const run = runSchedule(system, actions, budget)
  const healed = heal(system, run.state, run.ledger)
  return { run, healed, violation: violationAfter(healed, invariant, run.ledger) }
}
