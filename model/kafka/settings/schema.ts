/** Every setting that the model reads: section, type, range, and default by version. */
import { compareVersions } from '../releases/versions.ts'
import type { Section } from './given.ts'
import { type KafkaValue, anyInt, anyText, boolean, int, long, nonEmptyText, word } from './java-values.ts'

/** Something that a release changed: the entry with the newest `from` that the chosen version has reached counts. */
export type ByVersion<T> = readonly { readonly from: string; readonly is: T }[]

/**
 * A setting that the model reads. Types, ranges and defaults are those of Kafka's ConfigDefs, read from its source at
 * the tags of every line and from the released jars.
 */
export interface ModelledKey<T = unknown> {
  readonly section: Section
  readonly key: string
  /** The release that added it; without, all known ones have it. */
  readonly since?: string
  readonly value: ByVersion<KafkaValue<T>>
  /** None: Kafka has no default, or it is decided elsewhere (resolve.ts). */
  readonly defaults: ByVersion<T>
  /** Read for a check of Kafka's, or for what it switches; nothing in the model runs on its value. */
  readonly onlyFor?: ByVersion<string>
  /** Without that it changes nothing. */
  readonly needs?: 'a transactional.id' | 'an idempotent producer'
}

const FIRST = '0.8.2.0'

function always<T>(is: T): ByVersion<T> {
  return [{ from: FIRST, is }]
}

function modelled<T>(section: Section, key: string, rest: Omit<ModelledKey<T>, 'section' | 'key'>): ModelledKey<T> {
  return { section, key, ...rest }
}

/** clients: ProducerConfig.java. */
export const PRODUCER = {
  acks: modelled<'0' | '1' | 'all'>('producer', 'acks', {
    value: always(word({ 'all': 'all', '-1': 'all', 0: '0', 1: '1' })),
    defaults: [
      { from: FIRST, is: '1' },
      { from: '3.0.0', is: 'all' },
    ], // KIP-679
  }),
  retries: modelled('producer', 'retries', {
    value: always(int(0)),
    defaults: [
      { from: FIRST, is: 0 },
      { from: '2.1.0', is: 2_147_483_647 },
    ], // KIP-91
  }),
  maxInFlight: modelled('producer', 'max.in.flight.requests.per.connection', {
    value: always(int(1)),
    defaults: always(5),
  }),
  deliveryTimeout: modelled('producer', 'delivery.timeout.ms', {
    since: '2.1.0',
    value: always(int(0)),
    defaults: [{ from: '2.1.0', is: 120_000 }], // KIP-91
  }),
  requestTimeout: modelled('producer', 'request.timeout.ms', {
    since: '0.9.0.0',
    value: always(int(0)),
    defaults: always(30_000),
    onlyFor: always('checked against delivery.timeout.ms'),
  }),
  linger: modelled('producer', 'linger.ms', {
    value: [
      { from: FIRST, is: long(0) },
      { from: '2.1.0', is: int(0) },
      { from: '2.3.0', is: long(0) },
    ],
    defaults: [
      { from: FIRST, is: 0 },
      { from: '4.0.0', is: 5 },
    ],
    onlyFor: always('checked against delivery.timeout.ms'),
  }),
  idempotence: modelled('producer', 'enable.idempotence', {
    since: '0.11.0.0',
    value: always(boolean()),
    // 3.0.0 and 3.1.0 declare true and ignore it (KAFKA-13598).
    defaults: [
      { from: '0.11.0.0', is: false },
      { from: '3.0.1', is: true },
      { from: '3.1.0', is: false },
      { from: '3.1.1', is: true },
    ],
  }),
  transactionalId: modelled('producer', 'transactional.id', {
    since: '0.11.0.0',
    value: always(nonEmptyText()),
    defaults: [],
  }),
  // The coordinator, not the producer, wants it to be above 0.
  transactionTimeout: modelled('producer', 'transaction.timeout.ms', {
    since: '0.11.0.0',
    value: always(anyInt()),
    defaults: always(60_000),
    needs: 'a transactional.id',
  }),
  twoPhaseCommit: modelled('producer', 'transaction.two.phase.commit.enable', {
    since: '4.1.0',
    value: always(boolean()),
    defaults: always(false),
    onlyFor: always('checked against transaction.timeout.ms'), // KIP-939
  }),
} as const

/** clients: ConsumerConfig.java. */
export const CONSUMER = {
  isolationLevel: modelled<'read_uncommitted' | 'read_committed'>('consumer', 'isolation.level', {
    since: '0.11.0.0',
    value: always(word({ read_uncommitted: 'read_uncommitted', read_committed: 'read_committed' })),
    defaults: always('read_uncommitted'),
  }),
  // ClassicKafkaConsumer and AsyncKafkaConsumer refuse an empty one since 4.0; before, it is as good as none.
  groupId: modelled('consumer', 'group.id', {
    value: [
      { from: FIRST, is: anyText() },
      { from: '4.0.0', is: nonEmptyText() },
    ],
    defaults: [],
    needs: 'a transactional.id',
  }),
} as const

/**
 * storage: LogConfig.java (topic part); replication.factor and partitions are arguments of topic creation, -1 for the
 * broker's default.
 */
export const TOPIC = {
  replicationFactor: modelled('topic', 'replication.factor', { value: perTopic(32_767), defaults: [] }),
  partitions: modelled('topic', 'partitions', { value: perTopic(), defaults: [] }),
  minInsyncReplicas: modelled('topic', 'min.insync.replicas', { value: always(int(1)), defaults: always(1) }),
  uncleanElection: modelled('topic', 'unclean.leader.election.enable', { value: always(boolean()), defaults: [] }),
  flushMessages: modelled('topic', 'flush.messages', {
    value: [
      { from: FIRST, is: long(0) },
      { from: '3.3.0', is: long(1) },
    ],
    defaults: [],
  }),
} as const

