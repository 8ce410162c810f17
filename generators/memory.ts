/**
 * Where the runs of one search have been. Deep flaws need several rare steps in a row; a run that goes on from a place
 * that few runs have seen has the first of them behind it. Places are told apart by the system's coarse view of its
 * state, by what was spent on the way, and by what clients know.
 */
import type { Random } from 'fast-check'
import type { Ledger } from '../invariants/ledger.ts'
import { Fingerprinter } from '../model/fingerprint.ts'
import type { Spent } from './budget.ts'

/** The actions of a schedule, from the last one back: places beside each other share their beginning. */
export interface Trail<Action> {
  readonly action: Action
  readonly before: Trail<Action> | null
  readonly length: number
}

/** The trail with one more action. */
export function longer<Action>(before: Trail<Action> | null, action: Action): Trail<Action> {
  return { action, before, length: (before?.length ?? 0) + 1 }
}

/** The actions in the order in which they were taken. */
export function actionsOf<Action>(trail: Trail<Action> | null): readonly Action[] {
  const actions: Action[] = []
  for (let at = trail; at !== null; at = at.before) actions.push(at.action)
  return actions.reverse()
}

/** A place and one way there. */
export interface Place<State, Action> {
  readonly trail: Trail<Action> | null
  readonly state: State
  readonly ledger: Ledger
  readonly spent: Spent
}

/**
 * So many states of one view are remembered at first: a view is coarse, and what comes of one state need not come of
 * another.
 */
const SAME_VIEW = 2
/** When a next step of every kind has been tried at all places, so many times more states of one view are. */
const FINER = 2
/** Of those on the way to which the same was spent, more places than this are not remembered. */
const MOST_PLACES = 50_000
/** Of so many places drawn, the one seen least is taken. */
const DRAWN = 6
/** A place from which nothing more may go wrong counts as if it had been seen so many times more often. */
const NOTHING_LEFT = 4

/** What can be tried at a place: ordinary work, one more fault, one more move. */
export type NextStep = 'ordinary' | 'fault' | 'move'
const NEXT_STEPS: readonly NextStep[] = ['ordinary', 'fault', 'move']

/** Places to which the same was spent. */
interface Level<State, Action> {
  total: number
  /** By next step: places at which it has not been tried. */
  readonly untried: Readonly<Record<NextStep, Place<State, Action>[]>>
}

export class Memory<State, Action> {
  /** By view: how often it was seen. */
  readonly #seen = new Map<string, number>()
  readonly #places: { readonly place: Place<State, Action>; readonly view: string }[] = []
  readonly #levels = new Map<string, Level<State, Action>>()
  /** By view: fingerprints of the places remembered. */
  readonly #known = new Map<string, Set<string>>()
  readonly #fingerprint = new Fingerprinter()
  #sameView = SAME_VIEW
  #scope = ''

  /** Tells that a run is at this place now, and whether it is new: it is remembered then. */
  visit(view: string, place: Place<State, Action>): boolean {
    const seen = this.#seen.get(view) ?? 0
    this.#seen.set(view, seen + 1)
    const known = this.#known.get(view) ?? new Set()
    // At first a place that is there twice takes the room of another one: that is cheap, and there is more than enough
    // to try.
    if ((this.#sameView === SAME_VIEW ? seen : known.size) >= this.#sameView) return false
    const print = this.#printOf(place)
    if (this.#sameView > SAME_VIEW && known.has(print)) return false
    this.#known.set(view, known.add(print))
    const level = this.#level(place.spent.faultCount, place.spent.moves)
    if (level.total >= MOST_PLACES) return false
    level.total++
    for (const next of NEXT_STEPS) level.untried[next].push(place)
    this.#places.push({ place, view })
    return true
  }

  /**
   * Takes a place at which a next step within so many faults and moves has not been tried; a cheaper one first.
   * @param isLast whether no larger scope follows: where nothing is left to try then, more places are remembered from
   * now on
   */
  takeUntried(
    random: Random,
    faults: number,
    moves: number,
    isLast: boolean,
  ): { readonly place: Place<State, Action>; readonly next: NextStep } | undefined {
    const scope = `${faults} ${moves}`
    if (scope !== this.#scope) this.#sameView = SAME_VIEW
    this.#scope = scope
    if (this.#sameView > SAME_VIEW) {
      const anywhere = this.#takeUntriedAt(random.nextInt(0, faults), random.nextInt(0, moves), faults, moves, random)
      if (anywhere !== undefined) return anywhere
    }
    for (let f = 0; f <= faults; f++) {
      for (let m = 0; m <= moves; m++) {
        const cheapest = this.#takeUntriedAt(f, m, faults, moves, random)
        if (cheapest !== undefined) return cheapest
      }
    }
    if (isLast) this.#sameView *= FINER
    return undefined
  }

  #takeUntriedAt(
    f: number,
    m: number,
    faults: number,
    moves: number,
    random: Random,
  ): { readonly place: Place<State, Action>; readonly next: NextStep } | undefined {
    for (const next of NEXT_STEPS) {
      if ((next === 'fault' && f === faults) || (next === 'move' && m === moves)) continue
      const place = takeAny(this.#level(f, m).untried[next], random)
      if (place !== undefined) return { place, next }
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

  #printOf({ state, ledger }: Place<State, Action>): string {
    this.#fingerprint.of({ state, ledger })
    return `${this.#fingerprint.high} ${this.#fingerprint.low}`
  }

  #level(faults: number, moves: number): Level<State, Action> {
    const key = `${faults} ${moves}`
    const known = this.#levels.get(key) ?? { total: 0, untried: { ordinary: [], fault: [], move: [] } }
    this.#levels.set(key, known)
    return known
  }
}

/** Removes any one of the list. */
function takeAny<T>(list: T[], random: Random): T | undefined {
  const last = list.pop()
  if (last === undefined) return undefined
  const at = random.nextInt(0, list.length)
  const taken = list[at]
  if (taken === undefined) return last
  list[at] = last
  return taken
}
