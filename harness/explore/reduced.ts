/**
 * The space of a system without what makes no difference (`Reduction` in model/system.ts). An action of this space is a
 * run of one or more actions of the system: where a state is settled, what comes to the same in any order is done in
 * the machine's own order, without branching, until something that matters can happen.
 */
import type { Fingerprinter } from '../../model/fingerprint.ts'
import type { Reduction, System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { type Done, doneAtOnce } from './at-once.ts'
import { type Moment, type Space, ledgerSpace } from './space.ts'

export type RunSpace<State, Action> = Space<Moment<State>, readonly Action[]>

/** A settled state becomes what it will be after so many actions at the most. */
const LONGEST_RUN = 200

/** Every schedule of a system, action by action. */
export function fullSpace<State, Action>({ machine }: System<State, Action>): RunSpace<State, Action> {
  return inRuns(ledgerSpace(machine), (moment, fingerprint) => fingerprint.of(moment))
}

/**
 * States that have the same future are one vertex. Schedules are as long as they are; a system without a reduction is
 * explored in full.
 */
export function equivalentSpace<State, Action>(system: System<State, Action>): RunSpace<State, Action> {
  const { reduction } = system
  if (reduction === undefined) return fullSpace(system)
  return inRuns(ledgerSpace(system.machine), ({ state, ledger }, fingerprint) =>
    fingerprint.of({ essence: reduction.essence(state), ledger }),
  )
}

/**
 * The same without faults that others cover, and where nothing that costs can happen any more, settled states branch
 * only where it matters.
 */
export function reducedSpace<State, Action>(system: System<State, Action>, budget: Budget): RunSpace<State, Action> {
  const full = equivalentSpace(system)
  const { reduction } = system
  if (reduction === undefined) return full
  const space = { ...full, actions: (vertex: Moment<State>) => withoutCovered(full, reduction, budget, vertex) }
  return { ...space, last: lastSpace(ledgerSpace(system.machine), space, reduction) }
}

/** A fault is covered by another one only where that one may happen as often. */
function* withoutCovered<State, Action>(
  space: RunSpace<State, Action>,
  reduction: Reduction<State, Action>,
  budget: Budget,
  vertex: Moment<State>,
): Iterable<readonly Action[]> {
  for (const run of space.actions(vertex)) {
    const [action] = run
    const cover = action === undefined ? undefined : reduction.coveredBy(action, vertex.state)
    const cost = cover === undefined ? undefined : space.cost(run, vertex)
    if (cover !== undefined && cost?.is === 'fault' && cost.kind !== cover && budget.faults[cover] >= budget.total)
      continue
    yield run
  }
}

function inRuns<State, Action>(
  space: Space<Moment<State>, Action>,
  identify: (moment: Moment<State>, fingerprint: Fingerprinter) => void,
): RunSpace<State, Action> {
  return {
    initial: space.initial,
    actions: function* (moment) {
      for (const action of space.actions(moment)) yield [action]
    },
    cost: ([action], before) => action && space.cost(action, before),
    step: (moment, run) => run.reduce((at, action) => space.step(at, action), moment),
    identify,
  }
}

/**
 * A vertex here stands for the one that it comes to when all that may be done at once is done. An action is what is
 * done at once, then one action or settled run, then again what is done at once.
 */
function lastSpace<State, Action>(
  single: Space<Moment<State>, Action>,
  space: RunSpace<State, Action>,
  reduction: Reduction<State, Action>,
): RunSpace<State, Action> {
  const settling = settlingSpace(single, space, reduction)
  if (reduction.atOnce === undefined) return settling
  const known = new WeakMap<Moment<State>, Done<State, Action>>()
  const done = (vertex: Moment<State>): Done<State, Action> => {
    let found = known.get(vertex)
    if (found === undefined) known.set(vertex, (found = doneAtOnce(single, reduction, vertex)))
    return found
  }
  let latest:
    { readonly vertex: Moment<State>; readonly run: readonly Action[]; readonly after: Moment<State> } | undefined
  return {
    ...settling,
    *actions(vertex) {
      const { actions, moment } = done(vertex)
      for (const run of settling.actions(moment)) {
        if (settling.cost(run, moment) !== undefined) return
        const after = settling.step(moment, run)
        if (after === moment) continue
        const next = done(after)
        const whole = actions.length + next.actions.length === 0 ? run : [...actions, ...run, ...next.actions]
        latest = { vertex, run: whole, after: next.moment }
        yield whole
      }
    },
    cost: () => undefined,
    step: (vertex, run) => (latest?.vertex === vertex && latest.run === run ? latest.after : space.step(vertex, run)),
    identify: (vertex, fingerprint) => settling.identify(done(vertex).moment, fingerprint),
  }
}

/** Settled states branch only where it matters. */
function settlingSpace<State, Action>(
  single: Space<Moment<State>, Action>,
  space: RunSpace<State, Action>,
  reduction: Reduction<State, Action>,
): RunSpace<State, Action> {
  /** The vertex that was asked about last, which is asked about again at once. */
  let latest: { readonly vertex: Moment<State>; readonly progress: Progress<State, Action> } | undefined
  const progressFrom = (vertex: Moment<State>): Progress<State, Action> => {
    if (latest?.vertex !== vertex) latest = { vertex, progress: progressOf(single, reduction, vertex) }
    return latest.progress
  }
  return {
    ...space,
    actions: (vertex) => (reduction.isSettled(vertex.state) ? progressFrom(vertex).runs : space.actions(vertex)),
    step: (vertex, run) => {
      const known = latest?.vertex === vertex ? latest.progress.moments[run.length - 1] : undefined
      const last = run.at(-1)
      return known === undefined || last === undefined ? space.step(vertex, run) : single.step(known, last)
    },
    identify: (vertex, fingerprint) => {
      if (reduction.isSettled(vertex.state))
        fingerprint.of({ settled: reduction.settledEssence(vertex.state), ledger: vertex.ledger })
      else space.identify(vertex, fingerprint)
    },
  }
}

/** What a settled state becomes while nothing that matters happens. */
interface Progress<State, Action> {
  /** The state itself, and after each action of no matter. */
  readonly moments: readonly Moment<State>[]
  /** From the state to everything that matters: what leads there, and then it. */
  readonly runs: readonly (readonly Action[])[]
}

function progressOf<State, Action>(
  space: Space<Moment<State>, Action>,
  { matters }: Reduction<State, Action>,
  from: Moment<State>,
): Progress<State, Action> {
  const moments = [from]
  const runs: (readonly Action[])[] = []
  const done: Action[] = []
  let at = from
  while (done.length < LONGEST_RUN) {
    let next: { readonly action: Action; readonly moment: Moment<State> } | undefined
    for (const action of space.actions(at)) {
      if (space.cost(action, at) !== undefined) break
      if (matters(action)) runs.push([...done, action])
      else if (next === undefined) {
        const moment = space.step(at, action)
        if (moment !== at) next = { action, moment }
      }
    }
    if (next === undefined) break
    done.push(next.action)
    // Somebody has seen something: that is another vertex.
    if (next.moment.ledger !== at.ledger) {
      runs.push([...done])
      break
    }
    at = next.moment
    moments.push(at)
  }
  return { moments, runs }
}
