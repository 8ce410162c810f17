/** What an exploration of a system asks at each vertex, and what it counts. */
import type { Invariant } from '../../invariants/invariant.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import type { Explorable } from './parallel/source.ts'
import { type RunSpace, fullSpace, reducedSpace } from './reduced.ts'
import type { Moment } from './space.ts'
import { Verdicts } from './verdicts.ts'

/** What was counted; plain data, as a worker hands it back. */
export interface JudgedState {
  /** Fingerprints of the states in which healing ended. */
  readonly ends: readonly string[]
  /** Vertices from which the system did not come to rest. */
  readonly restless: number
  /**
   * By promise, in the order asked for: vertices from which healing ends with the situation that the promise is about.
   */
  readonly relevant: readonly number[]
  /** By situation: steps that reached it, each step from each vertex once. */
  readonly reached: Readonly<Record<string, number>>
}

export interface Judging<State, Action> extends Explorable<Moment<State>, readonly Action[]> {
  readonly broken: (vertex: Moment<State>) => number
  readonly report: () => JudgedState
}

/**
 * The schedules of a system within a budget, each judged by these promises: bit i for the i-th.
 * @param reduce whether to leave out what makes no difference
 */
export function judging<State, Action>(
  system: System<State, Action>,
  invariants: readonly Invariant[],
  budget: Budget,
  reduce: boolean,
): Judging<State, Action> {
  const space = reduce ? reducedSpace(system, budget) : fullSpace(system)
  const verdicts = new Verdicts(system, space, invariants)
  const relevant = invariants.map(() => 0)
  const reached: Record<string, number> = Object.fromEntries(
    system.possibleSituations.map((situation) => [situation, 0]),
  )
  let restless = 0
  const count = (run: readonly Action[], before: Moment<State>, after: Moment<State>): void => {
    let { state } = before
    for (const action of run) {
      const next = run.length === 1 ? after.state : system.machine.step(state, action).state
      for (const situation of system.situations(action, state, next)) reached[situation] = (reached[situation] ?? 0) + 1
      state = next
    }
  }
  return {
    space: watched(space, count),
    broken: (vertex) => {
      const verdict = verdicts.of(vertex)
      if (!verdict.rested) restless++
      for (let i = 0; i < relevant.length; i++)
        if ((verdict.reached & (1 << i)) !== 0) relevant[i] = (relevant[i] as number) + 1
      return verdict.broken
    },
    report: () => ({ ends: [...verdicts.ends], restless, relevant: [...relevant], reached: { ...reached } }),
  }
}

/** The same space, and somebody is told of every step that is taken in it. */
function watched<State, Action>(
  space: RunSpace<State, Action>,
  told: (run: readonly Action[], before: Moment<State>, after: Moment<State>) => void,
): RunSpace<State, Action> {
  const { last } = space
  return {
    ...space,
    step: (vertex, run) => {
      const after = space.step(vertex, run)
      if (after !== vertex) told(run, vertex, after)
      return after
    },
    ...(last && { last: watched(last, told) }),
  }
}

/** What several workers counted, as one. */
export function judgedTogether(all: readonly JudgedState[]): JudgedState {
  const reached: Record<string, number> = {}
  for (const one of all)
    for (const [situation, times] of Object.entries(one.reached)) reached[situation] = (reached[situation] ?? 0) + times
  return {
    ends: [...new Set(all.flatMap(({ ends }) => ends))],
    restless: all.reduce((sum, one) => sum + one.restless, 0),
    relevant: (all[0]?.relevant ?? []).map((_, i) => all.reduce((sum, one) => sum + (one.relevant[i] ?? 0), 0)),
    reached,
  }
}
