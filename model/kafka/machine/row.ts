/**
 * One row per action: what the house must know of a kind of action stands in one place, and its type demands all of it.
 * The rows of a room stand in its `rows.ts`; `rows.ts` beside this file joins them.
 */
import type { FaultKind, Move } from '../../machine.ts'
import type { Observation } from '../../observation.ts'
import type { BaseRow } from '../../rows.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment, Endpoint, ReplicaId } from '../state/deployment.ts'
import type { FieldsOf, Names } from './fields.ts'
import type { ParticipantOf, Turn } from './turns.ts'

export { fault, FREE } from '../../rows.ts'

/** Between a broker and somebody else; one that is cut lets no message pass. */
export type Link = readonly [broker: number, other: Endpoint]

/** A part of the state. */
export type Part =
  | 'processes'
  | 'registrations'
  | 'replicas'
  | 'producers'
  | 'requests'
  | 'producer ids'
  | 'clients'
  | 'coordinators'
  | 'markers'
  | 'group'
  | 'workload'
  | 'controller hosts'

export interface Involved {
  /** Whatever it replaces, too. */
  readonly reads: readonly Part[]
  readonly writes: readonly Part[]
}

/** What is asked of an action: the brokers and the partition that it names are there. */
export interface Row<A extends Named> extends BaseRow<Deployment, ClusterState, A, Observation[]> {
  /** What may stand in its fields, beside its kind. */
  readonly fields: (names: Names) => FieldsOf<A>
  /** In which turns it is named, and which actions of this kind are worth asking `possible` about. */
  readonly offers: readonly Offer<A>[]
  /** The situations that it reaches, beside those that show in the state after it. */
  readonly situations: (action: A, before: ClusterState, after: ClusterState) => readonly string[]
  /** Whose scheduling luck it depends on; `null` where there is one luck for all of the kind. */
  readonly luck: (action: A) => number | null
  /** The parts of the state that it reads and replaces by itself, without its consequences (delayed operations). */
  readonly involves: Involved
  /** Over which links it sends something: they are not cut, or it could not happen. */
  readonly sendsOver: (deployment: Deployment, before: ClusterState, action: A) => readonly Link[]
  /** Links that must be cut for it to need no fault of its own. */
  readonly excusedBy: (before: ClusterState, action: A) => readonly Link[]
  /** Whose work it is: when nothing that costs can happen any more, only what clients do may make a difference. */
  readonly whose: 'clients' | 'cluster'
  /**
   * Of a fault: the kind of fault that can do, in this state, whatever it can, so that it need not be tried. Where
   * nobody knows of one it is tried.
   */
  readonly coveredBy?: (before: ClusterState, action: A) => FaultKind | undefined
}

/** What is named in a turn for one of its participants. */
export type Offer<A extends Named> = { readonly [T in Turn]: OfferIn<T, A> }[Turn]

interface OfferIn<T extends Turn, A extends Named> {
  readonly turn: T
  readonly candidates: (deployment: Deployment, state: ClusterState, one: ParticipantOf<T>) => readonly A[]
}

/** A row for each kind of these actions. */
export type RowsOf<Actions extends Named> = {
  readonly [Kind in Actions['kind']]: Row<OfKind<Actions, Kind>>
}

/** The action of this kind; some kinds have a type together. */
export type OfKind<Actions extends Named, Kind extends Actions['kind']> = Actions extends Named
  ? Kind extends Actions['kind']
    ? Omit<Actions, 'kind'> & { readonly kind: Kind }
    : never
  : never

interface Named {
  readonly kind: string
}

/** The offer of a turn: `candidates` is given the participants that the turn has. */
export function offer<T extends Turn, A extends Named>(
  turn: T,
  candidates: OfferIn<T, A>['candidates'],
): readonly OfferIn<T, A>[] {
  return [{ turn, candidates }]
}

/** What replaces these parts, and reads them and the others. */
export function parts(writes: readonly Part[], reads: readonly Part[] = []): Involved {
  return { writes, reads: [...writes, ...reads] }
}

/** For each number the same list of one action, made once. */
export function oneEach<A extends Named>(
  make: (place: number) => A,
): (deployment: Deployment, state: ClusterState, place: number) => readonly A[] {
  const made: (readonly A[])[] = []
  return (_deployment, _state, place) => (made[place] ??= [make(place)])
}

/** The same for each replica. */
export function oneOfReplica<A extends Named>(
  make: (replica: ReplicaId) => A,
): (deployment: Deployment, state: ClusterState, replica: ReplicaId) => readonly A[] {
  const made: (readonly A[])[][] = []
  return (_deployment, _state, replica) => ((made[replica.partition] ??= [])[replica.broker] ??= [make(replica)])
}

/** Something planned; it is called as its action is. */
export function planned(kind: string): Move {
  return { is: 'move', kind }
}

/** For an action that sends nothing from broker to broker or to the controller, or that no cut link explains. */
export function noLinks(): readonly Link[] {
  return NOTHING
}

const NOTHING: readonly never[] = []

/** For an action that is no situation of its own. */
export function nothing(): readonly string[] {
  return NOTHING
}

/** For an action that is a situation whenever it happens. */
export function always(situation: string): () => readonly string[] {
  const reached = [situation]
  return () => reached
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
