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
  readonly controller: 'kraft' | 'zookeeper'
  /** Mechanisms switched by name, against what the release has: `fetch-fencing=off, strict-min-isr=on`. */
  readonly gates: string
  /** Brokers in the cluster; not a Kafka setting. */
  readonly brokers: number
  readonly 'replication.factor': number
  readonly partitions: number
  /** As configured; it may be above the replication factor. */
  readonly 'min.insync.replicas': number
  readonly 'unclean.leader.election.enable': boolean
  /** Appended records after which the log is forced to disk; 9223372036854775807 is held as Infinity. */
  readonly 'log.flush.interval.messages': number
  /** 1: eligible leader replicas (KIP-966) are on. 0 in versions that do not have the feature. */
  readonly 'eligible.leader.replicas.version': number
  readonly acks: '0' | '1' | 'all'
  readonly retries: number
  readonly 'max.in.flight.requests.per.connection': number
  readonly 'delivery.timeout.ms': number
  /** Effective: explicit or by default, and after Kafka's own silent disabling. */
  readonly 'enable.idempotence': boolean
}

export type SettingName = keyof KafkaSettings
