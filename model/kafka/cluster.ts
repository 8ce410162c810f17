/** What does not change in a run: settings, mechanisms, how many of everything, and who holds a replica of what. */
import { mechanismsOf, type Mechanisms } from './mechanisms.ts'
import type { KafkaSettings } from './settings/types.ts'

/** How much is done in a run, and in which way. */
export interface Scope {
  /** Records sent by all producers together, or to be processed. Batches hold one record. */
  readonly records: number
  readonly producers: number
  /**
   * Each record is read from an input, and what is made of it is sent, in a transaction with the position after it.
   * `producers` processes share the work.
   */
  readonly loop?: boolean
  /** The last record is sent by one producer more, which has no transactional id. */
  readonly bystander?: boolean
  /** An application sends a record again, as a new call, when the first call failed or it cannot know. */
  readonly byRecord?: boolean
  /**
   * Brokers that can hear or fetch something do so, in one step, before clients and coordinators go on (`prompt.ts`).
   * Else each message of theirs is a step of its own.
   */
  readonly prompt?: boolean
}

/** A partition is worth having only for so many records. */
const RECORDS_A_PARTITION = 2

/** A producer gives up resending one record after this many times, whatever `retries` allows: a bound of the search. */
export const MAX_RESENDS = 2

/** Something a broker can be cut off from. */
export type Endpoint = number | 'controller' | 'clients'

export interface Cluster {
  readonly settings: KafkaSettings
  readonly mechanisms: Mechanisms
  readonly scope: Scope
  /**
   * Per partition: its replicas, in the order in which the controller prefers them as leaders. Of the partitions only
   * so many are there that each gets two records (one, in transactions): order and most losses need two, and other
   * partitions would stay empty. The partitions of Kafka's own topics come last.
   */
  readonly assignment: readonly (readonly number[])[]
  /** So many of the partitions, the first ones, hold records of applications. */
  readonly dataPartitions: number
  /** The partition of `__transaction_state` that all transactional ids here belong to, or -1 without transactions. */
  readonly transactionLog: number
  /** The partition of `__consumer_offsets` that the consumer group belongs to, or -1 without one. */
  readonly offsetsPartition: number
  /** Records below this are sent by applications in their ordinary work. */
  readonly ownRecords: number
  /** Broker ids that hold a replica of anything, ascending. */
  readonly hosts: readonly number[]
  /** Per partition: `min.insync.replicas` as the brokers count it. */
  readonly minIsrs: readonly number[]
  /** How often one record is sent again at the most. */
  readonly resends: number
}

/**
 * The cluster for these settings.
 * @param scope how many records and producers a run has
 */
export function clusterOf(settings: KafkaSettings, scope: Scope): Cluster {
  const mechanisms = mechanismsOf(settings)
  const isTransactional = settings['transactional.id'] !== ''
  const perPartition = isTransactional ? 1 : RECORDS_A_PARTITION
  const dataPartitions = Math.min(settings.partitions, Math.ceil(scope.records / perPartition))
  const factors = Array.from({ length: dataPartitions }, () => settings['replication.factor'])
  const minima = factors.map(() => settings['min.insync.replicas'])
  if (isTransactional) {
    factors.push(settings['transaction.state.log.replication.factor'])
    minima.push(settings['transaction.state.log.min.isr'])
  }
  const isLoop = isTransactional && scope.loop === true
  // The topic of positions has no minimum of its own.
  if (isLoop) {
    factors.push(Math.min(POSITION_REPLICAS, settings.brokers))
    minima.push(settings['min.insync.replicas'])
  }
  const assignment = factors.map((factor, partition) =>
    Array.from({ length: factor }, (_, i) => (partition + i) % settings.brokers),
  )
  return {
    settings,
    mechanisms,
    scope,
    assignment,
    dataPartitions,
    transactionLog: isTransactional ? dataPartitions : -1,
    offsetsPartition: isLoop ? dataPartitions + 1 : -1,
    ownRecords: isLoop ? scope.records * MOST_ATTEMPTS : scope.records,
    hosts: [...new Set(assignment.flat())].sort((a, b) => a - b),
    minIsrs: minima.map((minimum, partition) =>
      mechanisms['capped-min-isr'] ? Math.min(minimum, factors[partition] ?? minimum) : minimum,
    ),
    resends: Math.min(settings.retries, MAX_RESENDS),
  }
}

/** `offsets.topic.replication.factor`. */
const POSITION_REPLICAS = 3

/**
 * A process that reads, transforms and sends gives up after it has tried so often with one record: a bound of the
 * search.
 */
export const MOST_ATTEMPTS = 4

/**
 * What is sent when a record of the input is processed for the first time, and each time again: the record and its
 * transaction have this number.
 */
export function attemptOf({ scope }: Cluster, input: number, times: number): number {
  return times * scope.records + input
}

/** The position after a record that is committed in this attempt; it is sent like a record, and is none. */
export function commitOf({ ownRecords, dataPartitions }: Cluster, attempt: number): number {
  return ownRecords + dataPartitions + attempt
}

/** Whether this stands for a committed position. */
export function isCommit(cluster: Cluster, record: number): boolean {
  return cluster.offsetsPartition >= 0 && record >= cluster.ownRecords + cluster.dataPartitions
}

/** The position that is committed with this. */
export function positionOf(cluster: Cluster, record: number): number {
  return (attemptIn(cluster, record) % cluster.scope.records) + 1
}

function attemptIn(cluster: Cluster, record: number): number {
  return isCommit(cluster, record) ? record - cluster.ownRecords - cluster.dataPartitions : record
}

/** Transactions that the records of one producer are shared among, later ones getting no less than earlier ones. */
const TRANSACTIONS = 2

/** So many records, the first ones, are sent in transactions where there are any. */
export function transactionalRecords({ records, bystander }: Scope): number {
  return bystander === true ? records - 1 : records
}

/**
 * The transaction that a record belongs to: numbers are unique over all producers, in the order in which one has its
 * own.
 */
export function transactionOf(cluster: Cluster, record: number): number {
  const { scope } = cluster
  if (cluster.offsetsPartition >= 0) return attemptIn(cluster, record)
  const records = transactionalRecords(scope)
  const { producers } = scope
  const producer = record % producers
  const own = Math.ceil((records - producer) / producers)
  const transactions = Math.min(TRANSACTIONS, own)
  const place = (record - producer) / producers
  return producer * TRANSACTIONS + transactions - 1 - Math.floor(((own - 1 - place) * transactions) / own)
}

/** `min.insync.replicas` of a partition, as the brokers count it. */
export function minIsrOf(cluster: Cluster, partition: number): number {
  return cluster.minIsrs[partition] ?? 1
}

/** The partition that a record goes to: round robin; a record of the epilogue goes to the partition it was made for. */
export function partitionOf(cluster: Cluster, record: number): number {
  if (isCommit(cluster, record)) return cluster.offsetsPartition
  const original = originalOf(cluster, record)
  return original < cluster.ownRecords ? original % cluster.dataPartitions : original - cluster.ownRecords
}

/**
 * What an application calls a record when it sends it again, as a new call; `null` if it does not, or has done so
 * before.
 */
export function againOf({ scope, dataPartitions }: Cluster, record: number): number | null {
  return scope.byRecord === true && record < scope.records ? scope.records + dataPartitions + record : null
}

/** The record that this one is of an application's making, or the one that it sends again with it. */
export function originalOf({ scope, ownRecords, dataPartitions }: Cluster, record: number): number {
  const own = ownRecords + dataPartitions
  return record < own || scope.byRecord !== true ? record : record - own
}
