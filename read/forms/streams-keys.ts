/** Names and values of Kafka Streams' own settings. Data only. streams: StreamsConfig.java. */
import type { OnlyIn } from '../../model/given.ts'
import { notJudgedYet } from './form.ts'

/** The values of processing.guarantee, and the releases that take them. */
export const GUARANTEES: Readonly<Record<string, { readonly onlyIn?: OnlyIn }>> = {
  at_least_once: {},
  exactly_once: {
    onlyIn: {
      from: '0.11.0.0',
      before: '4.0.0',
      otherwise: {
        problem: 'only Streams from 0.11 to 3.9 has exactly_once (KIP-129, KIP-732)',
        remedy: 'give exactly_once_v2 from 3.0 on',
      },
    },
  },
  exactly_once_beta: {
    onlyIn: {
      from: '2.6.0',
      before: '4.0.0',
      otherwise: {
        problem: 'only Streams from 2.6 to 3.9 has exactly_once_beta (KIP-447, KIP-732)',
        remedy: 'give exactly_once_v2 from 3.0 on, exactly_once before 2.6',
      },
    },
  },
  exactly_once_v2: {
    onlyIn: {
      from: '3.0.0',
      otherwise: {
        problem: 'Streams has exactly_once_v2 since 3.0 (KIP-732)',
        remedy: 'give exactly_once_beta (2.6 to 2.8) or exactly_once',
      },
    },
  },
}

/** What Streams keeps for itself and what it is about; the rest of its own settings touches no promise. */
export const KEPT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'commit.interval.ms': 'how often what was processed is committed, and so is done again after a crash',
    'num.stream.threads': 'how many threads process, each with clients of its own',
    'num.standby.replicas': 'copies of state that take over after a crash',
    'default.deserialization.exception.handler': 'whether a record that cannot be read is skipped',
    'deserialization.exception.handler': 'whether a record that cannot be read is skipped',
    'default.production.exception.handler': 'whether a record that cannot be written is skipped',
    'production.exception.handler': 'whether a record that cannot be written is skipped',
    'processing.exception.handler': 'whether a record that fails is skipped',
    'max.task.idle.ms': 'how long records of several inputs wait for each other',
    'task.timeout.ms': 'how long a task is tried again before it fails',
    'default.timestamp.extractor': 'which records are dropped for their time',
  }).map(([key, what]) => [key, notJudgedYet(what)]),
)

/** All that Streams reads itself; it does not pass them on to its clients. */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  ...KEPT.keys(),
  'acceptable.recovery.lag',
  'application.id',
  'application.server',
  'buffered.records.per.partition',
  'built.in.metrics.version',
  'cache.max.bytes.buffering',
  'default.client.supplier',
  'default.dsl.store',
  'default.key.serde',
  'default.list.key.serde.inner',
  'default.list.key.serde.type',
  'default.list.value.serde.inner',
  'default.list.value.serde.type',
  'default.value.serde',
  'dsl.store.suppliers.class',
  'enable.metrics.push',
  'ensure.explicit.internal.resource.naming',
  'errors.dead.letter.queue.topic.name',
  'group.protocol',
  'key.serde',
  'log.summary.interval.ms',
  'max.warmup.replicas',
  'partition.grouper',
  'poll.ms',
  'probing.rebalance.interval.ms',
  'processing.guarantee',
  'processor.wrapper.class',
  'rack.aware.assignment.non_overlap_cost',
  'rack.aware.assignment.strategy',
  'rack.aware.assignment.tags',
  'rack.aware.assignment.traffic_cost',
  'repartition.purge.interval.ms',
  'replication.factor',
  'rocksdb.config.setter',
  'state.cleanup.delay.ms',
  'state.dir',
  'statestore.cache.max.bytes',
  'task.assignor.class',
  'timestamp.extractor',
  'topology.optimization',
  'upgrade.from',
  'value.serde',
  'window.size.ms',
  'windowed.inner.class.serde',
  'windowstore.changelog.additional.retention.ms',
  'zookeeper.connect',
])

/** In front of the settings of its clients and topics. */
export const CLIENT_PREFIXES: readonly string[] = [
  'producer.',
  'consumer.',
  'main.consumer.',
  'restore.consumer.',
  'global.consumer.',
  'admin.',
  'topic.',
  'client.tag.',
]

/** Clients that read what Streams itself has written. */
export const OTHER_CLIENTS: readonly (readonly [prefix: string, why: string])[] = [
  ['restore.consumer.', notJudgedYet('how state is read back')],
  ['global.consumer.', notJudgedYet('how global tables are read')],
]
