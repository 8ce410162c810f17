/** What does not change in a run: settings, mechanisms, how many of everything, and who holds a replica of what. */
import { mechanismsOf, type Mechanisms } from './mechanisms.ts'
import type { KafkaSettings } from './settings/types.ts'

/** How much is sent in a run. */
export interface Scope {
  /** Records sent by all producers together. Batches hold one record. */
  readonly records: number
  readonly producers: number
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
   * Per partition: its replicas, in the order in which the controller prefers them as leaders. Of the partitions only so
   * many are there that each gets two records: order and most losses need two, and other partitions would stay empty.
   */
  readonly assignment: readonly (readonly number[])[]
  /** Broker ids that hold a replica of anything, ascending. */
  readonly hosts: readonly number[]
  /** `min.insync.replicas` as the brokers count it. */
  readonly minIsr: number
  /** How often one record is sent again at the most. */
  readonly resends: number
}

/**
 * The cluster for these settings.
 * @param scope how many records and producers a run has
 */
export function clusterOf(settings: KafkaSettings, scope: Scope): Cluster {
  const mechanisms = mechanismsOf(settings)
  const replicationFactor = settings['replication.factor']
  const assignment = Array.from({ length: Math.min(settings.partitions, Math.ceil(scope.records / RECORDS_A_PARTITION)) }, (_, partition) =>
    Array.from({ length: replicationFactor }, (_, i) => (partition + i) % settings.brokers),
  )
  const hosts = [...new Set(assignment.flat())].sort((a, b) => a - b)
  const configured = settings['min.insync.replicas']
  return {
    settings,
    mechanisms,
    scope,
    assignment,
    hosts,
    minIsr: mechanisms['capped-min-isr'] ? Math.min(configured, replicationFactor) : configured,
    resends: Math.min(settings.retries, MAX_RESENDS),
  }
}

/** The partition that a record goes to: round robin; a record of the epilogue goes to the partition it was made for. */
export function partitionOf(cluster: Cluster, record: number): number {
  return record < cluster.scope.records ? record % cluster.assignment.length : record - cluster.scope.records
}
