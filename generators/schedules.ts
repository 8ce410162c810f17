/** Schedules for fast-check alone: each is drawn by itself, so that its seed gives it again, and it shrinks. */
import { Arbitrary, type Random, Stream, Value } from 'fast-check'
import type { System } from '../model/system.ts'
import { affords, type Budget, nothingSpent, spend } from './budget.ts'
import { actionsOf, Memory } from './memory.ts'
import { walk } from './schedule.ts'

/** Schedules of this system within this budget, of so many steps at the most. */
export class SchedulesArbitrary<State, Action> extends Arbitrary<readonly Action[]> {
  readonly #system: System<State, Action>
  readonly #budget: Budget
  readonly #steps: number

  constructor(system: System<State, Action>, budget: Budget, steps: number) {
    super()
    this.#system = system
    this.#budget = budget
    this.#steps = steps
  }

  override generate(random: Random): Value<readonly Action[]> {
    const moves = random.nextInt(0, this.#budget.moves)
    const faults = random.nextInt(0, this.#budget.total - moves)
    const scope = { budget: this.#budget, steps: this.#steps, faults, moves }
    const { trail } = walk(this.#system, scope, random, new Memory<State, Action>())
    return new Value(actionsOf(trail), undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is readonly Action[] {
    return Array.isArray(value) && this.#possible(value as readonly Action[]).length === value.length
  }

  /** Without a half of it, a quarter … a single action, the last ones first: what nothing depends on. */
  override shrink(actions: readonly Action[]): Stream<Value<readonly Action[]>> {
    return new Stream(this.#shorter(actions))
  }

  *#shorter(actions: readonly Action[]): IterableIterator<Value<readonly Action[]>> {
    for (let width = actions.length; width >= 1; width = Math.floor(width / 2))
      for (let to = actions.length; to > 0; to -= width) {
        const rest = this.#possible([...actions.slice(0, Math.max(0, to - width)), ...actions.slice(to)])
        if (rest.length < actions.length) yield new Value(rest, undefined)
      }
  }

  /** The actions that are possible, and affordable, when their turn comes. */
  #possible(actions: readonly Action[]): readonly Action[] {
    const { machine } = this.#system
    let state = machine.initial
    let spent = nothingSpent
    return actions.filter((action) => {
      const cost = machine.cost(action, state)
      if (!affords(this.#budget, spent, cost)) return false
      const { state: after } = machine.step(state, action)
      if (after === state) return false
      state = after
      spent = spend(spent, cost)
      return true
    })
  }
}
