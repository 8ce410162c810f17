/**
 * One row per action: what the house must know of a kind of action stands in one place, and its type demands all of it.
 * The rows of a room stand in its `rows.ts`; `rows.ts` beside this file joins them.
 */
import type { Cost, FaultKind } from '../../machine.ts'
import type { Observation } from '../../observation.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import type { Action } from './action.ts'

/** Between a broker and somebody else; one that is cut lets no message pass. */
export type Link = readonly [broker: number, other: Endpoint]

export interface Row<A extends Action> {
  /** The state after it, and what clients saw of it; the same state if it is not possible. */
  readonly apply: (deployment: Deployment, state: ClusterState, action: A, seen: Observation[]) => ClusterState
  /** What has to go wrong, or be planned, for it; nothing for ordinary work and what follows from an earlier fault. */
  readonly cost: (deployment: Deployment, action: A, before: ClusterState) => Cost
  /** Whose scheduling luck it depends on; `null` where there is one luck for all of the kind. */
  readonly luck: (action: A) => number | null
  /** Over which links it sends something: they are not cut, or it could not happen. */
  readonly sendsOver: (deployment: Deployment, before: ClusterState, action: A) => readonly Link[]
  /** Links that must be cut for it to need no fault of its own. */
  readonly excusedBy: (before: ClusterState, action: A) => readonly Link[]
}

/** A row for each kind of action. */
export type RowsOf<Kind extends Action['kind']> = {
  readonly [K in Kind]: Row<Extract<Action, { readonly kind: K }>>
}

/** Ordinary work, or what follows from an earlier fault. */
export function free(): Cost {
  return undefined
}

export function fault(kind: FaultKind): () => Cost {
  const cost: Cost = { is: 'fault', kind }
  return () => cost
}

/** Something planned; it is called as its action is. */
export function planned(kind: string): () => Cost {
  const cost: Cost = { is: 'move', kind }
  return () => cost
}

/** For an action that sends nothing from broker to broker or to the controller, or that no cut link explains. */
export function noLinks(): readonly Link[] {
  return []
}

export function ofBroker({ broker }: { readonly broker: number }): number {
  return broker
}

export function ofProducer({ producer }: { readonly producer: number }): number {
  return producer
}

export function ofPartition({ partition }: { readonly partition: number }): number {
  return partition
}

export function ofAll(): null {
  return null
}

export function toController(
  _deployment: Deployment,
  _before: ClusterState,
  { broker }: { readonly broker: number },
): readonly Link[] {
  return [[broker, 'controller']]
}
