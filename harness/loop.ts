/**
 * What never ends. A run that does not come to rest may go round in a cycle: the same state, with the same seen so far
 * and the same place in the scheduler's own order, comes again, and so does everything after it. The scheduler takes
 * the source of luck that waited longest, so whoever could do something again and again in the cycle did: the cycle is
 * fair.
 */
import { foldAll } from '../invariants/fold.ts'
import type { Violation } from '../invariants/invariant.ts'
import type { Ledger } from '../invariants/ledger.ts'
import { Fingerprinter } from '../model/fingerprint.ts'
import type { System } from '../model/system.ts'

/** A cycle that healing goes through for ever. */
export interface Loop<State, Action> {
  /** What happens in it, in order. */
  readonly actions: readonly Action[]
  /** The state before each of its actions. */
  readonly states: readonly State[]
  /** At each of these states: all that was seen and will ever be seen, with what is read back there. */
  readonly ends: readonly [Ledger, ...Ledger[]]
  /** Records that are offered in every state of it and finished in none. */
  readonly starving: readonly number[]
}

/** One step of a run whose end is not known yet. */
interface Passed<State, Action> {
  readonly action: Action
  readonly state: State
  readonly ledger: Ledger
}

/**
 * Looks for the cycle of one run. Asked before each step, from where on the scheduler only goes by who waited longest.
 */
export class LoopFinder<State, Action> {
  readonly #passed: Passed<State, Action>[] = []
  readonly #known = new Map<string, number>()
  readonly #fingerprint = new Fingerprinter()

  /**
   * Where this state was passed before, with the same ledger and the same sources of luck in the same order; else
   * `undefined`.
   */
  metAt(state: State, ledger: Ledger, order: readonly string[]): number | undefined {
    this.#fingerprint.of({ state, ledger, order })
    const key = `${this.#fingerprint.high} ${this.#fingerprint.low}`
    const at = this.#known.get(key)
    if (at === undefined) this.#known.set(key, this.#passed.length)
    return at
  }

  passes(action: Action, state: State, ledger: Ledger): void {
    this.#passed.push({ action, state, ledger })
  }

  /**
   * The cycle that began there, if it decides anything: where somebody starves, or where a cycle is how every run of
   * the system ends. Another one says only that the system finds no rest.
   */
  loopFrom(at: number, system: System<State, Action>): Loop<State, Action> | undefined {
    const cycle = this.#passed.slice(at)
    const starving = inEvery(cycle.map(({ state }) => system.waiting?.(state) ?? []))
    if (starving.length === 0 && system.isEndless !== true) return undefined
    const told = starving.length === 0 ? [] : [{ kind: 'endless' as const, records: starving }]
    const [first, ...others] = cycle.map(({ state, ledger }) => foldAll(ledger, [...told, ...system.readBack(state)]))
    if (first === undefined) return undefined
    return {
      actions: cycle.map(({ action }) => action),
      states: cycle.map(({ state }) => state),
      ends: [first, ...others],
      starving,
    }
  }
}

/**
 * How a promise is broken in a loop: if it is broken in every state of it. The ledger of a loop holds all that will
 * ever be seen, as it comes again with its state; so what is broken for good once it happened (an effect happened
 * twice, somebody was overtaken) shows in every state, and what asks how things are after healing (whether a record can
 * be read) is broken only where there is no moment, however late, at which it holds. Therefore every promise can be
 * judged here. Only the record of a fresh producer is never sent: nobody waits for a rest that does not come.
 */
export function violationInLoop(
  { ends }: Loop<unknown, unknown>,
  violationIn: (ledger: Ledger) => Violation | undefined,
): Violation | undefined {
  const violation = violationIn(ends[0])
  return violation !== undefined && ends.every((ledger) => violationIn(ledger) !== undefined) ? violation : undefined
}

function inEvery([first = [], ...others]: readonly (readonly number[])[]): readonly number[] {
  return first.filter((record) => others.every((list) => list.includes(record)))
}

/** The shortest part of a list that, repeated, makes all of it. */
export function period<T>(list: readonly T[], nameOf: (item: T) => string): number {
  const names = list.map(nameOf)
  for (let length = 1; length < names.length; length++) {
    if (names.length % length === 0 && names.every((name, at) => name === names[at % length])) return length
  }
  return names.length
}
