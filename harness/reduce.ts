/**
 * Shortens a schedule that breaks a promise to one from which nothing can be left out. What is better is the order of
 * the contract: fewer faults, then fewer moves, then shorter, then earlier in the machine's own action order. Every
 * change that is kept is better, so this ends.
 */
import type { Invariant } from '../invariants/invariant.ts'
import type { Cost } from '../model/machine.ts'
import type { System } from '../model/system.ts'
import type { Budget, Spent } from './budget.ts'
import { violationAfter } from './heal.ts'
import { type Healer, healerOf } from './healer.ts'
import { namesIn, renamings } from './renaming.ts'
import { type Run, runSchedule } from './schedule.ts'

export interface ReducedSchedule<Action> {
  readonly actions: readonly Action[]
  readonly spent: Spent
  /** Schedules that were run to get here. */
  readonly evaluations: number
}

/**
 * A locally shortest schedule that breaks the same promise within the same budget, and never costs more than the one
 * given. Throws if the given schedule does not break the promise.
 */
export function reduce<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
): ReducedSchedule<Action> {
  const reducer = new Reducer(system, invariant, actions, budget)
  let before: Run<State, Action>
  do {
    before = reducer.best
    reducer.removeChunks()
    reducer.removeSingles()
    reducer.removePairs()
    reducer.replaceByCheaper()
    reducer.rename()
    reducer.putInOrder()
  } while (reducer.best !== before)
  return { actions: before.actions, spent: before.spent, evaluations: reducer.evaluations }
}

class Reducer<State, Action> {
  best: Run<State, Action>
  evaluations = 1
  readonly #system: System<State, Action>
  readonly #healer: Healer<State>
  readonly #invariant: Invariant
  readonly #budget: Budget

  constructor(system: System<State, Action>, invariant: Invariant, actions: readonly Action[], budget: Budget) {
    this.#system = system
    this.#healer = healerOf(system)
    this.#invariant = invariant
    this.#budget = budget
    const { run, isBroken } = this.#tryOut(actions)
    if (!isBroken) throw new Error(`a schedule that does not break ${invariant.id} cannot be reduced`)
    this.best = run
  }

  #tryOut(actions: readonly Action[]): { readonly run: Run<State, Action>; readonly isBroken: boolean } {
    const run = runSchedule(this.#system, actions, this.#budget)
    const { healed } = this.#healer(run.state, run.ledger)
    return { run, isBroken: violationAfter(healed, this.#invariant, run.ledger) !== undefined }
  }

  /** Keeps the candidate if it still breaks the promise and is better. */
  #accept(candidate: readonly Action[]): boolean {
    this.evaluations++
    const { run, isBroken } = this.#tryOut(candidate)
    if (!isBroken) return false
    if ((compareRuns(run, this.best) || this.#compareOrder(run)) >= 0) return false
    this.best = run
    return true
  }

  /** Negative when the run is before the best one in the machine's own action order. */
  #compareOrder(run: Run<State, Action>): number {
    for (const [at, { action, before }] of run.steps.entries()) {
      const here = JSON.stringify(action)
      const there = JSON.stringify(this.best.actions[at])
      if (here === there) continue
      for (const other of this.#system.machine.actions(before)) {
        const name = JSON.stringify(other)
        if (name === here) return -1
        if (name === there) return 1
      }
    }
    return 0
  }

  /** From the end, as what comes last is needed least: halves first, then ever smaller chunks. */
  removeChunks(): void {
    for (let size = this.best.actions.length >> 1; size > 1; size >>= 1) {
      for (let end = this.best.actions.length; end > 0; end = Math.min(end - size, this.best.actions.length)) {
        this.#accept(this.best.actions.toSpliced(Math.max(0, end - size), Math.min(size, end)))
      }
    }
  }

  /** Until no single action can be left out. */
  removeSingles(): void {
    for (let at = this.best.actions.length - 1; at >= 0; at--) {
      if (this.#accept(this.best.actions.toSpliced(at, 1))) at = this.best.actions.length
    }
  }

  /** A crash and the restart after it, say, can only be left out together. */
  removePairs(): void {
    for (let second = this.best.actions.length - 1; second > 0; second--) {
      for (let first = second - 1; first >= 0; first--) {
        if (!this.#accept(this.best.actions.toSpliced(second, 1).toSpliced(first, 1))) continue
        second = this.best.actions.length
        break
      }
    }
  }

  /**
   * A fault is replaced by a move or by ordinary work, or by what the machine names earlier, where that breaks the
   * promise as well.
   */
  replaceByCheaper(): void {
    const { machine } = this.#system
    for (let at = 0; at < this.best.steps.length; at++) {
      const step = this.best.steps[at]
      if (step === undefined || step.cost === undefined) continue
      const here = JSON.stringify(step.action)
      let isEarlier = true
      for (const other of machine.actions(step.before)) {
        if (JSON.stringify(other) === here) isEarlier = false
        const difference = rank(machine.cost(other, step.before)) - rank(step.cost)
        if (difference > 0 || (difference === 0 && !isEarlier)) continue
        if (this.#accept(this.best.actions.with(at, other)) || this.#replaceWithSequel(at, other)) break
      }
    }
  }

  /**
   * Replaces an action together with the first later one that is no longer possible then: a restart belongs to its
   * crash.
   */
  #replaceWithSequel(at: number, other: Action): boolean {
    const { machine } = this.#system
    const actions = this.best.actions.with(at, other)
    let state = machine.initial
    for (const [index, action] of actions.entries()) {
      const after = machine.step(state, action).state
      if (after === state && index > at) {
        for (const sequel of machine.actions(state)) {
          if (machine.cost(sequel, state) !== undefined) return false
          if (this.#accept(actions.with(index, sequel))) return true
        }
        return false
      }
      state = after
    }
    return false
  }

  /** The same story told of participants that the machine names earlier. */
  rename(): void {
    const offered = this.best.steps.flatMap((step) => [...this.#system.machine.actions(step.before)])
    for (const candidate of renamings(this.best.actions, namesIn(offered))) {
      if (this.#accept(candidate)) return this.rename()
    }
  }

  /**
   * At each place, from the first on: whatever the machine names earlier and does as well, taken from later on in the
   * schedule or anew.
   */
  putInOrder(): void {
    for (let at = 0; at < this.best.steps.length; at++) {
      const step = this.best.steps[at]
      if (step === undefined) continue
      const here = JSON.stringify(step.action)
      for (const other of this.#system.machine.actions(step.before)) {
        const name = JSON.stringify(other)
        if (name === here) break
        const actions = this.best.actions
        const later = actions.findIndex((action, index) => index > at && JSON.stringify(action) === name)
        if (later > at && this.#accept(actions.toSpliced(later, 1).toSpliced(at, 0, other))) break
        if (this.#accept(actions.with(at, other))) break
      }
    }
  }
}

interface Costly {
  readonly actions: readonly unknown[]
  readonly spent: Spent
}

/** Negative when `a` is the better counterexample. */
export function compareRuns(a: Costly, b: Costly): number {
  return a.spent.faultCount - b.spent.faultCount || a.spent.moves - b.spent.moves || a.actions.length - b.actions.length
}

function rank(cost: Cost): number {
  if (cost === undefined) return 0
  return cost.is === 'move' ? 1 : 2
}
