/** The state of a cluster with its clients, and of the workload behind them: plain readonly data. */
import type { Workload } from '../../clients/workload.ts'
import type { Endpoint } from './deployment.ts'
import type { Entry } from './entry.ts'
import type { ClientRequest, Producer } from './producers.ts'
import type { Group, Transactions } from './transactions.ts'

export * from './producers.ts'
export * from './entry.ts'

export const NO_LEADER = -1
/** A follower's log end offset that the leader has not heard of yet; a producer's leader that it does not know. */
export const UNKNOWN = -1

/** An entry of the leader epoch cache (KIP-101): the first offset that the leader of this epoch could write. */
export interface EpochStart {
  readonly leaderEpoch: number
  readonly start: number
}

export interface Broker {
  /** `halted`: it stopped itself and stops again when started; an operator has to decide. */
  readonly process: 'running' | 'paused' | 'stopped' | 'halted'
  /** The process ended by a controlled shutdown: the clean-shutdown file is there. */
  readonly clean: boolean
  /** What the controller thinks of it. */
  readonly registration: 'active' | 'fenced' | 'shutting-down'
  /** One more with every registration of a new process. */
  readonly brokerEpoch: number
  /** A rolling restart has had its turn with it. */
  readonly rolled: boolean
  /** Whom it cannot talk to, in either direction. */
  readonly cutFrom: readonly Endpoint[]
  /**
   * While it is cut off from some others: those of which the schedule has not shown yet whether they are among them
   * (`cuts.ts`).
   */
  readonly undecided: readonly Endpoint[]
}

/** The controller's (KRaft) or ZooKeeper's truth about a partition. Lists are in the order of the assignment. */
export interface Registration {
  readonly leader: number
  readonly leaderEpoch: number
  /** One more with every change; ZooKeeper's zkVersion. */
  readonly partitionEpoch: number
  readonly isr: readonly number[]
  /** Eligible leader replicas (KIP-966). */
  readonly elr: readonly number[]
  /** Who led when the partition lost its last leader (KIP-966), or `NO_LEADER`. */
  readonly lastKnownLeader: number
}

/** What a leader knows of a follower: only what the follower's fetches told it. */
export interface FollowerState {
  readonly logEndOffset: number
  readonly brokerEpoch: number
}

/** An ISR change that the leader has asked for and the controller has not answered. */
export interface PendingIsr {
  readonly isr: readonly number[]
  /** Broker epoch, at the time of asking, of the replica that is to join; `null` for a shrink. */
  readonly joins: { readonly broker: number; readonly brokerEpoch: number } | null
}

/** What a broker keeps only while it believes to lead a partition. */
export interface Leadership {
  readonly partitionEpoch: number
  /** Committed ISR, as far as this broker knows. */
  readonly isr: readonly number[]
  readonly pending: PendingIsr | null
  /** By broker id. */
  readonly followers: readonly FollowerState[]
  /** Log end offset when it began to lead in this epoch. */
  readonly epochStart: number
}

/**
 * The leader's answer to the question where a leader epoch ends, on its way to the follower
 * (`offsets-for-leader-epoch.ts`).
 */
export interface EndOfEpoch {
  /** The latest epoch that the follower knew. */
  readonly asked: number
  /** `null`: the leader cannot say. */
  readonly end: { readonly leaderEpoch: number; readonly endOffset: number } | null
}

/** The leader's answer to a fetch, on its way to the follower. */
export interface FetchResponse {
  readonly entries: readonly Entry[]
  /** The leader's high watermark from before this fetch was counted. */
  readonly highWatermark: number
  /** Where the follower's log parts from the leader's (`on-fetch` truncation), or `null`. */
  readonly diverging: { readonly leaderEpoch: number; readonly endOffset: number } | null
  /** The follower asked for an offset beyond the leader's log: the leader's log end offset; otherwise `null`. */
  readonly outOfRange: number | null
  /**
   * Set once the follower has gone on to another leader epoch, where answers are not told apart by epoch
   * (`late-answers-refused`): to whom the fetch was sent, and from which offset.
   */
  readonly sent: { readonly leader: number; readonly offset: number } | null
}

/** `VerificationStateEntry`. */
export interface VerificationState {
  readonly producerId: number
  readonly producerEpoch: number
  /** The lowest sequence of this epoch that the coordinator was asked about. */
  readonly lowestSequence: number
}

