/** What does not change in a run: settings, mechanisms, how many of everything, and who holds a replica of what. */
import { mechanismsOf, type Mechanisms } from './mechanisms.ts'
import type { KafkaSettings } from './settings/types.ts'

/** How much is sent in a run. */
export interface Scope {
  /** Records sent by all producers together. Batches hold one record. */
  readonly records: number
  readonly producers: number
}

/** A producer gives up resending one record after this many times, whatever `retries` allows: a bound of the search. */
export const MAX_RESENDS = 2

export interface Cluster {
  readonly settings: KafkaSettings
  readonly mechanisms: Mechanisms
  readonly scope: Scope
  /** Per partition: its replicas, in the order in which the controller prefers them as leaders. */
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
  const assignment = Array.from({ length: settings.partitions }, (_, partition) =>
    Array.from({ length: replicationFactor }, (_, i) => (partition + i) % settings.brokers),
  )
  const configured = settings['min.insync.replicas']
  return {
    settings,
    mechanisms,
    scope,
    assignment,
    hosts: [...new Set(assignment.flat())].sort((a, b) => a - b),
    minIsr: mechanisms.minIsrCappedByReplicas ? Math.min(configured, replicationFactor) : configured,
    resends: Math.min(settings.retries, MAX_RESENDS),
  }
}

/** The partition that a record goes to: round robin; a record of the epilogue goes to the partition it was made for. */
export function partitionOf(cluster: Cluster, record: number): number {
  return record < cluster.scope.records ? record % cluster.settings.partitions : record - cluster.scope.records
}
