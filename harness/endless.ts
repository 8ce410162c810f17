/**
 * Healing where somebody never stops. First the ordinary work that the machine names first, until a state comes
 * again; then, from one state of that cycle, whoever waited longest, until that goes round, too: that cycle is fair.
 * The first part depends on nothing but the state, and where the second begins on nothing but the cycle: two schedules
 * whose healing meets end alike, and a search heals each end once.
 */
import { foldAll } from '../invariants/fold.ts'
import type { Ledger } from '../invariants/ledger.ts'
import { Fingerprinter } from '../model/fingerprint.ts'
import type { System } from '../model/system.ts'
import { type Loop, LoopFinder } from './loop.ts'
import { firstEnabled, longestWaiting, orderOf } from './ordinary.ts'

export interface Round<State, Action> {
  readonly state: State
  readonly ledger: Ledger
  readonly steps: number
  /** It came to rest after all. */
  readonly rested: boolean
  readonly loop?: Loop<State, Action>
}

/** Heals until it goes round, and says what the fair round is, if it is known after so many steps at the most. */
export function goRound<State, Action>(
  system: System<State, Action>,
  from: { readonly state: State; readonly ledger: Ledger },
  mostSteps: number,
  listener?: (action: Action, before: State, after: State) => void,
): Round<State, Action> {
  const way = new Way(from, listener)
  const fingerprint = new Fingerprinter()
  const passed = new Set<string>()
  const nameOf = (): string => {
    fingerprint.of({ state: way.state, ledger: way.ledger })
    return `${fingerprint.high} ${fingerprint.low}`
  }
  let name = nameOf()
  for (; !passed.has(name); name = nameOf()) {
    passed.add(name)
    if (way.steps >= mostSteps) return way.end(false)
    if (!way.goes(firstEnabled(system, way.state))) return way.end(true)
  }
  const all = [...passed]
  const cycle = all.slice(all.indexOf(name))
  const start = cycle.indexOf(cycle.reduce((least, other) => (other < least ? other : least)))
  for (let at = 0; at < start; at++) way.goes(firstEnabled(system, way.state))
  return fairRound(system, way, mostSteps)
}

function fairRound<State, Action>(
  system: System<State, Action>,
  way: Way<State, Action>,
  mostSteps: number,
): Round<State, Action> {
  const finder = new LoopFinder<State, Action>()
  const turns = new Map<string, number>()
  for (let turn = 0; way.steps < mostSteps; turn++) {
    const met = finder.metAt(way.state, way.ledger, orderOf(turns))
    if (met !== undefined) return way.end(false, finder.loopFrom(met, system))
    const next = longestWaiting(system, way.state, turns)
    if (next === undefined) return way.end(true)
    finder.passes(next.action, way.state, way.ledger)
    turns.set(system.luckKey(next.action), turn)
    way.goes(next)
  }
  return way.end(false)
}

/** How far healing has come. */
class Way<State, Action> {
  state: State
  ledger: Ledger
  steps = 0
  readonly #listener: ((action: Action, before: State, after: State) => void) | undefined

  constructor(
    { state, ledger }: { readonly state: State; readonly ledger: Ledger },
    listener: ((action: Action, before: State, after: State) => void) | undefined,
  ) {
    this.state = state
    this.ledger = ledger
    this.#listener = listener
  }

  /** Takes this step; `false` if there is none. */
  goes(next: ReturnType<typeof firstEnabled<State, Action>>): boolean {
    if (next === undefined) return false
    this.#listener?.(next.action, this.state, next.state)
    this.state = next.state
    this.ledger = foldAll(this.ledger, next.seen)
    this.steps++
    return true
  }

  end(rested: boolean, loop?: Loop<State, Action>): Round<State, Action> {
    const { state, ledger, steps } = this
    return { state, ledger, steps, rested, ...(loop && { loop }) }
  }
}
