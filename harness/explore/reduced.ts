/**
 * The space of a system without what makes no difference (`Reduction` in model/system.ts). An action of this space is a
 * run of one or more actions of the system: where a state is settled, what comes to the same in any order is done in
 * the machine's own order, without branching, until something that matters can happen.
 */
import type { Budget } from '../budget.ts'
import { Arrivals } from './arrivals.ts'
import { doneAtOnce } from './at-once.ts'
import type { Space } from './space.ts'
import type { LeavingOut, Walk } from './walk.ts'

export type RunSpace<Vertex, Action> = Space<Vertex, readonly Action[]>

/** A settled state becomes what it will be after so many actions at the most. */
const LONGEST_RUN = 200

/** Every schedule, action by action. */
export function fullSpace<Vertex, Action>({ single, alone }: Walk<Vertex, Action>): RunSpace<Vertex, Action> {
  return {
    initial: single.initial,
    actions: (vertex) => new Alone(single.actions(vertex), alone),
    cost: ([action], before) => action && single.cost(action, before),
    step: (vertex, run) => run.reduce((at, action) => single.step(at, action), vertex),
    identify: single.identify,
  }
}

/**
 * States that have the same future are one vertex. Schedules are as long as they are; a system without a reduction is
 * explored in full.
 */
export function equivalentSpace<Vertex, Action>(walk: Walk<Vertex, Action>): RunSpace<Vertex, Action> {
  const full = fullSpace(walk)
  const { leavingOut } = walk
  return leavingOut === undefined ? full : { ...full, identify: leavingOut.identify }
}

/**
 * The same without faults that others cover, and where nothing that costs can happen any more, settled states branch
 * only where it matters.
 */
export function reducedSpace<Vertex, Action>(walk: Walk<Vertex, Action>, budget: Budget): RunSpace<Vertex, Action> {
  const { leavingOut, single, alone } = walk
  if (leavingOut === undefined) return fullSpace(walk)
  const space: RunSpace<Vertex, Action> = {
    ...equivalentSpace(walk),
    actions: (vertex) =>
      new Alone(single.actions(vertex), alone, (action) => leavingOut.isCovered(action, vertex, budget)),
  }
  return { ...space, last: lastSpace(walk, space, leavingOut) }
}

/** Runs of one action; those that are left out are passed over. */
class Alone<Action> implements Iterable<readonly Action[]>, Iterator<readonly Action[]> {
  readonly #actions: Iterator<Action>
  readonly #alone: (action: Action) => readonly Action[]
  readonly #isLeftOut: ((action: Action) => boolean) | undefined

  constructor(
    actions: Iterable<Action>,
    alone: (action: Action) => readonly Action[],
    isLeftOut?: (action: Action) => boolean,
  ) {
    this.#actions = actions[Symbol.iterator]()
    this.#alone = alone
    this.#isLeftOut = isLeftOut
  }

  [Symbol.iterator](): Iterator<readonly Action[]> {
    return this
  }

  next(): IteratorResult<readonly Action[]> {
    for (;;) {
      const next = this.#actions.next()
      if (next.done === true) return { done: true, value: undefined }
      if (this.#isLeftOut?.(next.value) !== true) return { done: false, value: this.#alone(next.value) }
    }
  }
}

/**
 * A vertex here stands for the one that it comes to when all that may be done at once is done. An action is what is
 * done at once, and then one action or settled run.
 */
function lastSpace<Vertex, Action>(
  walk: Walk<Vertex, Action>,
  space: RunSpace<Vertex, Action>,
  leavingOut: LeavingOut<Vertex, Action>,
): RunSpace<Vertex, Action> {
  const settling = settlingSpace(walk, space, leavingOut)
  const arrivals = new Arrivals()
  let latest: { readonly run: readonly Action[]; readonly vertex: Vertex; readonly last: readonly Action[] } | undefined
  return {
    ...settling,
    *actions(from) {
      const { edges, vertex } = doneAtOnce(leavingOut, from)
      if (edges.length === 0) yield* settling.actions(vertex)
      else {
        for (const last of settling.actions(vertex)) {
          if (settling.cost(last, vertex) !== undefined) return
          const run = [...edges, ...last]
          latest = { run, vertex, last }
          yield run
        }
      }
    },
    cost: (run, vertex) => (latest?.run === run ? undefined : settling.cost(run, vertex)),
    step: (from, run) => {
      if (latest?.run !== run) return settling.step(from, run)
      const after = settling.step(latest.vertex, latest.last)
      return after === latest.vertex ? from : after
    },
    identify: (vertex, fingerprint) => {
      space.identify(vertex, fingerprint)
      const { low, high } = fingerprint
      if (arrivals.find(low, high, fingerprint)) return
      settling.identify(doneAtOnce(leavingOut, vertex).vertex, fingerprint)
      arrivals.keep(low, high, fingerprint)
    },
    fingerprints: () => arrivals.size,
  }
}

/** Settled states branch only where it matters. */
function settlingSpace<Vertex, Action>(
  walk: Walk<Vertex, Action>,
  space: RunSpace<Vertex, Action>,
  leavingOut: LeavingOut<Vertex, Action>,
): RunSpace<Vertex, Action> {
  const { single } = walk
  /** The vertex that was asked about last, which is asked about again at once. */
  let latest: { readonly vertex: Vertex; readonly progress: Progress<Vertex, Action> } | undefined
  const progressFrom = (vertex: Vertex): Progress<Vertex, Action> => {
    if (latest?.vertex !== vertex) latest = { vertex, progress: progressOf(walk, leavingOut, vertex) }
    return latest.progress
  }
  return {
    ...space,
    actions: (vertex) => (leavingOut.isSettled(vertex) ? progressFrom(vertex).runs : space.actions(vertex)),
    step: (vertex, run) => {
      const known = latest?.vertex === vertex ? latest.progress.vertices[run.length - 1] : undefined
      const last = run.at(-1)
      return known === undefined || last === undefined ? space.step(vertex, run) : single.step(known, last)
    },
    identify: (vertex, fingerprint) => {
      if (leavingOut.isSettled(vertex)) leavingOut.identifySettled(vertex, fingerprint)
      else space.identify(vertex, fingerprint)
    },
  }
}

/** What a settled state becomes while nothing that matters happens. */
interface Progress<Vertex, Action> {
  /** The vertex itself, and after each action of no matter. */
  readonly vertices: readonly Vertex[]
  /** From the vertex to everything that matters: what leads there, and then it. */
  readonly runs: readonly (readonly Action[])[]
}

function progressOf<Vertex, Action>(
  { single, ledgerOf }: Walk<Vertex, Action>,
  { matters }: LeavingOut<Vertex, Action>,
  from: Vertex,
): Progress<Vertex, Action> {
  const vertices = [from]
  const runs: (readonly Action[])[] = []
  const done: Action[] = []
  let at = from
  while (done.length < LONGEST_RUN) {
    let next: { readonly action: Action; readonly vertex: Vertex } | undefined
    for (const action of single.actions(at)) {
      if (single.cost(action, at) !== undefined) break
      if (matters(action)) runs.push([...done, action])
      else if (next === undefined) {
        const vertex = single.step(at, action)
        if (vertex !== at) next = { action, vertex }
      }
    }
    if (next === undefined) break
    done.push(next.action)
    // Somebody has seen something: that is another vertex.
    if (ledgerOf(next.vertex) !== ledgerOf(at)) {
      runs.push([...done])
      break
    }
    at = next.vertex
    vertices.push(at)
  }
  return { vertices, runs }
}
