/** What is possible in a state, turn by turn, as the rows offer it. */
import type { Cost } from '../../machine.ts'
import type { Source } from '../../parts.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isAtWork } from '../replication/prompt.ts'
import type { Action } from './action.ts'
import type { Offer, Row } from './row.ts'
import { ROWS } from './rows.ts'
import { type Turn, TURNS } from './turns.ts'

/**
 * An offer beside what its row says. What a turn hands to it is what the types of `offer` have seen to. All of one
 * shape: whoever reads rows of forty shapes reads slowly.
 */
interface Offered {
  readonly candidates: (deployment: Deployment, state: ClusterState, one: unknown) => readonly Action[]
  readonly possible: Row<Action>['possible']
  /** Where what it costs depends on the state. */
  readonly cost: ((deployment: Deployment, action: Action, before: ClusterState) => Cost) | null
}

type Each = (deployment: Deployment, state: ClusterState) => readonly unknown[]

interface TurnToTake {
  readonly each: Each
  readonly pieces: (deployment: Deployment) => readonly Each[]
  readonly isCostly: boolean
  readonly waits: boolean
  /** Kinds of actions that are offered. */
  readonly kinds: readonly Action['kind'][]
  readonly offered: readonly Offered[]
}

const ALL_TURNS: readonly TurnToTake[] = (Object.keys(TURNS) as Turn[]).map((turn) => {
  const { each, pieces, isCostly, waits } = TURNS[turn]
  const offered = Object.values(ROWS).flatMap(({ offers, possible, cost }) =>
    (offers as readonly Offer<Action>[])
      .filter((offer) => offer.turn === turn)
      .map(({ candidates }) => {
        if (typeof cost !== 'function' && (cost !== undefined) !== isCostly)
          throw new RangeError(`${turn}: what is offered there does not cost what the turn is for`)
        return { candidates, possible, cost: typeof cost === 'function' ? cost : null } as unknown as Offered
      }),
  )
  const kinds = (Object.keys(ROWS) as Action['kind'][]).filter((kind) =>
    (ROWS[kind].offers as readonly Offer<Action>[]).some((offer) => offer.turn === turn),
  )
  return { each, pieces, isCostly, waits, kinds, offered }
})

/** What is possible in a turn, for those of its participants that `each` names. */
function possibleIn(turn: TurnToTake, each: Each, deployment: Deployment, state: ClusterState): readonly Action[] {
  const participants = each(deployment, state)
  let possible: Action[] | undefined
  for (let at = 0; at < participants.length; at++) {
    for (let i = 0; i < turn.offered.length; i++) {
      const { candidates, possible: isPossible, cost } = turn.offered[i] as Offered
      const named = candidates(deployment, state, participants[at])
      for (let n = 0; n < named.length; n++) {
        const action = named[n] as Action
        if (!isPossible(deployment, state, action)) continue
        if (cost === null || (cost(deployment, action, state) !== undefined) === turn.isCostly)
          (possible ??= []).push(action)
      }
    }
  }
  return possible ?? NOTHING
}

const NOTHING: readonly Action[] = []

/**
 * What is possible in a state, each turn taken only for who gets that far. A generator would do the same, more slowly.
 */
export class Enabled implements Iterable<Action>, Iterator<Action> {
  readonly #deployment: Deployment
  readonly #state: ClusterState
  #turn = 0
  #waits: boolean | undefined
  #possible: readonly Action[] = NOTHING
  #at = 0

  constructor(deployment: Deployment, state: ClusterState) {
    this.#deployment = deployment
    this.#state = state
  }

  [Symbol.iterator](): Iterator<Action> {
    return this.#turn === 0 ? this : new Enabled(this.#deployment, this.#state)
  }

  next(): IteratorResult<Action> {
    while (this.#at >= this.#possible.length) {
      const turn = ALL_TURNS[this.#turn++]
      if (turn === undefined) return { done: true, value: undefined }
      this.#at = 0
      this.#possible =
        turn.waits && (this.#waits ??= isAtWork(this.#deployment, this.#state))
          ? NOTHING
          : possibleIn(turn, turn.each, this.#deployment, this.#state)
    }
    return { done: false, value: this.#possible[this.#at++] as Action }
  }
}

/**
 * The same, by who takes it, in the same order.
 * @param atOnce kinds of actions that may be done at once
 */
export function sourcesOf(
  deployment: Deployment,
  atOnce: ReadonlySet<Action['kind']>,
): readonly Source<ClusterState, Action>[] {
  return ALL_TURNS.flatMap((turn) =>
    turn.pieces(deployment).map((piece) => ({
      isCostly: turn.isCostly,
      waits: turn.waits,
      mayBeAtOnce: !turn.isCostly && turn.kinds.some((kind) => atOnce.has(kind)),
      actions: (state: ClusterState) => possibleIn(turn, piece, deployment, state),
    })),
  )
}