/**
 * server: ReplicationConfigs.java, ServerLogConfigs.java; server-common: EligibleLeaderReplicasVersion.java,
 * TransactionVersion.java; transaction-coordinator: TransactionLogConfig.java, TransactionStateManagerConfig.java (up
 * to 3.7 all in KafkaConfig.scala).
 */
export const BROKER = {
  // Any int to Kafka's ConfigDef, but topic creation refuses what is not 1 to 32767.
  replicationFactor: modelled('broker', 'default.replication.factor', {
    value: always(int(1, 32_767)),
    defaults: always(1),
  }),
  partitions: modelled('broker', 'num.partitions', { value: always(int(1)), defaults: always(1) }),
  minInsyncReplicas: modelled('broker', 'min.insync.replicas', { value: always(int(1)), defaults: always(1) }),
  uncleanElection: modelled('broker', 'unclean.leader.election.enable', {
    value: always(boolean()),
    defaults: [
      { from: FIRST, is: true },
      { from: '0.11.0.0', is: false },
    ], // KIP-106
  }),
  flushMessages: modelled('broker', 'log.flush.interval.messages', {
    value: always(long(1)),
    defaults: always(Number.POSITIVE_INFINITY),
  }),
  /**
   * A feature level, set by kafka-features.sh or at format time and never in a file of Kafka's: read here beside the
   * broker's settings.
   */
  eligibleLeaderReplicas: modelled('broker', 'eligible.leader.replicas.version', {
    since: '4.0.0',
    value: always(int(0, 1)),
    defaults: [
      { from: '4.0.0', is: 0 },
      { from: '4.1.0', is: 1 },
    ], // KIP-966
  }),
  /**
   * A feature level too, by metadata.version. 3.9 knows its name and has no level above 0 for production, so that its
   * brokers do not offer it; the default came with 4.0-IV2. KIP-890.
   */
  transactionVersion: modelled('broker', 'transaction.version', {
    since: '4.0.0',
    value: always(int(0, 2)),
    defaults: [
      { from: FIRST, is: 0 },
      { from: '4.0.0', is: 2 },
    ],
    needs: 'a transactional.id',
  }),
  transactionLogReplicationFactor: modelled('broker', 'transaction.state.log.replication.factor', {
    since: '0.11.0.0',
    value: always(int(1, 32_767)),
    defaults: always(3),
    needs: 'a transactional.id',
  }),
  transactionLogMinIsr: modelled('broker', 'transaction.state.log.min.isr', {
    since: '0.11.0.0',
    value: always(int(1)),
    defaults: always(2),
    needs: 'a transactional.id',
  }),
  maxTransactionTimeout: modelled('broker', 'transaction.max.timeout.ms', {
    since: '0.11.0.0',
    value: always(int(1)),
    defaults: always(900_000),
    onlyFor: always('checked against transaction.timeout.ms'),
  }),
  transactionVerification: modelled('broker', 'transaction.partition.verification.enable', {
    since: '3.6.0',
    value: always(boolean()),
    defaults: [
      { from: FIRST, is: false },
      { from: '3.6.0', is: true },
    ],
    needs: 'a transactional.id', // KIP-890, part 1
  }),
  twoPhaseCommit: modelled('broker', 'transaction.two.phase.commit.enable', {
    since: '4.1.0',
    value: always(boolean()),
    defaults: always(false),
    onlyFor: always("checked against the producer's"), // KIP-939
  }),
  /** The default of the releases without it is that of transactional.id.expiration.ms, which counts there. */
  producerIdExpiration: modelled('broker', 'producer.id.expiration.ms', {
    since: '3.4.0',
    value: always(int(1)),
    defaults: [
      { from: FIRST, is: 604_800_000 },
      { from: '3.4.0', is: 86_400_000 },
    ],
    needs: 'an idempotent producer', // KIP-854
  }),
  transactionalIdExpiration: modelled('broker', 'transactional.id.expiration.ms', {
    since: '0.11.0.0',
    value: always(int(1)),
    defaults: always(604_800_000),
    onlyFor: [{ from: '3.4.0', is: 'a transactional.id is not forgotten' }],
    needs: 'an idempotent producer',
  }),
} as const

/** An argument of topic creation; it may be left to the broker since 2.4 (KIP-464). */
function perTopic(max?: number): ByVersion<KafkaValue<number>> {
  return [
    { from: FIRST, is: int(1, max) },
    { from: '2.4.0', is: orBrokerDefault(max) },
  ]
}

/** ReplicationControlManager.createTopic: 1 or more, or -1 for the broker's default. 0 is refused. */
function orBrokerDefault(max?: number): KafkaValue<number> {
  const { schema } = int(-1, max)
  return {
    schema: schema.refine((value) => value !== 0, { error: 'is not a number that Kafka accepts here' }),
    right: `give a whole number from 1${max === undefined ? '' : ` to ${max}`}, or -1 for the broker's default`,
  }
}

export const MODELLED_KEYS: readonly ModelledKey[] = [PRODUCER, CONSUMER, TOPIC, BROKER].flatMap((section) =>
  Object.values<ModelledKey>(section),
)

/** What counts for this version; undefined before the first entry. */
export function inVersion<T>(table: ByVersion<T>, version: string): T | undefined {
  return table.findLast(({ from }) => compareVersions(from, version) <= 0)?.is
}

/** Does this release have the setting? */
export function existsIn(key: ModelledKey, version: string): boolean {
  return key.since === undefined || compareVersions(key.since, version) <= 0
}
