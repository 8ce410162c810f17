/**
 * Test material: whether a reduction of last layers loses anything. The cone of a state is everything that can come of
 * it at no cost; its ends are the states in which nothing is left to do, each with what was seen on the way.
 */
import { Fingerprinter } from '../../../model/fingerprint.ts'
import type { System } from '../../../model/system.ts'
import type { Budget } from '../../budget.ts'
import { explore } from '../explorer.ts'
import { type RunSpace, equivalentSpace, reducedSpace } from '../reduced.ts'
import type { Moment } from '../space.ts'
import { momentWalk } from '../walk.ts'

export interface Compared {
  /** Vertices of the whole cone; with what is done at once; with settled states, too. */
  readonly vertices: number
  readonly atOnce: number
  readonly settled: number
  /** With what is done at once and nothing else, ends are the same to the last detail. */
  readonly isSame: boolean
  /** With settled states, they are the same as far as one settled state is told from another. */
  readonly isAlike: boolean
}

/**
 * Compares cones of a system with all orders and without those that its reduction leaves out; `undefined` where one is
 * too large.
 * @param most vertices of a cone
 */
export function coneCheck<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  most: number,
): (from: Moment<State>) => Compared | undefined {
  const full = equivalentSpace(momentWalk(system))
  const { reduction } = system
  const unsettled = reduction && { ...reduction, isSettled: { notes: [], conditions: [() => false] } }
  const atOnce = lastOf({ ...system, ...(unsettled && { reduction: unsettled }) }, budget)
  const settled = lastOf(system, budget)
  return (from) => {
    const whole = coneOf(full, from, most)
    const less = whole && coneOf(atOnce, from, most)
    const least = less && coneOf(settled, from, most)
    if (whole === undefined || less === undefined || least === undefined) return undefined
    return {
      vertices: whole.vertices,
      atOnce: less.vertices,
      settled: least.vertices,
      isSame: isSameSet(named(atOnce, whole.ends), named(atOnce, less.ends)),
      isAlike: isSameSet(
        named(settled, whole.ends),
        named(
          settled,
          least.ends.map((end) => carriedOn(full, end)),
        ),
      ),
    }
  }
}

function lastOf<State, Action>(system: System<State, Action>, budget: Budget): RunSpace<Moment<State>, Action> {
  const space = reducedSpace(momentWalk(system), budget)
  return space.last ?? space
}

const fingerprint = new Fingerprinter()

function named<State, Action>(
  space: RunSpace<Moment<State>, Action>,
  vertices: readonly Moment<State>[],
): ReadonlySet<string> {
  return new Set(
    vertices.map((vertex) => {
      space.identify(vertex, fingerprint)
      return `${fingerprint.high} ${fingerprint.low}`
    }),
  )
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name))
}

function coneOf<State, Action>(
  space: RunSpace<Moment<State>, Action>,
  from: Moment<State>,
  most: number,
): { readonly vertices: number; readonly ends: readonly Moment<State>[] } | undefined {
  const met = new Set(named(space, [from]))
  const ends: Moment<State>[] = []
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    let isEnd = true
    for (const action of space.actions(at)) {
      if (space.cost(action, at) !== undefined) break
      const after = space.step(at, action)
      if (after === at) continue
      isEnd = false
      const [name = ''] = named(space, [after])
      if (met.has(name)) continue
      if (met.size >= most) return undefined
      met.add(name)
      open.push(after)
    }
    if (isEnd) ends.push(at)
  }
  return { vertices: met.size, ends }
}

/** What becomes of an end of a reduced cone, in whatever order, when nothing is left out. */
function carriedOn<State, Action>(space: RunSpace<Moment<State>, Action>, from: Moment<State>): Moment<State> {
  for (const action of space.actions(from)) {
    if (space.cost(action, from) !== undefined) break
    const after = space.step(from, action)
    if (after !== from) return carriedOn(space, after)
  }
  return from
}

/**
 * Where a random schedule comes to that spends all of its budget, and goes on a little.
 * @param random numbers from 0 to 1
 */
export function wander<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  random: () => number,
): Moment<State> | undefined {
  const space = equivalentSpace(momentWalk(system))
  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const spent = new Map<string, number>()
  let total = 0
  let at = space.initial
  let left = STEPS
  const further = Math.floor(random() * STEPS_AFTER)
  while (left-- > 0) {
    const byKind = new Map<string, (readonly Action[])[]>()
    for (const run of space.actions(at)) {
      const cost = space.cost(run, at)
      const kind = cost === undefined ? '' : cost.is === 'move' ? 'move' : cost.kind
      const limit = cost === undefined ? Infinity : cost.is === 'move' ? budget.moves : budget.faults[cost.kind]
      if (cost !== undefined && (total >= budget.total || (spent.get(kind) ?? 0) >= limit)) continue
      byKind.set(kind, [...(byKind.get(kind) ?? []), run])
    }
    const costly = [...byKind.keys()].filter((kind) => kind !== '')
    const isCostly = costly.length > 0 && (!byKind.has('') || random() < COSTLY)
    const kind = (isCostly ? oneOf(costly) : undefined) ?? ''
    const run = oneOf(byKind.get(kind) ?? [])
    if (run === undefined) break
    at = space.step(at, run)
    if (kind === '') continue
    spent.set(kind, (spent.get(kind) ?? 0) + 1)
    if (++total === budget.total) left = further
  }
  return total === budget.total ? at : undefined
}

const STEPS = 60
const STEPS_AFTER = 14
const COSTLY = 0.2

/** States of the whole graph within a budget: one of so many, of the first that an explorer meets. */
export function metOnTheWay<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  maxStates: number,
  oneIn: number,
): readonly Moment<State>[] {
  const met: Moment<State>[] = []
  let count = 0
  const slices = explore(equivalentSpace(momentWalk(system)), {
    budget,
    maxStates,
    onNew: (_run, _before, after) => {
      if (count++ % oneIn === 0) met.push(after)
    },
  })
  while (slices.next().done !== true);
  return met
}
