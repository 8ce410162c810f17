/** The state of a cluster and its clients: plain readonly data, as small as the protocol allows. */
import type { Cluster, Endpoint } from './cluster.ts'
import { initialTransactions, type Call, type TransactionNote, type Transactions } from './transactions/state.ts'

export const NO_LEADER = -1
/** A follower's log end offset that the leader has not heard of yet; a producer's leader that it does not know. */
export const UNKNOWN = -1

/** A batch of one record in a log, or a batch that holds no record of an application. Its offset is its place. */
export interface Entry {
  /** `NO_RECORD` for a marker, and for what a coordinator writes. */
  readonly record: number
  /** Epoch of the leader that appended it. */
  readonly epoch: number
  /** What an idempotent producer says with its batch, or what a transaction coordinator notes; else `null`. */
  readonly payload: Batch | TransactionNote | null
}

/** What a batch says of its producer (KIP-98, `RecordBatch`). */
export interface Batch {
  readonly producerId: number
  /** Producer epoch. */
  readonly epoch: number
  /** -1 in a marker. */
  readonly sequence: number
  readonly transactional: boolean
  /** A control batch that ends a transaction (`EndTransactionMarker`). */
  readonly marker: 'commit' | 'abort' | null
  /** In a marker: the epoch of the coordinator that decided. Else -1. */
  readonly coordinatorEpoch: number
}

export function batchOf({ payload }: Entry): Batch | null {
  return payload !== null && 'sequence' in payload ? payload : null
}

/** An entry of the leader epoch cache (KIP-101): the first offset that the leader of this epoch could write. */
export interface EpochStart {
  readonly epoch: number
  readonly start: number
}

