/**
 * From schedules that break promises to the shortest of them. A reduced search finds the fewest faults and moves, but not
 * the fewest actions, and a random one neither for sure; so once more, now every schedule that costs no more and is no
 * longer than the one found. Only states with the same future are one here.
 */
import type { Invariant } from '../../invariants/invariant.ts'
import { FAULT_KINDS } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { reduce } from '../reduce.ts'
import type { Discovery, ExploreProgress, Stopped } from './exploration.ts'
import { explore } from './explorer.ts'
import { equivalentSpace } from './reduced.ts'
import { Verdicts } from './verdicts.ts'

/** How far a schedule goes: what it costs, then how long it is. */
export interface Extent {
  readonly faults: number
  readonly moves: number
  readonly length: number
}

export interface ExhaustiveFound<Action> extends Extent {
  readonly invariant: Invariant
  readonly actions: readonly Action[]
  /** Nothing shorter breaks the promise at this cost. */
  readonly isShortest: boolean
}

export interface ShortestOptions {
  readonly budget: Budget
  /** Nothing that costs less breaks these promises: fewer faults with more moves need not be tried. */
  readonly isCheapest: boolean
  readonly maxStates: number
  readonly stop: () => Stopped | undefined
}

/** The shortest schedule at the cost of each of these; what could not be shown to be the shortest is what it was, with nothing that can be left out. */
export function* shortestOf<State, Action>(
  system: System<State, Action>,
  found: readonly ExhaustiveFound<Action>[],
  options: ShortestOptions,
): Generator<ExploreProgress, readonly ExhaustiveFound<Action>[]> {
  const result = new Map(found.map((one) => [one.invariant, one.isShortest ? one : shortened(system, one, options.budget)]))
  const open = (): readonly ExhaustiveFound<Action>[] => [...result.values()].filter((one) => !one.isShortest)
  for (const { faults, moves } of costsOf(open())) {
    const alike = open().filter((one) => one.faults === faults && one.moves === moves)
    const discoveries = yield* searchNoLonger(system, alike, faults, { ...options, budget: limited(options.budget, faults, moves, options.isCheapest) })
    for (const { bit, actions, ...cost } of discoveries) {
      const { invariant } = alike[Math.log2(bit)] as ExhaustiveFound<Action>
      result.set(invariant, { invariant, faults: cost.faults, moves: cost.moves, length: actions.length, actions, isShortest: true })
    }
  }
  return found.map(({ invariant }) => result.get(invariant) as ExhaustiveFound<Action>)
}

function costsOf(found: readonly Extent[]): readonly Pick<Extent, 'faults' | 'moves'>[] {
  return [...new Map(found.map(({ faults, moves }) => [`${faults} ${moves}`, { faults, moves }])).values()]
}

function shortened<State, Action>(system: System<State, Action>, found: ExhaustiveFound<Action>, budget: Budget): ExhaustiveFound<Action> {
  const { actions, spent } = reduce(system, found.invariant, found.actions, budget)
  return { ...found, actions, length: actions.length, faults: spent.faultCount, moves: spent.moves }
}

function* searchNoLonger<State, Action>(system: System<State, Action>, found: readonly ExhaustiveFound<Action>[], mostFaults: number, { budget, maxStates, stop }: ShortestOptions): Generator<ExploreProgress, readonly Discovery<Action>[]> {
  const space = equivalentSpace(system)
  const verdicts = new Verdicts(system, space, found.map(({ invariant }) => invariant))
  const exploration = yield* explore(space, {
    budget,
    mostFaults,
    maxStates,
    maxDepth: Math.max(...found.map(({ length }) => length)),
    wanted: 2 ** found.length - 1,
    broken: (vertex) => verdicts.of(vertex).broken,
    stop,
  })
  return exploration.found.map(({ actions, ...discovery }) => ({ ...discovery, actions: actions.flat() }))
}

function limited(budget: Budget, faults: number, moves: number, isCheapest: boolean): Budget {
  const total = faults + moves
  const kinds = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, Math.min(total, budget.faults[kind])])) as Budget['faults']
  return { total, faults: kinds, moves: isCheapest ? moves : Math.min(budget.moves, total) }
}
