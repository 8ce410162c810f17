/** What transactions add to the state of a cluster: their producers, their coordinators, and what coordinators send. */

/** What a transaction coordinator writes to its log (`TransactionLogValue`). */
export interface TransactionNote {
  readonly kind: 'note'
  readonly transactionalId: number
  readonly metadata: TransactionMetadata
}

/** The states of a transaction, and what belongs to it (`TransactionMetadata`). */
export interface TransactionMetadata {
  readonly state: TransactionStatus
  readonly producerId: number
  readonly producerEpoch: number
  /** The epoch before the last bump (KIP-360), or -1. */
  readonly lastProducerEpoch: number
  /** Partitions in the transaction, ascending. */
  readonly partitions: readonly number[]
}

export type TransactionStatus =
  'Empty' | 'Ongoing' | 'PrepareCommit' | 'PrepareAbort' | 'CompleteCommit' | 'CompleteAbort'

/** A request of a transactional producer to its coordinator. */
export interface Call {
  readonly asks: 'init' | 'add' | 'end'
  readonly transactionalId: number
  /** Who asks; `init` of a new process knows neither: -1. */
  readonly producerId: number
  readonly producerEpoch: number
  /** `add`: the partition; else -1. */
  readonly partition: number
  readonly commit: boolean
  /** The transaction that it was sent in, for whoever tells the story: no broker sees it. */
  readonly transaction: number
}

/**
 * A transactional producer's process (`TransactionManager.State`): `initializing` until its coordinator has given it an
 * epoch; `fatal` once it has heard that it is fenced.
 */
export interface TransactionalClient {
  readonly transactionalId: number
  readonly phase: 'initializing' | 'ready' | 'in-transaction' | 'committing' | 'aborting' | 'fatal'
  /** The present or last transaction, or -1. */
  readonly transaction: number
  /** Partitions that the coordinator has added to it, as far as the producer knows; ascending. */
  readonly added: readonly number[]
  /** Something was sent in it, or added to it: its end has to be told. */
  readonly started: boolean
  /** It will ask for a new epoch once the transaction is aborted (KIP-360). */
  readonly bumps: boolean
  /** The instance that this one replaces while that one may still run, or -1. */
  readonly replaces: number
}

/** What a broker that leads the transaction log keeps in memory (`TransactionStateManager`). */
export interface Coordinator {
  /** The leader epoch of the log. */
  readonly coordinatorEpoch: number
  /** By transactional id. */
  readonly entries: readonly CoordinatorEntry[]
}

export interface CoordinatorEntry {
  readonly metadata: TransactionMetadata
  /** What was written and is not below the high watermark yet: until then nothing else is decided. */
  readonly pending: { readonly offset: number; readonly metadata: TransactionMetadata } | null
  /** While the transaction ends: partitions whose marker nobody has confirmed. */
  readonly unmarked: readonly number[]
  /** A partition refused its marker: the coordinator has dropped the transaction, and never completes it. */
  readonly gaveUp: boolean
}

/** A marker that a coordinator has sent: it waits for its replicas, or travels on a connection that is closed. */
export interface MarkerRequest {
  /** The broker whose coordinator sent it. */
  readonly coordinator: number
  readonly transactionalId: number
  readonly partition: number
  /** The leader that it was sent to. */
  readonly broker: number
  /** It travels on a connection that is closed; else it waits there for the replicas. */
  readonly late: boolean
  readonly offset: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly coordinatorEpoch: number
  readonly commit: boolean
}

/** The consumer group that shares an input partition. */
export interface Group {
  readonly generation: number
  /** The process that owns the partition, as the group's coordinator sees it. */
  readonly owner: number
}

export interface Transactions {
  /** By producer; producers without a transactional id come after them. */
  readonly clients: readonly TransactionalClient[]
  /** By broker; `null` where none runs. */
  readonly coordinators: readonly (Coordinator | null)[]
  readonly markers: readonly MarkerRequest[]
}

/** The answer to a request that was handled; all but `none` and `TRANSACTION_ABORTABLE` end the producer. */
export type CallError = 'none' | 'PRODUCER_FENCED' | 'INVALID_TXN_STATE' | 'INVALID_PRODUCER_ID_MAPPING'