export interface Broker {
  /** `halted`: it stopped itself and stops again when started; an operator has to decide. */
  readonly process: 'running' | 'paused' | 'stopped' | 'halted'
  /** The process ended by a controlled shutdown: the clean-shutdown file is there. */
  readonly clean: boolean
  /** What the controller thinks of it. */
  readonly registration: 'active' | 'fenced' | 'shutting-down'
  /** Broker epoch: one more with every registration of a new process. */
  readonly epoch: number
  /** Whom it cannot talk to, in either direction. */
  readonly cutFrom: readonly Endpoint[]
  /** While it is cut off from some others: those of which the schedule has not shown yet whether they are among them (`cuts.ts`). */
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

/** The leader's answer to the question where a leader epoch ends, on its way to the follower (`offsets-for-leader-epoch.ts`). */
export interface EndOfEpoch {
  /** The latest epoch that the follower knew. */
  readonly asked: number
  /** `null`: the leader cannot say. */
  readonly end: { readonly epoch: number; readonly endOffset: number } | null
}

/** The leader's answer to a fetch, on its way to the follower. */
export interface FetchResponse {
  readonly entries: readonly Entry[]
  /** The leader's high watermark from before this fetch was counted. */
  readonly highWatermark: number
  /** Where the follower's log parts from the leader's (`on-fetch` truncation), or `null`. */
  readonly diverging: { readonly epoch: number; readonly endOffset: number } | null
  /** The follower asked for an offset beyond the leader's log: the leader's log end offset; otherwise `null`. */
  readonly outOfRange: number | null
  /** Set once the follower has gone on to another leader epoch, where answers are not told apart by epoch (`late-answers-refused`): to whom the fetch was sent, and from which offset. */
  readonly sent: { readonly leader: number; readonly offset: number } | null
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
  /** The snapshot from which this process knows of producers whose batches stand before it; of them it knows the last batch alone. */
  readonly loadedFrom: number
  /** Brokers with which it has no fetch session yet, where leaders compare epochs only in the first fetch of a session (`session-keeps-epoch`); else nobody. */
  readonly sessionless: readonly number[]
}

export interface Partition {
  readonly registration: Registration
  /** By broker id; brokers outside the assignment have an unused one. */
  readonly replicas: readonly Replica[]
}

/** A call of send that has no outcome yet. */
export interface Send {
  readonly record: number
  /** Times it was sent again. */
  readonly resent: number
  readonly state: 'in-flight' | 'retry'
  /** A request or response of this send really was lost, so that a timeout is no fault of its own. */
  readonly lost: boolean
  /** Of an idempotent producer: what goes with the record, the same with each attempt. */
  readonly batch: Batch | null
  /** The batch has got another sequence and was not sent with it yet (`ProducerBatch.sequenceHasBeenReset`). */
  readonly rewritten: boolean
}

/** What an idempotent producer knows of itself (`TransactionManager`). */
export interface Session {
  /** It has a transactional id. */
  readonly transactional: boolean
  readonly producerId: number
  readonly epoch: number
  /** By partition. */
  readonly sequences: readonly Sequences[]
}

/** `TxnPartitionEntry`. */
export interface Sequences {
  /** The producer id and epoch that these sequences belong to. */
  readonly producerId: number
  readonly epoch: number
  readonly next: number
  /** The last sequence that was acknowledged, or -1. */
  readonly acked: number
  /** The sequence after a batch that expired and may have been stored, or -1: what comes next is decided when nothing is under way. */
  readonly unresolved: number
}

export interface Producer {
  /** Records it has not called send for yet. */
  readonly remaining: readonly number[]
  /** In the order of the calls. */
  readonly sends: readonly Send[]
  /** Per partition: the leader it believes in, or `UNKNOWN`. */
  readonly target: readonly number[]
  /** `null` without idempotence. */
  readonly session: Session | null
}

/** A request between a producer and a broker, in the order of sending: a batch to be stored, or a call to a transaction coordinator. */
export interface ClientRequest {
  readonly producer: number
  /** `NO_RECORD` in a call. */
  readonly record: number
  readonly broker: number
  /** Offset at which the leader appended it, or what came of it, while it waits for the other replicas (acks=all); `UNKNOWN` while it travels. */
  readonly offset: number
  /** The response will be lost. */
  readonly silent: boolean
  /** It travels on a connection that the producer has closed: nobody hears the response, and it may arrive any time. */
  readonly orphan: boolean
  /** Of an idempotent producer. */
  readonly batch: Batch | null
  /** Of a batch: where it goes; -1 in a call. */
  readonly partition: number
  readonly call: Call | null
  /** Whether the transaction coordinator has confirmed that the partition is in the transaction (KIP-890). */
  readonly verification: Verification
}

/** `asked`: the coordinator is about to add the partition. `stale`: a marker has come in between. */
export type Verification = 'none' | 'asked' | 'confirmed' | 'stale'

export interface ClusterState {
  readonly brokers: readonly Broker[]
  readonly partitions: readonly Partition[]
  readonly producers: readonly Producer[]
  readonly requests: readonly ClientRequest[]
  /** The next producer id that nobody has. */
  readonly nextProducerId: number
  /** `null` where nobody has a transactional id. */
  readonly transactions: Transactions | null
  /** ZooKeeper mode: brokers of which the schedule has not said yet that they do not host the controller. */
  readonly mayHostController: readonly number[]
}

/** A healthy cluster: the first replica of each assignment leads, all are in sync, every view is current. */
export function initialState(cluster: Cluster): ClusterState {
  const ids = Array.from({ length: cluster.settings.brokers }, (_, id) => id)
  const partitions = cluster.assignment.map((replicas): Partition => {
    const leader = replicas[0] ?? NO_LEADER
    return {
      registration: { leader, leaderEpoch: 0, partitionEpoch: 0, isr: replicas, elr: [], lastKnownLeader: NO_LEADER },
      replicas: ids.map((id) => ({
        ...BLANK_REPLICA,
        leader: replicas.includes(id) ? leader : NO_LEADER,
        leaderEpoch: replicas.includes(id) ? 0 : -1,
        epochs: id === leader ? [{ epoch: 0, start: 0 }] : [],
        leadership:
          id === leader
            ? { partitionEpoch: 0, isr: replicas, pending: null, followers: ids.map(() => ({ logEndOffset: 0, brokerEpoch: 0 })), epochStart: 0 }
            : null,
      })),
    }
  })
  return {
    brokers: ids.map(() => ({ process: 'running', clean: false, registration: 'active', epoch: 0, cutFrom: [], undecided: [] })),
    partitions,
    producers: Array.from({ length: cluster.scope.producers }, (_, producer) => ({
      remaining: Array.from({ length: cluster.scope.records }, (_, record) => record).filter((record) => record % cluster.scope.producers === producer),
      sends: [],
      target: partitions.map((partition) => partition.registration.leader),
      session: cluster.settings['enable.idempotence'] ? newSession(cluster.transactionLog >= 0, producer, partitions.length) : null,
    })),
    requests: [],
    nextProducerId: cluster.settings['enable.idempotence'] ? cluster.scope.producers : 0,
    transactions: cluster.transactionLog < 0 ? null : initialTransactions(cluster, ids, partitions[cluster.transactionLog]?.registration.leader ?? NO_LEADER),
    mayHostController: cluster.mechanisms.controller === 'zookeeper' ? ids : [],
  }
}

/** The session of a producer with a new producer id. */
export function newSession(transactional: boolean, producerId: number, partitions: number, epoch = 0): Session {
  return { transactional, producerId, epoch, sequences: Array.from({ length: partitions }, () => ({ producerId, epoch, next: 0, acked: -1, unresolved: -1 })) }
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
  return { ...state, partitions: replaced(state.partitions, partition, { registration: before.registration, replicas: replaced(before.replicas, broker, replica) }) }
}

export function withRegistration(state: ClusterState, partition: number, registration: Registration): ClusterState {
  const before = partitionAt(state, partition)
  if (before.registration === registration) return state
  return { ...state, partitions: replaced(state.partitions, partition, { registration, replicas: before.replicas }) }
}

export function withProducer(state: ClusterState, id: number, producer: Producer): ClusterState {
  return { ...state, producers: replaced(state.producers, id, producer) }
}
