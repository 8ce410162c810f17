/**
 * The settings that the model reads, resolved: every value is the one that Kafka of the chosen version would use.
 * Keys are Kafka's own names (the broker's name where broker and topic differ).
 */
export interface KafkaSettings {
  /** Exact release, "4.3.1". */
  readonly 'kafka.version': string
  /** The protocol that the cluster has finalised, as a release: `inter.broker.protocol.version`, `metadata.version`. */
  readonly 'protocol.version': string
  /** Who decides on leaders; Kafka says it by other settings (`process.roles`, `zookeeper.connect`). */
  readonly 'controller': 'kraft' | 'zookeeper'
  /** Mechanisms switched by name, against what the release has: `fetch-fencing=off, strict-min-isr=on`. */
  readonly 'gates': string
  /** Brokers in the cluster; not a Kafka setting. */
  readonly 'brokers': number
  readonly 'replication.factor': number
  readonly 'partitions': number
  /** As configured; it may be above the replication factor. */
  readonly 'min.insync.replicas': number
  readonly 'unclean.leader.election.enable': boolean
  /** Appended records after which the log is forced to disk; 9223372036854775807 is held as Infinity. */
  readonly 'log.flush.interval.messages': number
  /** 1: eligible leader replicas (KIP-966) are on. 0 in versions that do not have the feature. */
  readonly 'eligible.leader.replicas.version': number
  readonly 'acks': '0' | '1' | 'all'
  readonly 'retries': number
  readonly 'max.in.flight.requests.per.connection': number
  readonly 'delivery.timeout.ms': number
  /** Effective: explicit or by default, and after Kafka's own silent disabling. */
  readonly 'enable.idempotence': boolean
  /**
   * '' for a producer without one, which has no transactions; the settings of transactions below have no effect then.
   */
  readonly 'transactional.id': string
  /** Effective: with two-phase commit a transaction never times out, and Kafka counts 2147483647. */
  readonly 'transaction.timeout.ms': number
  readonly 'isolation.level': 'read_uncommitted' | 'read_committed'
  /**
   * The feature level of transactions: 2 bumps the producer epoch with every one of them (KIP-890). 0 in versions that
   * do not have the feature.
   */
  readonly 'transaction.version': number
  readonly 'transaction.state.log.replication.factor': number
  /** As configured; it may be above the replication factor of the transaction log. */
  readonly 'transaction.state.log.min.isr': number
  /**
   * Before a record of a transaction is appended, its coordinator is asked whether that transaction is under way; false
   * in versions that do not ask.
   */
  readonly 'transaction.partition.verification.enable': boolean
  /**
   * Effective: before 3.4, which added it, `transactional.id.expiration.ms` says when a partition forgets a producer.
   */
  readonly 'producer.id.expiration.ms': number
  /** '' for a consumer without one. */
  readonly 'group.id': string
}

export type SettingName = keyof KafkaSettings
