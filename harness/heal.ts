/**
 * Healing, the end of every schedule: all faults are over and a fair, deterministic scheduler finishes all work; then
 * the epilogue of the system, and that is finished too; then everything is read back.
 */
import { foldAll } from '../invariants/fold.ts'
import type { Ledger } from '../invariants/ledger.ts'
import type { Invariant, Violation } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import { goRound } from './endless.ts'
import { type Loop, LoopFinder, violationInLoop } from './loop.ts'
import { firstEnabled, longestWaiting, orderOf } from './ordinary.ts'

/** A system that has not come to rest after this many steps is taken to never do so. */
export const MOST_HEALING_STEPS = 2_000
/**
 * After so many steps of one source of luck in a row, or so many steps in all, the one that waited longest goes first.
 */
const MOST_IN_A_ROW = 8
const PATIENCE = 200
/** So many steps go by before anyone counts. */
export const UNWATCHED = 60

export interface Healed<State, Action = unknown> {
  readonly state: State
  /** With everything that was read back. */
  readonly ledger: Ledger
  /** Whether all work was finished. If not, what was read back says nothing about "after healing". */
  readonly rested: boolean
  readonly steps: number
  /** Where it never comes to rest, and how it goes on for ever is known: that. */
  readonly loop?: Loop<State, Action>
}

/** Whether anything can be said of how it ends: it came to rest, or it goes round in a cycle that is known. */
export function hasEnd({ rested, loop }: Healed<unknown>): boolean {
  return rested || loop !== undefined
}

/**
 * How a promise is broken after a schedule and its healing; `undefined` also where nothing is known of how it ends.
 * @param scheduled what was seen up to the end of the schedule
 */
export function violationAfter(
  healed: Healed<unknown>,
  invariant: Invariant,
  scheduled: Ledger,
): Violation | undefined {
  return invariant.atOnce?.seen(scheduled) ?? violationHealed(healed, invariant)
}

/** How healing shows that a promise is broken. */
export function violationHealed(
  { rested, ledger, loop }: Healed<unknown>,
  { violation, atOnce }: Invariant,
): Violation | undefined {
  const violationIn = atOnce?.later ?? violation
  if (loop !== undefined) return violationInLoop(loop, violationIn)
  return rested ? violationIn(ledger) : undefined
}

/** Told of every healing step, for the situations it reaches. */
export type HealingListener<State, Action> = (action: Action, before: State, after: State) => void

/** Heals this system from this state on; the ledger is the one of the schedule that led there. */
export function heal<State, Action>(
  system: System<State, Action>,
  state: State,
  ledger: Ledger,
  listener?: HealingListener<State, Action>,
): Healed<State, Action> {
  const first = settle(system, { state, ledger, rested: true, steps: 0 }, listener)
  if (first.loop !== undefined) return { ...first, ledger: first.loop.ends[0] }
  let after = first
  for (const action of system.epilogue(first.state)) {
    const step = system.machine.step(after.state, action)
    after = { ...after, state: step.state, ledger: foldAll(after.ledger, step.seen) }
  }
  const last = after === first ? first : settle(system, after, listener)
  return { ...last, ledger: foldAll(last.ledger, system.readBack(last.state)) }
}

/** Takes actions that cost nothing until none is left that does anything. */
function settle<State, Action>(
  system: System<State, Action>,
  from: Healed<State, Action>,
  listener: HealingListener<State, Action> | undefined,
): Healed<State, Action> {
  if (system.isEndless === true) {
    const round = goRound(system, from, MOST_HEALING_STEPS - from.steps, listener)
    return { ...round, rested: from.rested && round.rested, steps: from.steps + round.steps }
  }
  const finder = system.waiting === undefined ? undefined : new LoopFinder<State, Action>()
  const turns = new Map<string, number>()
  let { state, ledger, steps } = from
  let lastKey: string | undefined
  let inARow = 0
  for (let turn = 0; steps < MOST_HEALING_STEPS; turn++) {
    const overdue = inARow >= MOST_IN_A_ROW || turn >= PATIENCE
    const next = overdue ? longestWaiting(system, state, turns) : firstEnabled(system, state)
    if (next === undefined) return { state, ledger, rested: from.rested, steps }
    if (finder !== undefined && turn >= PATIENCE) {
      const met = finder.metAt(state, ledger, orderOf(turns))
      if (met !== undefined) {
        const loop = finder.loopFrom(met, system)
        return { state, ledger, rested: false, steps, ...(loop && { loop }) }
      }
      finder.passes(next.action, state, ledger)
    }
    // Most systems are at rest long before anyone could starve.
    if (turn >= UNWATCHED) {
      const key = system.luckKey(next.action)
      inARow = key === lastKey ? inARow + 1 : 1
      lastKey = key
      turns.set(key, turn)
    }
    listener?.(next.action, state, next.state)
    state = next.state
    ledger = foldAll(ledger, next.seen)
    steps++
  }
  return { state, ledger, rested: false, steps }
}
