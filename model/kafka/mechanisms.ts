/**
 * What a Kafka version does differently from another, as data. The protocol's code asks for a mechanism and never for a
 * version number; a version that is added later is one more row, a mechanism that is added later one more column.
 */
import type { KafkaSettings } from './settings/types.ts'
import { compareVersions } from './settings/versions.ts'

export interface Mechanisms {
  /** Who decides on leaders and in-sync replicas: a KRaft quorum, or a broker elected through ZooKeeper. */
  readonly controller: 'kraft' | 'zookeeper'
  /**
   * How a follower removes what the leader does not have. `high-watermark`: to its own high watermark whenever it
   * follows another leader (`ReplicaManager.makeFollowers`, 0.10.2). `on-fetch`: the leader answers a fetch with the
   * epoch at which the logs part (KIP-595 style, `AbstractFetcherThread.truncateOnFetchResponse`).
   */
  readonly truncation: 'high-watermark' | 'on-fetch'
  /** A fetch names the leader epoch and is refused if the leader is in another one (KIP-320, KAFKA-7395). */
  readonly fetchFencing: boolean
  /** How a leader changes the in-sync replicas: a conditional write of its own, or a request to the controller (KIP-497). */
  readonly isrChange: 'zookeeper-write' | 'alter-partition'
  /** A follower joins the ISR only when it has reached the start of the leader's epoch (KAFKA-7128). */
  readonly isrJoinNeedsEpochStart: boolean
  /** The controller refuses to add a replica that is fenced, shutting down or was restarted since (KIP-841, KIP-903). */
  readonly isrJoinNeedsLiveBroker: boolean
  /** The high watermark stands still while the ISR is smaller than the minimum, whatever acks is (KAFKA-15583). */
  readonly strictMinIsr: boolean
  /** min.insync.replicas counts at most as many replicas as there are (KAFKA-15583). */
  readonly minIsrCappedByReplicas: boolean
  /** Replicas that left the ISR when it fell below the minimum may still lead (KIP-966). */
  readonly eligibleLeaderReplicas: boolean
  /** The last known leader is elected only when it is alive (KAFKA-19522). */
  readonly lastKnownLeaderMustBeAlive: boolean
  /** A follower that finds the leader's log shorter than its own stops its broker, unless unclean election is allowed (`ReplicaFetcherThread.handleOffsetOutOfRange`, 0.10.2). */
  readonly haltsOnShorterLeader: boolean
}

const ZOOKEEPER_0_10: Mechanisms = {
  controller: 'zookeeper',
  truncation: 'high-watermark',
  fetchFencing: false,
  isrChange: 'zookeeper-write',
  isrJoinNeedsEpochStart: false,
  isrJoinNeedsLiveBroker: false,
  strictMinIsr: false,
  minIsrCappedByReplicas: false,
  eligibleLeaderReplicas: false,
  lastKnownLeaderMustBeAlive: false,
  haltsOnShorterLeader: true,
}

const KRAFT_4_0: Mechanisms = {
  controller: 'kraft',
  truncation: 'on-fetch',
  fetchFencing: true,
  isrChange: 'alter-partition',
  isrJoinNeedsEpochStart: true,
  isrJoinNeedsLiveBroker: true,
  strictMinIsr: true,
  minIsrCappedByReplicas: true,
  eligibleLeaderReplicas: false,
  lastKnownLeaderMustBeAlive: false,
  haltsOnShorterLeader: false,
}

/** From which release on a row holds, newest last. Releases between two rows follow the older row. */
const ROWS: readonly (readonly [since: string, mechanisms: Mechanisms])[] = [
  ['0.10.0.0', ZOOKEEPER_0_10],
  ['4.0.0', KRAFT_4_0],
  ['4.1.0', { ...KRAFT_4_0, lastKnownLeaderMustBeAlive: true }],
]

/**
 * The mechanisms of the release in `kafka.version`; the feature `eligible.leader.replicas.version` is finalised apart
 * from the software version, as on a real cluster.
 */
export function mechanismsOf(settings: Pick<KafkaSettings, 'kafka.version' | 'eligible.leader.replicas.version'>): Mechanisms {
  const version = settings['kafka.version']
  let found: Mechanisms | undefined
  for (const [since, mechanisms] of ROWS) if (compareVersions(version, since) >= 0) found = mechanisms
  if (found === undefined) throw new Error(`no mechanisms are known for Kafka ${version}`)
  return { ...found, eligibleLeaderReplicas: settings['eligible.leader.replicas.version'] >= 1 }
}
