/**
 * Values of bitnami's chart before 23, which had a key of its own for some of Kafka's. Source: bitnami/charts
 * bitnami/kafka/templates/statefulset.yaml of 2.8: each becomes a variable KAFKA_CFG_….
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { at, entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { type Chart, valueAt } from './chart.ts'

/** logRetentionCheckIntervalMs is missing: the template misspells its variable, so that it does not reach Kafka. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['deleteTopicEnable', 'delete.topic.enable'],
  ['autoCreateTopicsEnable', 'auto.create.topics.enable'],
  ['logFlushIntervalMessages', 'log.flush.interval.messages'],
  ['logFlushIntervalMs', 'log.flush.interval.ms'],
  ['logRetentionBytes', 'log.retention.bytes'],
  ['logRetentionHours', 'log.retention.hours'],
  ['logSegmentBytes', 'log.segment.bytes'],
  ['maxMessageBytes', 'message.max.bytes'],
  ['defaultReplicationFactor', 'default.replication.factor'],
  ['offsetsTopicReplicationFactor', 'offsets.topic.replication.factor'],
  ['transactionStateLogReplicationFactor', 'transaction.state.log.replication.factor'],
  ['transactionStateLogMinIsr', 'transaction.state.log.min.isr'],
  ['numPartitions', 'num.partitions'],
])

/** One alone may be a value of another chart. */
export function isOlder(tree: Tree): boolean {
  return [...KEYS.keys()].filter((key) => at(tree, key)?.kind === 'text').length > 1
}

/** With a leading underscore in numbers, which keeps Helm from writing them as 1e+04, and which the template drops. */
export function olderSettings(chart: Chart): readonly GivenSetting[] {
  return [...KEYS]
    .flatMap(([key, kafkas]) => valueAt(chart, [key], 'broker', kafkas))
    .map((setting) => ({ ...setting, value: setting.value.replace(/^_(?=\d)/, '') }))
}

/** libkafka.sh of the image: KAFKA_CFG_A_B is a.b. */
export function extraVariables({ file, tree }: Chart): readonly GivenSetting[] {
  return itemsAt(tree, 'extraEnvVars').flatMap((item): readonly GivenSetting[] => {
    const name = textAt(item, 'name') ?? ''
    const value = entryAt(item, 'value')
    if (!name.startsWith('KAFKA_CFG_') || value?.value.kind !== 'text') return []
    const key = name.slice('KAFKA_CFG_'.length).toLowerCase().replaceAll('_', '.')
    return [{ section: 'broker', key, value: value.value.text, origin: { file, line: value.line, key: name } }]
  })
}
