/**
 * What an explorer walks through: vertices and the actions between them. A vertex of a machine is its state; a vertex
 * of a system is its state together with the ledger, as what was seen so far is part of what a promise is judged by.
 */
import { foldAll } from '../../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../../invariants/ledger.ts'
import type { Fingerprinter } from '../../model/fingerprint.ts'
import type { Cost, Machine } from '../../model/machine.ts'

export interface Space<Vertex, Action> {
  readonly initial: Vertex
  /** Every action that can happen now, what costs nothing first. */
  actions(vertex: Vertex): Iterable<Action>
  cost(action: Action, before: Vertex): Cost
  /** Where an action leads; the same object when it is disabled. */
  step(vertex: Vertex, action: Action): Vertex
  /** Makes the fingerprint of what tells this vertex from others. */
  identify(vertex: Vertex, fingerprint: Fingerprinter): void
  /** Fingerprints by which it tells vertices apart, beside those of the vertices that are explored. */
  fingerprints?(): number
  /** The same vertices where nothing that costs can happen any more: less of them may matter then. */
  readonly last?: Space<Vertex, Action>
}

/** The states of a machine, whatever is seen of them. */
export function machineSpace<State, Action>(machine: Machine<State, Action>): Space<State, Action> {
  return {
    initial: machine.initial,
    actions: (state) => machine.actions(state),
    cost: (action, before) => machine.cost(action, before),
    step: (state, action) => machine.step(state, action).state,
    identify: (state, fingerprint) => fingerprint.of(state),
  }
}

/** A state and what was seen on the way to it. */
export interface Moment<State> {
  readonly state: State
  readonly ledger: Ledger
}

/** The states of a machine, each with the ledger of what was seen. */
export function ledgerSpace<State, Action>(machine: Machine<State, Action>): Space<Moment<State>, Action> {
  return {
    initial: { state: machine.initial, ledger: emptyLedger },
    actions: ({ state }) => machine.actions(state),
    cost: (action, { state }) => machine.cost(action, state),
    step: (moment, action) => {
      const step = machine.step(moment.state, action)
      return step.state === moment.state ? moment : { state: step.state, ledger: foldAll(moment.ledger, step.seen) }
    },
    identify: (moment, fingerprint) => fingerprint.of(moment),
  }
}

export function nth<T>(list: Iterable<T>, index: number): T {
  let at = 0
  for (const item of list) if (++at === index) return item
  throw new RangeError(`an action is gone: ${index} of ${at}`)
}
