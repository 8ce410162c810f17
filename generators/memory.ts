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

/** So many states of one view are remembered: a view is coarse, and what comes of one state need not come of another. */
const SAME_VIEW = 3
/** More places than this are not remembered. */
const MOST_PLACES = 20_000
/** Of so many places drawn, the one seen least is taken. */
const DRAWN = 6
/** A place from which nothing more may go wrong counts as if it had been seen so many times more often. */
const NOTHING_LEFT = 4

export class Memory<State, Action> {
  /** By view: how often it was seen. */
  readonly #seen = new Map<string, number>()
  readonly #places: { readonly place: Place<State, Action>; readonly view: string }[] = []
  /** Places of which not every next step has been tried, by what was spent on the way. */
  readonly #untried = new Map<string, Place<State, Action>[]>()

  /** Tells that a run is at this place now. The place is made, remembered and returned while its view is new enough. */
  visit(view: string, make: () => Place<State, Action>): Place<State, Action> | undefined {
    const seen = this.#seen.get(view) ?? 0
    this.#seen.set(view, seen + 1)
    if (seen >= SAME_VIEW || this.#places.length >= MOST_PLACES) return undefined
    const place = make()
    this.#places.push({ place, view })
    const level = levelOf(place.spent.faultCount, place.spent.moves)
    const waiting = this.#untried.get(level)
    if (waiting === undefined) this.#untried.set(level, [place])
    else waiting.push(place)
    return place
  }

  /** Takes a place of which not every next step has been tried, on the way to which no more than this was spent; a cheaper one first. */
  takeUntried(random: Random, faults: number, moves: number): Place<State, Action> | undefined {
    for (let f = 0; f <= faults; f++) {
      for (let m = 0; m <= moves; m++) {
        const waiting = this.#untried.get(levelOf(f, m)) ?? []
        const last = waiting.pop()
        if (last === undefined) continue
        const at = random.nextInt(0, waiting.length)
        const taken = waiting[at]
        if (taken === undefined) return last
        waiting[at] = last
        return taken
      }
    }
    return undefined
  }

  /** A seldom seen place on the way to which no more than this was spent. */
  pick(random: Random, faults: number, moves: number): Place<State, Action> | undefined {
    let best: Place<State, Action> | undefined
    let fewest = Infinity
    for (let draw = 0; draw < DRAWN && this.#places.length > 0; draw++) {
      const drawn = this.#places[random.nextInt(0, this.#places.length - 1)]
      if (drawn === undefined) continue
      const { spent } = drawn.place
      if (spent.faultCount > faults || spent.moves > moves) continue
      const isFull = spent.faultCount === faults && spent.moves === moves
      const seen = (this.#seen.get(drawn.view) ?? 0) * (isFull ? NOTHING_LEFT : 1)
      if (seen >= fewest) continue
      best = drawn.place
      fewest = seen
    }
    return best
  }
}

function levelOf(faults: number, moves: number): string {
  return `${faults} ${moves}`
}
