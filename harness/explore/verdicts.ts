/**
 * What healing from a vertex ends in, for every vertex of a search at the price of about one step each: healing takes
 * the first ordinary action that does anything, so two vertices whose healing meets end alike, and each step of healing
 * is itself a vertex that will be asked about.
 */
import type { Ledger } from '../../invariants/ledger.ts'
import type { Invariant } from '../../invariants/invariant.ts'
import { Fingerprinter } from '../../model/fingerprint.ts'
import type { System } from '../../model/system.ts'
import { MOST_HEALING_STEPS, UNWATCHED, hasEnd, heal, violationHealed } from '../heal.ts'
import type { RunSpace } from './reduced.ts'
import { NOBODY, NONE, SeenSet } from './seen-set.ts'
import type { Walk } from './walk.ts'

/** What became of all promises in a run that healed. */
export interface HealedVerdict {
  /** Bit i: the i-th promise is broken. */
  readonly broken: number
  /** Bit i: the situation that the i-th promise is about occurred. */
  readonly reached: number
  /** It came to rest, or goes round in a cycle that is known. */
  readonly rested: boolean
}

/** More promises than bits would not fit. */
const MOST_PROMISES = 30

export class Verdicts<Vertex, Edge, State, Action> {
  /** Fingerprints of the vertices from which healing was carried to its end and read back. */
  readonly ends = new Set<string>()
  readonly #system: System<State, Action>
  readonly #space: RunSpace<Vertex, Edge>
  readonly #walk: Pick<Walk<Vertex, Edge, State, Action>, 'momentOf' | 'ledgerOf'>
  /** By ledger: the promises that it shows to be broken already. */
  readonly #seen = new WeakMap<Ledger, number>()
  readonly #invariants: readonly Invariant[]
  readonly #showsAtOnce: boolean
  readonly #fingerprint = new Fingerprinter()
  /** By fingerprint: which verdict (as its place), after how many steps of healing (as its action). */
  readonly #known = new SeenSet()
  readonly #verdicts: HealedVerdict[] = []

  /** @param space of the vertices of this walk */
  constructor(
    system: System<State, Action>,
    walk: Pick<Walk<Vertex, Edge, State, Action>, 'momentOf' | 'ledgerOf'>,
    space: RunSpace<Vertex, Edge>,
    invariants: readonly Invariant[],
  ) {
    if (invariants.length > MOST_PROMISES)
      throw new RangeError(`${invariants.length} promises at once; at most ${MOST_PROMISES} are possible`)
    this.#system = system
    this.#space = space
    this.#walk = walk
    this.#invariants = invariants
    this.#showsAtOnce = invariants.some(({ atOnce }) => atOnce !== undefined)
  }

  /** The verdict of a schedule that ends here. */
  of(vertex: Vertex): HealedVerdict {
    const healed = this.#healed(vertex)
    if (!this.#showsAtOnce) return healed
    const seen = this.#seenIn(this.#walk.ledgerOf(vertex))
    return seen === 0 ? healed : { ...healed, broken: healed.broken | seen }
  }

  #seenIn(ledger: Ledger): number {
    let seen = this.#seen.get(ledger)
    if (seen === undefined) {
      seen = 0
      for (const [i, { atOnce }] of this.#invariants.entries()) if (atOnce?.seen(ledger) !== undefined) seen |= 1 << i
      this.#seen.set(ledger, seen)
    }
    return seen
  }

  /** What healing shows of it. */
  #healed(vertex: Vertex): HealedVerdict {
    if (this.#system.isEndless === true) return this.#verdicts[this.#whereItGoesRound(vertex)] as HealedVerdict
    const way: { readonly low: number; readonly high: number }[] = []
    let at: Vertex | undefined = vertex
    let verdict = NONE
    let steps = 0
    while (at !== undefined && way.length <= UNWATCHED) {
      this.#space.identify(at, this.#fingerprint)
      const { low, high } = this.#fingerprint
      const known = this.#known.find(low, high)
      if (known !== NONE) {
        verdict = this.#known.placeOf(known)
        steps = this.#known.actionOf(known)
        break
      }
      way.push({ low, high })
      const next = this.#firstEnabled(at)
      if (next === undefined) verdict = this.#judge(at)
      at = next
    }
    // A long way has to be watched for fairness, and is healed as it is.
    if (verdict === NONE || steps + way.length > UNWATCHED) return this.#verdicts[this.#judge(vertex)] as HealedVerdict
    for (let i = way.length - 1; i >= 0; i--) {
      const { low, high } = way[i] as { low: number; high: number }
      if (this.#known.find(low, high) === NONE) this.#known.add(low, high, NOBODY, steps++, verdict)
    }
    return this.#verdicts[verdict] as HealedVerdict
  }

  /** Where there is no rest: healing from here ends as it does from wherever it comes to (`goRound`). */
  #whereItGoesRound(vertex: Vertex): number {
    const way = new Map<string, { readonly low: number; readonly high: number }>()
    let at = vertex
    let verdict = NONE
    while (verdict === NONE) {
      // No state comes again: healing says so.
      if (way.size > MOST_HEALING_STEPS) return this.#judge(vertex)
      this.#space.identify(at, this.#fingerprint)
      const { low, high } = this.#fingerprint
      const known = this.#known.find(low, high)
      const next = known === NONE && !way.has(`${high} ${low}`) ? this.#firstEnabled(at) : undefined
      if (known !== NONE) verdict = this.#known.placeOf(known)
      else if (next === undefined) verdict = this.#judge(at)
      else {
        way.set(`${high} ${low}`, { low, high })
        at = next
      }
    }
    for (const { low, high } of way.values())
      if (this.#known.find(low, high) === NONE) this.#known.add(low, high, NOBODY, 0, verdict)
    return verdict
  }

  #firstEnabled(vertex: Vertex): Vertex | undefined {
    for (const action of this.#space.actions(vertex)) {
      if (this.#space.cost(action, vertex) !== undefined) return undefined
      const after = this.#space.step(vertex, action)
      if (after !== vertex) return after
    }
    return undefined
  }

  #judge(vertex: Vertex): number {
    this.#space.identify(vertex, this.#fingerprint)
    this.ends.add(`${this.#fingerprint.high} ${this.#fingerprint.low}`)
    const { state, ledger } = this.#walk.momentOf(vertex)
    const healed = heal(this.#system, state, ledger)
    let broken = 0
    let reached = 0
    for (const [i, invariant] of this.#invariants.entries()) {
      if (violationHealed(healed, invariant) !== undefined) broken |= 1 << i
      if (invariant.reached(healed.ledger)) reached |= 1 << i
    }
    const rested = hasEnd(healed)
    const same = this.#verdicts.findIndex(
      (other) => other.broken === broken && other.reached === reached && other.rested === rested,
    )
    return same >= 0 ? same : this.#verdicts.push({ broken, reached, rested }) - 1
  }
}
