/**
 * The state of the replication specifications: one partition, in as few numbers as the protocol needs. Replicas are
 * named 0, 1, 2 …, a set of them (an ISR) is a bitmask. Whoever makes a state or a part of one names its fields in the
 * order of the interface: one shape for all states keeps exploring fast and fingerprints alike.
 */
import type { Entry } from './log.ts'

/** No leader. */
export const NONE = -1
/** The epoch of a replica that has not heard of any. */
export const NO_EPOCH = -1

/** How far a specification may go: it is finite only within these. */
export interface SpecBounds {
  readonly replicas: number
  /** Records that fit into one log. */
  readonly logSize: number
  /** Records that leaders write in one behaviour. */
  readonly records: number
  /** Epochs 0 to this one: the controller changes the partition at most once more than this number. */
  readonly maxLeaderEpoch: number
}

/** What a replica has, and what it believes; it presumes leadership when it believes to be the leader itself. */
export interface SpecReplica {
  readonly log: readonly Entry[]
  readonly highWatermark: number
  readonly leaderEpoch: number
  readonly leader: number
  readonly isr: number
}

/** A LeaderAndIsr request; its epoch is its place among the requests. */
export interface SpecRequest {
  readonly leader: number
  readonly isr: number
}

/** ZooKeeper's truth. */
export interface Quorum {
  readonly leader: number
  readonly leaderEpoch: number
  readonly isr: number
}

export interface SpecState {
  readonly replicas: readonly SpecReplica[]
  readonly nextRecordId: number
  /**
   * Every request that was ever sent, by leader epoch. None is taken away, and a replica may act on any that is newer
   * than what it knows: so requests are lost, late and out of order. There is one for each epoch, so the next epoch is
   * their number.
   */
  readonly requests: readonly SpecRequest[]
  readonly quorum: Quorum
}

/** Empty logs, nobody leads, everybody is in sync, nobody has heard anything. */
export function initialState(bounds: SpecBounds): SpecState {
  const blank: SpecReplica = { log: [], highWatermark: 0, leaderEpoch: NO_EPOCH, leader: NONE, isr: 0 }
  return {
    replicas: Array.from({ length: bounds.replicas }, () => blank),
    nextRecordId: 0,
    requests: [],
    quorum: { leader: NONE, leaderEpoch: NO_EPOCH, isr: (1 << bounds.replicas) - 1 },
  }
}

export function replicaOf(state: SpecState, name: number): SpecReplica {
  const replica = state.replicas[name]
  if (replica === undefined) throw new RangeError(`no replica ${name}`)
  return replica
}

export function withReplica(state: SpecState, name: number, replica: SpecReplica): SpecState {
  const replicas = state.replicas.slice()
  replicas[name] = replica
  return { replicas, nextRecordId: state.nextRecordId, requests: state.requests, quorum: state.quorum }
}

/** Whether a replica believes to be the leader, rightly or as a zombie. */
export function presumesLeadership({ replicas }: SpecState, name: number): boolean {
  return replicas[name]?.leader === name
}

export function includes(isr: number, replica: number): boolean {
  return (isr & (1 << replica)) !== 0
}

export function including(isr: number, replica: number): number {
  return isr | (1 << replica)
}

export function excluding(isr: number, replica: number): number {
  return isr & ~(1 << replica)
}
