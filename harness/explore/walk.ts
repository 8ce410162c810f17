/** A system as an explorer walks through it, step by step, and what it may ask about each vertex. */
import type { Ledger } from '../../invariants/ledger.ts'
import type { FaultKind } from '../../model/machine.ts'
import type { Reduction, System } from '../../model/system.ts'
import { holds, inOne } from '../../model/parts.ts'
import type { Fingerprinter } from '../../model/fingerprint.ts'
import type { Budget } from '../budget.ts'
import { type Moment, type Space, ledgerSpace } from './space.ts'

/**
 * @typeParam Vertex a state with the ledger of what was seen
 * @typeParam Edge an action of such a vertex
 */
export interface Walk<Vertex, Edge, State = unknown, Action = unknown> {
  /** Every single action. A vertex is known by all that it is. */
  readonly single: Space<Vertex, Edge>
  /** The state, and what was seen on the way to it. */
  momentOf(vertex: Vertex): Moment<State>
  /** What was seen on the way; the same object where it is the same. */
  ledgerOf(vertex: Vertex): Ledger
  actionOf(edge: Edge): Action
  /** Situations that a step reaches. */
  situationsOf(edge: Edge, before: Vertex, after: Vertex): readonly string[]
  /** The action as a run of one. */
  alone(edge: Edge): readonly Edge[]
  /** What can be left out, where anything can. */
  readonly leavingOut?: LeavingOut<Vertex, Edge>
}

/** `Reduction` (model/system.ts), asked about vertices. */
export interface LeavingOut<Vertex, Edge> {
  /** Makes the fingerprint of what can still make a difference. */
  identify(vertex: Vertex, fingerprint: Fingerprinter): void
  /** Whether a fault need not be tried, as another one that may happen as often can do the same. */
  isCovered(edge: Edge, vertex: Vertex, budget: Budget): boolean
  isSettled(vertex: Vertex): boolean
  /** The same as `identify`, of a settled vertex. */
  identifySettled(vertex: Vertex, fingerprint: Fingerprinter): void
  matters(edge: Edge): boolean
  /** The first action, in the machine's order, that may be done at once, with the vertex after it. */
  firstAtOnce(vertex: Vertex): Taken<Vertex, Edge> | undefined
  /** What is done at once from a vertex, as long as anybody asks for it. */
  readonly doneAtOnce: Kept<Vertex, Done<Vertex, Edge>>
}

export interface Taken<Vertex, Edge> {
  readonly edge: Edge
  readonly after: Vertex
}

/** All that is done at once from a vertex, and the one that it comes to. */
export interface Done<Vertex, Edge> {
  readonly edges: readonly Edge[]
  readonly vertex: Vertex
}

/** What is kept with a vertex. */
export interface Kept<Vertex, Value> {
  get(vertex: Vertex): Value | undefined
  set(vertex: Vertex, value: Value): void
}

/** Whether a fault of this kind may happen as often as any may. */
export function isAsOften(kind: FaultKind, { faults, total }: Budget): boolean {
  return faults[kind] >= total
}

/** Vertices are states with ledgers. */
export function momentWalk<State, Action>({
  machine,
  reduction,
  situations,
}: System<State, Action>): Walk<Moment<State>, Action, State, Action> {
  const single = ledgerSpace(machine)
  return {
    single,
    momentOf: (vertex) => vertex,
    actionOf: (action) => action,
    situationsOf: (action, before, after) => situations(action, before.state, after.state),
    ledgerOf: ({ ledger }) => ledger,
    alone: (action) => [action],
    ...(reduction && {
      leavingOut: {
        identify: ({ state, ledger }, fingerprint) =>
          fingerprint.of({ essence: inOne(reduction.essence, state), ledger }),
        isCovered: (action, { state }, budget) => {
          const cover = reduction.coveredBy(action, state)
          if (cover === undefined || !isAsOften(cover, budget)) return false
          const cost = machine.cost(action, state)
          return cost?.is === 'fault' && cost.kind !== cover
        },
        isSettled: ({ state }) => holds(reduction.isSettled, state),
        identifySettled: ({ state, ledger }, fingerprint) =>
          fingerprint.of({ settled: inOne(reduction.settledEssence, state), ledger }),
        matters: reduction.matters,
        firstAtOnce: (vertex) => firstAtOnce(single, reduction, vertex),
        doneAtOnce: new WeakMap(),
      },
    }),
  }
}

function firstAtOnce<State, Action>(
  space: Space<Moment<State>, Action>,
  { atOnce }: Reduction<State, Action>,
  before: Moment<State>,
): Taken<Moment<State>, Action> | undefined {
  const isAtOnce = atOnce?.(before.state)
  if (isAtOnce === undefined) return undefined
  for (const action of space.actions(before)) {
    if (space.cost(action, before) !== undefined) return undefined
    let after: Moment<State> | undefined
    const may = isAtOnce(action, () => (after ??= space.step(before, action)).state)
    if (may === 'no') continue
    after ??= space.step(before, action)
    if (after === before || (may === 'if silent' && after.ledger !== before.ledger)) continue
    return { edge: action, after }
  }
  return undefined
}
