/**
 * What may as well be done at once (`Reduction.atOnce`) is done: from a vertex of a last layer to the first one from
 * which something is left to choose.
 */
import type { Outcome, Reduction } from '../../model/system.ts'
import type { Moment, Space } from './space.ts'

/** What is done at once from a vertex. */
export interface Done<State, Action> {
  readonly actions: readonly Action[]
  /** The vertex after them. */
  readonly moment: Moment<State>
}

/**
 * Nobody has that much to do: a longer way goes round in a circle. Whoever is on it may leave it anywhere, so nothing
 * is done at once there.
 */
const LONGEST_WAY = 200

const NOTHING: readonly never[] = []

/**
 * Always the first action that may be done at once, in the machine's order, until there is none or the state is
 * settled. Every vertex that comes to the same vertex has the same future.
 */
export function doneAtOnce<State, Action>(
  space: Space<Moment<State>, Action>,
  reduction: Reduction<State, Action>,
  from: Moment<State>,
): Done<State, Action> {
  const actions: Action[] = []
  let at = from
  while (actions.length <= LONGEST_WAY) {
    const next = reduction.isSettled(at.state) ? undefined : firstAtOnce(space, reduction, at)
    if (next === undefined) return { actions, moment: at }
    actions.push(next.action)
    at = next.after
  }
  return { actions: NOTHING, moment: from }
}

function firstAtOnce<State, Action>(
  space: Space<Moment<State>, Action>,
  { atOnce }: Reduction<State, Action>,
  at: Moment<State>,
): { readonly action: Action; readonly after: Moment<State> } | undefined {
  const isAtOnce = atOnce?.(at.state)
  if (isAtOnce === undefined) return undefined
  for (const action of space.actions(at)) {
    if (space.cost(action, at) !== undefined) return undefined
    let after: Moment<State> | undefined
    const outcome = (): Outcome<State> => {
      after ??= space.step(at, action)
      return { state: after.state, isSilent: after.ledger === at.ledger }
    }
    if (!isAtOnce(action, outcome)) continue
    after ??= space.step(at, action)
    if (after !== at) return { action, after }
  }
  return undefined
}
