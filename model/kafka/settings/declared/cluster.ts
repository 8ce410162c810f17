/**
 * The settings of the brokers and of the topic. storage: LogConfig.java (topic part); server: ReplicationConfigs.java,
 * ServerLogConfigs.java; server-common: EligibleLeaderReplicasVersion.java (up to 3.7 all in KafkaConfig.scala).
 */
import { z } from 'zod'
import { type KafkaValue, boolean, int, long } from '../java-values.ts'
import { MOST_REPLICAS } from '../limits.ts'
import { type ByVersion, FIRST, always, asGiven, byRule, named } from './declaration.ts'
import { orNever, whole } from './saved-values.ts'

export const CLUSTER = named({
  /**
   * An argument of topic creation. default.replication.factor is any int to Kafka's ConfigDef, but topic creation
   * refuses what is not 1 to 32767.
   */
  'replication.factor': byRule({
    in: {
      topic: { value: perTopic(32_767) },
      broker: { key: 'default.replication.factor', value: always(int(1, 32_767)) },
    },
    saved: whole(1, MOST_REPLICAS),
  }),
  /** An argument of topic creation, too. */
  'partitions': byRule({
    in: { topic: { value: perTopic() }, broker: { key: 'num.partitions', value: always(int(1)) } },
    saved: whole(1),
  }),
  /** As configured; it may be above the replication factor. */
  'min.insync.replicas': asGiven({
    in: { topic: { value: always(int(1)) }, broker: { value: always(int(1)) } },
    defaults: always(1),
    saved: whole(1),
  }),
  'unclean.leader.election.enable': asGiven({
    in: { topic: { value: always(boolean()) }, broker: { value: always(boolean()) } },
    defaults: [
      { from: FIRST, is: true },
      { from: '0.11.0.0', is: false },
    ], // KIP-106
    saved: z.boolean(),
  }),
  /** Appended records after which the log is forced to disk; 9223372036854775807 is held as Infinity. */
  'log.flush.interval.messages': asGiven({
    in: {
      topic: {
        key: 'flush.messages',
        value: [
          { from: FIRST, is: long(0) },
          { from: '3.3.0', is: long(1) },
        ],
      },
      broker: { value: always(long(1)) },
    },
    defaults: always(Number.POSITIVE_INFINITY),
    saved: orNever(0),
  }),
  /**
   * 1: eligible leader replicas (KIP-966) are on. 0 in versions that do not have the feature. A feature level, set by
   * kafka-features.sh or at format time and never in a file of Kafka's: read here beside the broker's settings. By
   * default the one of a cluster that was formatted with its metadata.version.
   */
  'eligible.leader.replicas.version': asGiven({
    since: '4.0.0',
    in: { broker: { value: always(int(0, 1)) } },
    defaults: [
      { from: FIRST, is: 0 },
      { from: '4.1.0', is: 1 },
    ],
    follows: 'protocol.version',
    saved: whole(0, 1),
  }),
})

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
