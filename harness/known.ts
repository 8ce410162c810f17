/** Schedules that broke a promise before, perhaps with other settings: they are played before anything is searched. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import { type Budget, nothingSpent, spend } from './budget.ts'
import type { ExhaustiveFound } from './explore/shortest.ts'
import { tryOut } from './judge.ts'
import { reduce } from './reduce.ts'
import type { Run } from './schedule.ts'
import type { KnownSchedules } from './search.ts'

/** What became of a schedule. */
export interface Played {
  readonly isBroken: boolean
  /** What it costs where all of it is affordable. */
  readonly cost: Run<unknown, unknown>['spent']
  /** The first action, counted from 1, that is not possible; `null` where all are. */
  readonly firstImpossible: number | null
}

/** Plays a schedule within a budget: what is not possible, or over it, is passed over. */
export function play<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
): Played {
  const { machine } = system
  let state = machine.initial
  let cost = nothingSpent
  let firstImpossible: number | null = null
  for (const [at, action] of actions.entries()) {
    const { state: after } = machine.step(state, action)
    if (after === state) firstImpossible ??= at + 1
    else cost = spend(cost, machine.cost(action, state))
    state = after
  }
  return { isBroken: tryOut(system, invariant, actions, budget).violation !== undefined, cost, firstImpossible }
}

/** The known schedules of one size that break a promise again, each with nothing in it that can be left out. */
export function brokenAgain<State, Action>(
  system: System<State, Action>,
  at: number,
  {
    invariants,
    budget,
    known,
  }: { readonly invariants: readonly Invariant[]; readonly budget: Budget } & { readonly known?: KnownSchedules },
): readonly ExhaustiveFound<Action>[] {
  return (known?.schedules ?? []).flatMap((schedule) => {
    const invariant = invariants.find(({ id }) => id === schedule.promise)
    if (invariant === undefined || schedule.at !== at) return []
    const given = schedule.actions as readonly Action[]
    if (tryOut(system, invariant, given, budget).violation === undefined) return []
    const { actions, spent } = reduce(system, invariant, given, budget)
    const { faultCount: faults, moves } = spent
    return [{ invariant, actions, faults, moves, length: actions.length, isShortest: false }]
  })
}
