/** What an exploration of a system asks at each vertex, and what it counts. */
import type { Invariant } from '../../invariants/invariant.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import type { Exploration, ExploreOptions, ExploreProgress } from './exploration.ts'
import { explore } from './explorer.ts'
import { partsWalkOf } from './parts/parts-walk.ts'
import { type RunSpace, equivalentSpace, fullSpace, reducedSpace } from './reduced.ts'
import { Verdicts } from './verdicts.ts'
import { type Walk, momentWalk } from './walk.ts'

/** What was counted. */
export interface JudgedState {
  /** States in which healing ended. */
  readonly ends: number
  /** Vertices from which the system did not come to rest. */
  readonly restless: number
  /**
   * By promise, in the order asked for: vertices from which healing ends with the situation that the promise is about.
   */
  readonly relevant: readonly number[]
  /** By situation: steps that reached it, each step from each vertex once. */
  readonly reached: Readonly<Record<string, number>>
}

/** An exploration in which everything is judged. */
export interface Judging<Action> {
  explore(options: JudgingOptions): Generator<ExploreProgress, Exploration<Action>>
  report(): JudgedState
}

export type JudgingOptions = Omit<ExploreOptions<unknown, unknown>, 'budget' | 'broken' | 'onNew'>

/** Every schedule in full; states that have the same future as one; or without whatever makes no difference. */
export type Exploring = 'in full' | 'equivalent' | 'reduced'

const SPACES = { 'in full': fullSpace, 'equivalent': equivalentSpace, 'reduced': reducedSpace }

/** The schedules of a system within a budget, each judged by these promises: bit i for the i-th. */
export function judging<State, Action>(
  system: System<State, Action>,
  invariants: readonly Invariant[],
  budget: Budget,
  exploring: Exploring,
): Judging<Action> {
  return system.inParts === undefined
    ? judged(system, momentWalk(system), invariants, budget, exploring)
    : judged(system, partsWalkOf(system, system.inParts), invariants, budget, exploring)
}

function judged<Vertex, Edge, State, Action>(
  system: System<State, Action>,
  walk: Walk<Vertex, Edge, State, Action>,
  invariants: readonly Invariant[],
  budget: Budget,
  exploring: Exploring,
): Judging<Action> {
  const space: RunSpace<Vertex, Edge> = SPACES[exploring](walk, budget)
  const verdicts = new Verdicts(system, walk, space, invariants)
  const relevant = invariants.map(() => 0)
  const reached: Record<string, number> = Object.fromEntries(
    system.possibleSituations.map((situation) => [situation, 0]),
  )
  let restless = 0
  const counted = (edge: Edge, before: Vertex, after: Vertex): void => {
    for (const situation of walk.situationsOf(edge, before, after)) reached[situation] = (reached[situation] ?? 0) + 1
  }
  const count = (run: readonly Edge[], before: Vertex, after: Vertex): void => {
    let at = before
    for (const edge of run) {
      const next = run.length === 1 ? after : walk.single.step(at, edge)
      counted(edge, at, next)
      at = next
    }
  }
  const broken = (vertex: Vertex): number => {
    const verdict = verdicts.of(vertex)
    if (!verdict.rested) restless++
    for (let i = 0; i < relevant.length; i++)
      if ((verdict.reached & (1 << i)) !== 0) relevant[i] = (relevant[i] as number) + 1
    return verdict.broken
  }
  return {
    *explore(options) {
      const exploration = yield* explore(watched(space, count), { ...options, budget, broken })
      const found = exploration.found.map((one) => ({
        ...one,
        actions: one.actions.flat().map((edge) => walk.actionOf(edge)),
      }))
      return { ...exploration, found }
    },
    report: () => ({ ends: verdicts.ends.size, restless, relevant: [...relevant], reached: { ...reached } }),
  }
}

/** The same space, and somebody is told of every step that is taken in it. */
function watched<Vertex, Edge>(
  space: RunSpace<Vertex, Edge>,
  told: (run: readonly Edge[], before: Vertex, after: Vertex) => void,
): RunSpace<Vertex, Edge> {
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
