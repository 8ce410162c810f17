/**
 * What one random run sets out to do. Uniform choice finds deep flaws badly: cheap faults are used up early, and every
 * race is run fairly. So each run draws its own mix: how much goes wrong, which kinds, who is slow, and when.
 */
import type { Random } from 'fast-check'
import type { Cost } from '../model/machine.ts'

/** How willingly an action of one source of luck is chosen; at the lowest it practically never wins a race. */
const WEIGHTS = [0.03, 0.3, 1, 3] as const
/** What counts as practically never. */
export const STARVED: number = WEIGHTS[0]

/** Out of 16 runs, this many use all that their level allows; the others use a part of it. */
const FULL_BUDGET = 12
/** Out of 16 runs, this many have no favourites. */
const EVEN_LUCK = 4
/** Out of 16 kinds of faults, so many take part in a run: deep flaws need the same few kinds again and again. */
const KINDS_IN_SWARM = [3, 6, 10, 14] as const
/** Out of 16 faults, this many wait for an acknowledgement before they come. */
const FIRST_AFTER_WORK = 10
const NEXT_AFTER_WORK = 4
/** Out of 16 faults, this many follow the one before within a few steps. */
const IN_A_BURST = 7

/** Out of 16 runs, in this many faults echo: each comes right after the same kind of work as the first. */
const ECHOES = 6

/** Out of 16 sources of luck that show up only after a fault (a restart, say), this many practically never win. */
const SLOW_RECOVERY = 8
/** Out of 16 runs, in this many one fault hits the same participant as the one before, where it can. */
const FOCUSED = 8

const UNIT = 2 ** 24

/** A number from 0 up to, but never, 1. */
export function fraction(random: Random): number {
  return random.nextInt(0, UNIT - 1) / UNIT
}

function chance(random: Random, outOf16: number): boolean {
  return random.nextInt(0, 15) < outOf16
}

/** Small numbers as likely as large ones: log-uniform in 0 … most. */
function logarithmic(random: Random, most: number): number {
  return Math.floor((most + 1) ** fraction(random)) - 1
}

/** How many faults (or moves) a run of this level aims at. */
function target(random: Random, level: number): number {
  return level === 0 || chance(random, FULL_BUDGET) ? level : random.nextInt(0, level)
}

/** The drawn plan of one run. Belongs to that run alone and changes as the run goes on. */
export class Guidance {
  faultsLeft: number
  movesLeft: number
  readonly #random: Random
  readonly #steps: number
  readonly #even: boolean
  readonly #weights = new Map<string, number>()
  readonly #kindsInSwarm: number
  readonly #swarm = new Map<string, boolean>()
  readonly #echoes: boolean
  readonly #focused: boolean
  #wentWrong = false
  #focus: readonly (readonly [string, number])[] = []
  #dueAt: number
  #lastWork: string | undefined
  #echoOf: string | undefined
  #waitsForWork: boolean

  constructor(random: Random, faults: number, moves: number, steps: number) {
    this.#random = random
    this.#steps = steps
    this.faultsLeft = target(random, faults)
    this.movesLeft = target(random, moves)
    this.#even = chance(random, EVEN_LUCK)
    this.#focused = chance(random, FOCUSED)
    this.#echoes = chance(random, ECHOES)
    this.#kindsInSwarm = KINDS_IN_SWARM[random.nextInt(0, KINDS_IN_SWARM.length - 1)] ?? 16
    this.#waitsForWork = chance(random, FIRST_AFTER_WORK)
    this.#dueAt = this.#waitsForWork ? 0 : logarithmic(random, steps >> 1)
  }

  /** Whether anything may still go wrong in this run. */
  get hasMore(): boolean {
    return this.faultsLeft > 0 || this.movesLeft > 0
  }

  /** Whether the next fault or move should come at this step. */
  isDue(step: number): boolean {
    if (!this.hasMore) return false
    if (this.#echoOf !== undefined) return this.#echoOf === this.#lastWork
    return !this.#waitsForWork && step >= this.#dueAt
  }

  /** Whether this run wants to be told what work was done. */
  get listens(): boolean {
    return this.#echoes && this.hasMore
  }

  /** Tells which source of luck the last step belonged to. */
  did(luckKey: string): void {
    this.#lastWork = luckKey
  }

  /** Tells that a client was given an acknowledgement at this step. */
  sawWork(step: number): void {
    if (!this.#waitsForWork) return
    this.#waitsForWork = false
    this.#dueAt = step + 1 + logarithmic(this.#random, 6)
  }

  /** Nothing suitable could go wrong at this step: try again soon. */
  postpone(step: number): void {
    this.#dueAt = step + this.#random.nextInt(1, 3)
  }

  /** Of these variants of one kind, those that this run would rather have. */
  preferred<Action>(variants: readonly Action[]): readonly Action[] {
    if (this.#focus.length === 0) return variants
    const isFocus = ([field, value]: readonly [string, number]) =>
      this.#focus.some((known) => known[0] === field && known[1] === value)
    const close = variants.filter((action) => namesOf(action).some(isFocus))
    return close.length === 0 ? variants : close
  }

  /** Books what was taken and draws when the next one comes. */
  took(action: unknown, cost: NonNullable<Cost>, step: number): void {
    this.#wentWrong = true
    if (this.#focused) this.#focus = namesOf(action)
    if (cost.is === 'fault') this.faultsLeft--
    else this.movesLeft--
    if (this.#echoes) this.#echoOf = this.#lastWork
    this.#lastWork = undefined
    this.#waitsForWork = chance(this.#random, NEXT_AFTER_WORK)
    this.#dueAt =
      step
      + 1
      + (chance(this.#random, IN_A_BURST) ? this.#random.nextInt(0, 2) : logarithmic(this.#random, this.#steps >> 1))
  }

  weight(luckKey: string): number {
    if (this.#even) return 1
    const known = this.#weights.get(luckKey)
    if (known !== undefined) return known
    const isSlow = this.#wentWrong && chance(this.#random, SLOW_RECOVERY)
    const drawn = isSlow ? STARVED : (WEIGHTS[this.#random.nextInt(0, WEIGHTS.length - 1)] ?? 1)
    this.#weights.set(luckKey, drawn)
    return drawn
  }

  /** Whether this kind of fault or move belongs to the random subset of this run. */
  inSwarm(cost: NonNullable<Cost>): boolean {
    const name = cost.is === 'fault' ? cost.kind : `move ${cost.kind}`
    const known = this.#swarm.get(name)
    if (known !== undefined) return known
    const drawn = chance(this.#random, this.#kindsInSwarm)
    this.#swarm.set(name, drawn)
    return drawn
  }
}

/** The participants that an action names: its fields that are numbers. */
function namesOf(action: unknown): readonly (readonly [string, number])[] {
  if (typeof action !== 'object' || action === null) return []
  return Object.entries(action).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
}
