/** Runs a given list of actions on a system. */
import { foldAll } from '../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../invariants/ledger.ts'
import type { Cost } from '../model/machine.ts'
import type { Observation } from '../model/observation.ts'
import type { System } from '../model/system.ts'
import { type Budget, type Spent, affords, nothingSpent, spend } from './budget.ts'

/** One action that happened. */
export interface RunStep<State, Action> {
  readonly action: Action
  readonly cost: Cost
  readonly before: State
  readonly after: State
  readonly seen: readonly Observation[]
}

export interface Run<State, Action> {
  /** What happened: the given actions without those that were not possible or not affordable. */
  readonly actions: readonly Action[]
  readonly steps: readonly RunStep<State, Action>[]
  readonly state: State
  readonly ledger: Ledger
  readonly spent: Spent
}

/**
 * Runs these actions from the initial state. Those that are disabled when their turn comes, or over the budget, are
 * left out.
 */
export function runSchedule<State, Action>(
  system: System<State, Action>,
  actions: readonly Action[],
  budget: Budget,
): Run<State, Action> {
  const { machine } = system
  const steps: RunStep<State, Action>[] = []
  let state = machine.initial
  let ledger = emptyLedger
  let spent = nothingSpent
  for (const action of actions) {
    const cost = machine.cost(action, state)
    if (!affords(budget, spent, cost)) continue
    const { state: after, seen } = machine.step(state, action)
    if (after === state) continue
    steps.push({ action, cost, before: state, after, seen })
    state = after
    ledger = foldAll(ledger, seen)
    spent = spend(spent, cost)
  }
  return { actions: steps.map((step) => step.action), steps, state, ledger, spent }
}

/** How often each situation was reached in a run. */
export function situationsOf<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { action, before, after } of run.steps) {
    for (const situation of system.situations(action, before, after)) counts[situation] = (counts[situation] ?? 0) + 1
  }
  return counts
}
