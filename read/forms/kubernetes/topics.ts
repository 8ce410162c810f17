/** The topics that operators keep: `KafkaTopic` of Strimzi, of Koperator and of Confluent for Kubernetes. */
import { InputError, clipped } from '../../../model/input-error.ts'
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Part, type Reading, shownKey } from '../form.ts'
import { entriesAt, type Entry, entryAt, textAt, type Tree } from '../tree.ts'
import { strayFields } from './fields.ts'
import { annotationOf, originAt, type Resource, settingAt } from './resource.ts'

/** How an operator writes down a topic. */
interface Dialect {
  /** Where the topic's own name stands; `metadata.name` is it elsewhere. */
  readonly name: string
  readonly replicas: string
  readonly partitions: string
  readonly config: string
  /** The least that its schema allows as a number of replicas or partitions: -1 stands for the broker's default. */
  readonly least: 1 | -1
  /** Whether `config` may hold lists: they are joined with commas. */
  readonly takesLists: boolean
}

/**
 * Strimzi: api KafkaTopicSpec.java (both numbers @Minimum(1), left out for the broker's default), topic-operator
 * TopicOperatorUtil.java (configValueAsString). Koperator: api/v1alpha1/kafkatopic_types.go (-1 is the broker's
 * default), config is a map of texts. Confluent for Kubernetes: its API reference, KafkaTopicSpec (configs is a map of
 * texts).
 */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  'kafka.strimzi.io': {
    name: 'topicName',
    replicas: 'replicas',
    partitions: 'partitions',
    config: 'config',
    least: 1,
    takesLists: true,
  },
  'kafka.banzaicloud.io': {
    name: 'name',
    replicas: 'replicationFactor',
    partitions: 'partitions',
    config: 'config',
    least: -1,
    takesLists: false,
  },
  'platform.confluent.io': {
    name: 'name',
    replicas: 'replicas',
    partitions: 'partitionCount',
    config: 'configs',
    least: 1,
    takesLists: false,
  },
}

const OF_CONNECTION = 'clusterRef kafkaClusterRef kafkaRest kafkaRestClassRef name'.split(' ')

export function isTopic({ kind, group }: Resource): boolean {
  return kind === 'KafkaTopic' && DIALECTS[group] !== undefined
}

/** A part of each. @throws InputError for what the operator refuses. */
export function readTopics(all: readonly Resource[]): Reading {
  const topics = all.filter(isTopic)
  return {
    parts: topics.map(partOf),
    asides: topics.flatMap((topic) => [...strayFields(topic, ['spec'], fieldsOf(topic)), ...leftAlone(topic)]),
    notes: [],
  }
}

/** With those of other operators that say to which cluster it belongs. */
function fieldsOf({ group }: Resource): readonly string[] {
  const { name, replicas, partitions, config } = DIALECTS[group] as Dialect
  return [name, replicas, partitions, config, ...(group === 'kafka.strimzi.io' ? [] : OF_CONNECTION)]
}

function partOf(topic: Resource): Part {
  const { group, name, tree } = topic
  const dialect = DIALECTS[group] as Dialect
  return {
    kind: 'topic',
    name: `topic ${textAt(tree, 'spec', dialect.name) ?? name}`,
    given: [
      ...countAt(topic, dialect, dialect.replicas, 'replication.factor'),
      ...countAt(topic, dialect, dialect.partitions, 'partitions'),
      ...configOf(topic, dialect),
    ],
  }
}

function countAt(topic: Resource, { least }: Dialect, field: string, key: string): readonly GivenSetting[] {
  const settings = settingAt(topic, ['spec', field], 'topic', key)
  for (const { value, origin } of settings)
    if (/^\s*-\d+\s*$/.test(value) && Number(value) < least)
      throw new InputError({
        where: `${topic.file}:${origin.line}`,
        key: `spec.${field}`,
        problem: `${clipped(value)} is less than the resource allows`,
        remedy: `give ${least === 1 ? '1 or more, or leave it' : '1 or more, or -1, or leave it'} out for the broker's default`,
      })
  return settings
}

function configOf({ file, tree }: Resource, { config, takesLists }: Dialect): readonly GivenSetting[] {
  return entriesAt(tree, 'spec', config).map((entry) => {
    const { key, line } = entry
    const path = `spec.${config}.${key}`
    const value = textOf(entry.value, takesLists)
    if (value === undefined) throw noText(file, entry, path, takesLists)
    return { section: 'topic', key, value, origin: originAt(file, line, path) }
  })
}

function textOf(value: Tree, takesLists: boolean): string | undefined {
  if (value.kind === 'text') return value.text
  if (value.kind !== 'list' || !takesLists) return undefined
  const items = value.items.map((item) => textOf(item, false))
  return items.includes(undefined) ? undefined : items.join(',')
}

function noText(file: string, { line, value }: Entry, key: string, takesLists: boolean): InputError {
  const what =
    value.kind === 'nothing' ? 'it has no value' : value.kind === 'list' ? 'this is a list' : 'this holds further keys'
  return new InputError({
    where: `${file}:${line}`,
    key: shownKey(key),
    problem: `${what}, and the operator takes ${takesLists ? 'a value or a list of values' : 'a value'}`,
    remedy:
      value.kind === 'map'
        ? "write Kafka's whole name in one piece, such as min.insync.replicas: 2"
        : 'give a value, or leave the key out',
  })
}

/** TopicOperatorUtil.java (isManaged, isPaused): the operator does not bring these topics to what is written here. */
function leftAlone(topic: Resource): readonly Aside[] {
  const stands = (entry: Entry | undefined, value: string): entry is Entry =>
    entry?.value.kind === 'text' && entry.value.text === value
  return (
    [
      ['strimzi.io/managed', 'false'],
      ['strimzi.io/pause-reconciliation', 'true'],
    ] as const
  ).flatMap(([name, value]) => {
    const entry = annotationOf(topic, name)
    if (!stands(entry, value)) return []
    const why = 'the operator leaves this topic as it is, so that it may have other settings than are written here'
    return [{ key: name, why, origin: originAt(topic.file, entry.line, name) }]
  })
}

/** Who may do what: nothing of it is judged. */
export function asideOfUser({ file, line, tree }: Resource): Aside {
  const at = entryAt(tree, 'kind')?.line ?? line
  return { key: 'KafkaUser', why: notJudgedYet('who may read and write'), origin: originAt(file, at, 'kind') }
}
