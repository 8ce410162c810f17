/**
 * Where the runs of one search have been. Deep flaws need several rare steps in a row; a run that goes on from a place
 * that few runs have seen has the first of them behind it. Places are told apart by the system's coarse view of its
 * state, by what was spent on the way, and by what clients know.
 */
import type { Random } from 'fast-check'
import type { Ledger } from '../invariants/ledger.ts'
import type { Observation } from '../model/observation.ts'
import type { Spent } from './budget.ts'

/** A place and one way there. */
export interface Place<State, Action> {
  readonly actions: readonly Action[]
  readonly observations: readonly Observation[]
  readonly situations: Readonly<Record<string, number>>
  readonly state: State
  readonly ledger: Ledger
  readonly spent: Spent
}

/** More places than this are not remembered. */
const MOST_PLACES = 4096
/** Of so many places drawn, the one seen least is taken. */
const DRAWN = 6
/** A place from which nothing more may go wrong counts as if it had been seen so many times more often. */
const NOTHING_LEFT = 4

export class Memory<State, Action> {
  readonly #index = new Map<string, number>()
  readonly #places: Place<State, Action>[] = []
  readonly #visits: number[] = []

  /** Tells that a run is at this place now; `place` is asked only the first time, and returned then. */
  visit(view: string, place: () => Place<State, Action>): Place<State, Action> | undefined {
    const known = this.#index.get(view)
    if (known !== undefined) {
      this.#visits[known] = (this.#visits[known] ?? 0) + 1
      return undefined
    }
    if (this.#places.length >= MOST_PLACES) return undefined
    const made = place()
    this.#index.set(view, this.#places.length)
    this.#places.push(made)
    this.#visits.push(1)
    return made
  }

  /** A seldom seen place on the way to which no more than this was spent. */
  pick(random: Random, faults: number, moves: number): Place<State, Action> | undefined {
    let best: number | undefined
    let fewest = Infinity
    for (let draw = 0; draw < DRAWN && this.#places.length > 0; draw++) {
      const index = random.nextInt(0, this.#places.length - 1)
      const { faultCount, moves: moved } = this.#places[index]?.spent ?? { faultCount: Infinity, moves: 0 }
      if (faultCount > faults || moved > moves) continue
      const seen = (this.#visits[index] ?? 0) * (faultCount === faults && moved === moves ? NOTHING_LEFT : 1)
      if (seen >= fewest) continue
      best = index
      fewest = seen
    }
    if (best === undefined) return undefined
    this.#visits[best] = (this.#visits[best] ?? 0) + 1
    return this.#places[best]
  }
}
