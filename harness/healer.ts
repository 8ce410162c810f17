/**
 * Healing for those who heal very often. It takes the first ordinary action that does anything, so schedules whose
 * healing meets end alike: the rest of the way is known then, and is not taken again. Where a system is in parts, steps
 * are looked up as an exhaustive search does. What is said is what `heal` says, step for step.
 */
import type { Ledger } from '../invariants/ledger.ts'
import { Fingerprinter } from '../model/fingerprint.ts'
import type { System } from '../model/system.ts'
import type { Edge } from './explore/parts/edges.ts'
import { type PartsWalk, partsWalkOf } from './explore/parts/parts-walk.ts'
import type { Tuple } from './explore/parts/tuple.ts'
import { NOBODY, NONE, SeenSet } from './explore/seen-set.ts'
import { type Healed, MOST_HEALING_STEPS, UNWATCHED, heal } from './heal.ts'

/** How healing ended, and what it came by. */
export interface Outcome<State> {
  /** Its end. States whose healing meets have the same object. */
  readonly healed: Healed<State>
  /** Steps of healing, from the state that was asked about. */
  readonly steps: number
  /** Tells of every situation that these steps reached, as often as they did. */
  eachSituation(told: (situation: string) => void): void
}

export type Healer<State> = (state: State, ledger: Ledger) => Outcome<State>

/** Where healing comes to rest, and all that comes after it. */
interface End<State> {
  readonly healed: Healed<State>
  readonly situations: readonly string[]
}

const HEALERS = new WeakMap<object, unknown>()
/** States on the way that are remembered of one system, at the most. */
const MOST_REMEMBERED = 1_000_000
/** Ends are numbered in 16 bits. */
const MOST_ENDS = 0xffff

/** Heals this system; what it has found out once it knows. */
export function healerOf<State, Action>(system: System<State, Action>): Healer<State> {
  const known = HEALERS.get(system)
  // What is kept for a system was made of it.
  if (known !== undefined) return known as Healer<State>
  const { inParts, isEndless } = system
  const healer: Healer<State> =
    inParts === undefined || isEndless === true
      ? (state, ledger) => healedAnew(system, state, ledger)
      : rememberingHealer(system, partsWalkOf(system, inParts))
  HEALERS.set(system, healer)
  return healer
}

function rememberingHealer<State, Action>(
  system: System<State, Action>,
  walk: PartsWalk<State, Action>,
): Healer<State> {
  const ways = new Ways(system, walk)
  return (state, ledger) => ways.from(state, ledger) ?? healedAnew(system, state, ledger)
}

/** Healing as it is. */
function healedAnew<State, Action>(system: System<State, Action>, state: State, ledger: Ledger): Outcome<State> {
  const { healed, situations } = endFrom(system, state, ledger)
  return { healed, steps: healed.steps, eachSituation: (told) => situations.forEach(told) }
}

function endFrom<State, Action>(system: System<State, Action>, state: State, ledger: Ledger): End<State> {
  const situations: string[] = []
  const healed = heal(system, state, ledger, (action, before, after) => {
    situations.push(...system.situations(action, before, after))
  })
  return { healed, situations }
}

interface Step {
  readonly low: number
  readonly high: number
  readonly situations: readonly string[]
}

/** The ways on which systems have healed: from each state one step on, to its end. */
class Ways<State, Action> {
  readonly #system: System<State, Action>
  readonly #walk: PartsWalk<State, Action>
  /** By fingerprint: the state after it (as its parent), steps that are left (as its action), its end (as its place). */
  readonly #known = new SeenSet()
  /** By state on the way: what the step from it reaches. */
  readonly #situations: (readonly string[])[] = []
  readonly #ends: End<State>[] = []
  readonly #fingerprint = new Fingerprinter()

  constructor(system: System<State, Action>, walk: PartsWalk<State, Action>) {
    this.#system = system
    this.#walk = walk
  }

  /** Nothing where fairness has to be watched. */
  from(state: State, ledger: Ledger): Outcome<State> | undefined {
    if (this.#known.size > MOST_REMEMBERED || this.#ends.length >= MOST_ENDS) return undefined
    const node = this.#wayFrom(this.#walk.vertexOf(state, ledger))
    if (node === NONE) return undefined
    const end = this.#ends[this.#known.placeOf(node)] as End<State>
    const steps = this.#known.actionOf(node) + end.healed.steps
    if (steps >= MOST_HEALING_STEPS) return undefined
    return { healed: end.healed, steps, eachSituation: (told) => this.#each(node, end, told) }
  }

  #each(from: number, { situations }: End<State>, told: (situation: string) => void): void {
    for (let node = from; node !== NOBODY; node = this.#known.parentOf(node))
      for (const situation of this.#situations[node] as readonly string[]) told(situation)
    for (const situation of situations) told(situation)
  }

  #wayFrom(vertex: Tuple): number {
    const way: Step[] = []
    let at = vertex
    let node = NONE
    for (;;) {
      this.#walk.single.identify(at, this.#fingerprint)
      const { low, high } = this.#fingerprint
      node = this.#known.find(low, high)
      if (node !== NONE) break
      if (way.length === UNWATCHED) return NONE
      const next = this.#firstEnabled(at)
      if (next === undefined) {
        node = this.#endAt(at, low, high)
        break
      }
      way.push({ low, high, situations: this.#walk.situationsOf(next.edge, at) })
      at = next.after
    }
    const left = this.#known.actionOf(node)
    if (left + way.length > UNWATCHED) return NONE
    const end = this.#known.placeOf(node)
    for (let i = way.length - 1; i >= 0; i--) {
      const { low, high, situations } = way[i] as Step
      this.#known.find(low, high)
      node = this.#known.add(low, high, node, left + way.length - i, end)
      this.#situations.push(situations)
    }
    return node
  }

  #endAt(vertex: Tuple, low: number, high: number): number {
    const { state, ledger } = this.#walk.momentOf(vertex)
    const end = this.#ends.push(endFrom(this.#system, state, ledger)) - 1
    this.#known.find(low, high)
    const node = this.#known.add(low, high, NOBODY, 0, end)
    this.#situations.push([])
    return node
  }

  #firstEnabled(vertex: Tuple): { readonly edge: Edge<Action>; readonly after: Tuple } | undefined {
    const { single } = this.#walk
    for (const edge of single.actions(vertex)) {
      if (single.cost(edge, vertex) !== undefined) return undefined
      const after = single.step(vertex, edge)
      if (after !== vertex) return { edge, after }
    }
    return undefined
  }
}