/** A replica and the broker's own view of its partition. */
export interface Replica {
  readonly log: readonly Entry[]
  readonly epochs: readonly EpochStart[]
  readonly highWatermark: number
  /** Offsets below this are on disk; those above may be lost with the power. */
  readonly flushed: number
  /** High watermark in the checkpoint file, which a restart begins with. */
  readonly checkpoint: number
  /** Whom the broker believes to lead, and since which epoch; `NO_LEADER` and -1 before it has heard anything. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly leadership: Leadership | null
  readonly response: FetchResponse | EndOfEpoch | null
  /** It has to ask its leader where their logs part before it fetches (`AbstractFetcherThread`, state `Truncating`). */
  readonly truncating: boolean
  /** Offset of the latest snapshot of what is known of producers, which a start writes or finds; 0 without. */
  readonly snapshot: number
  /**
   * The snapshot from which this process knows of producers whose batches stand before it; of them it knows the last
   * batch alone.
   */
  readonly loadedFrom: number
  /**
   * Of producers whose batches all stand before this offset nothing is known any more (`producer.id.expiration.ms`).
   */
  readonly forgottenBefore: number
  /**
   * Producers about whose transaction the coordinator was asked, and of whom nothing was appended since
   * (`verification.ts`).
   */
  readonly verifying: readonly VerificationState[]
  /**
   * Brokers with which it has no fetch session yet, where leaders compare epochs only in the first fetch of a session
   * (`session-keeps-epoch`); else nobody.
   */
  readonly sessionless: readonly number[]
}

export interface Partition {
  readonly registration: Registration
  /** By broker id; brokers outside the assignment have an unused one. */
  readonly replicas: readonly Replica[]
}

export interface ClusterState {
  readonly brokers: readonly Broker[]
  readonly partitions: readonly Partition[]
  readonly producers: readonly Producer[]
  readonly requests: readonly ClientRequest[]
  /** The next producer id that nobody has. */
  readonly nextProducerId: number
  /** `null` where nobody has a transactional id. */
  readonly transactions: Transactions | null
  /** `null` where nobody reads, transforms and sends. */
  readonly group: Group | null
  /** Who uses the cluster: parts of their own, which meet it at the door (`door.ts`). */
  readonly workload: Workload
  /** ZooKeeper mode: brokers of which the schedule has not said yet that they do not host the controller. */
  readonly mayHostController: readonly number[]
}

/** A replica on an empty disk, of a process that has heard nothing. */
export const BLANK_REPLICA: Replica = {
  log: [],
  epochs: [],
  highWatermark: 0,
  flushed: 0,
  checkpoint: 0,
  leader: NO_LEADER,
  leaderEpoch: -1,
  leadership: null,
  response: null,
  truncating: false,
  snapshot: 0,
  loadedFrom: 0,
  forgottenBefore: 0,
  verifying: [],
  sessionless: [],
}

export function brokerOf(state: ClusterState, id: number): Broker {
  const broker = state.brokers[id]
  if (broker === undefined) throw new RangeError(`no broker ${id}`)
  return broker
}

export function partitionAt(state: ClusterState, partition: number): Partition {
  const found = state.partitions[partition]
  if (found === undefined) throw new RangeError(`no partition ${partition}`)
  return found
}

export function replicaOf(state: ClusterState, partition: number, broker: number): Replica {
  const replica = partitionAt(state, partition).replicas[broker]
  if (replica === undefined) throw new RangeError(`no replica of partition ${partition} on broker ${broker}`)
  return replica
}

export function producerOf(state: ClusterState, id: number): Producer {
  const producer = state.producers[id]
  if (producer === undefined) throw new RangeError(`no producer ${id}`)
  return producer
}

/** The list with one place replaced. */
export function replaced<T>(list: readonly T[], index: number, value: T): readonly T[] {
  const copy = list.slice()
  copy[index] = value
  return copy
}

export function withBroker(state: ClusterState, id: number, change: Partial<Broker>): ClusterState {
  return { ...state, brokers: replaced(state.brokers, id, { ...brokerOf(state, id), ...change }) }
}

export function withReplica(state: ClusterState, partition: number, broker: number, replica: Replica): ClusterState {
  const before = partitionAt(state, partition)
  return {
    ...state,
    partitions: replaced(state.partitions, partition, {
      registration: before.registration,
      replicas: replaced(before.replicas, broker, replica),
    }),
  }
}

export function withRegistration(state: ClusterState, partition: number, registration: Registration): ClusterState {
  const before = partitionAt(state, partition)
  if (before.registration === registration) return state
  return { ...state, partitions: replaced(state.partitions, partition, { registration, replicas: before.replicas }) }
}

export function withProducer(state: ClusterState, id: number, producer: Producer): ClusterState {
  return { ...state, producers: replaced(state.producers, id, producer) }
}
