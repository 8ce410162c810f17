/** Topics in Terraform. */
import { InputError, clipped } from '../../../model/input-error.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import { MANAGED } from '../../../model/kafka/settings/managed.ts'
import type { Aside, Part, Reading } from '../form.ts'
import { attribute, type Block, textOfValue } from './hcl.ts'

/** How a provider calls what a topic has. */
interface Dialect {
  readonly name: string
  readonly partitions: string
  readonly replicas: string | undefined
}

/**
 * Mongey/terraform-provider-kafka kafka/resource_kafka_topic.go (replication_factor may be -1, partitions is 1 or
 * more); confluentinc/terraform-provider-confluent docs/resources/confluent_kafka_topic.md.
 */
const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['kafka_topic', { name: 'name', partitions: 'partitions', replicas: 'replication_factor' }],
  ['confluent_kafka_topic', { name: 'topic_name', partitions: 'partitions_count', replicas: undefined }],
])

const OF_CONFLUENT = /^confluent_kafka_(topic|cluster)$/

export function readTopics(resources: readonly Block[], file: string): Reading {
  const topics = resources.filter(({ labels }) => DIALECTS.has(labels[0] ?? ''))
  const cloud = resources.find(({ labels }) => OF_CONFLUENT.test(labels[0] ?? ''))
  const managed: readonly Part[] =
    cloud === undefined
      ? []
      : [
          {
            kind: 'cluster',
            name: '',
            given: [setting(undefined, MANAGED, 'confluent-cloud', file, cloud.line, cloud.labels[0] ?? '')],
          },
        ]
  return {
    parts: [...managed, ...topics.map((topic) => partOf(topic, file))],
    asides: topics.flatMap((topic) => repeated(topic, file)),
    notes: [],
  }
}

function partOf(topic: Block, file: string): Part {
  const dialect = DIALECTS.get(topic.labels[0] ?? '') as Dialect
  const name = attribute(topic, dialect.name)?.value
  const called = name?.kind === 'text' && !name.text.includes('${') ? name.text : (topic.labels[1] ?? '')
  return {
    kind: 'topic',
    name: `topic ${called}`,
    given: [
      ...(dialect.replicas === undefined ? [] : numberOf(topic, dialect.replicas, 'replication.factor', -1, file)),
      ...numberOf(topic, dialect.partitions, 'partitions', 1, file),
      ...configOf(topic, file),
    ],
  }
}

function numberOf(topic: Block, field: string, key: string, least: number, file: string): readonly GivenSetting[] {
  const found = attribute(topic, field)
  const value = found === undefined ? undefined : textOfValue(found.value)
  if (found === undefined || value === undefined) return []
  if (/^\s*-\d+\s*$/.test(value) && Number(value) < least)
    throw new InputError({
      where: `${file}:${found.line}`,
      key: field,
      problem: `${clipped(value)} is refused by the provider`,
      remedy: `give 1 or more${least === -1 ? ", or -1 for the broker's default" : ''}`,
    })
  return [setting('topic', key, value, file, found.line, field)]
}

function configOf(topic: Block, file: string): readonly GivenSetting[] {
  const config = attribute(topic, 'config')
  if (config?.value.kind !== 'map') return []
  return config.value.entries.map(({ key, line, value }) => {
    const text = textOfValue(value)
    if (text !== undefined) return setting('topic', key, text, file, line, `config.${key}`)
    throw new InputError({
      where: `${file}:${line}`,
      key: `config.${key}`,
      problem: 'the provider takes a map of texts, and this is none',
      remedy: 'give a value such as "2", or leave the key out',
    })
  })
}

const WORKED_OUT = 'worked out by an expression that is not looked into'

/** What makes several topics of one block, or a config that is put together. */
function repeated(topic: Block, file: string): readonly Aside[] {
  const repeats = ['for_each', 'count'].flatMap((key) => attribute(topic, key) ?? [])
  const config = attribute(topic, 'config')
  const whole = config?.value.kind === 'expression' ? [config] : []
  return [
    ...repeats.map(({ key, line }) => ({ key, line, why: 'several topics of one block are read as one' })),
    ...whole.map(({ key, line }) => ({ key, line, why: WORKED_OUT })),
  ].map(({ key, line, why }) => ({ key: `${topic.labels.join('.')}.${key}`, why, origin: { file, line, key } }))
}

export function setting(
  section: Section | undefined,
  key: string,
  value: string,
  file: string,
  line: number,
  written: string,
): GivenSetting {
  return { section, key, value, origin: { file, line, key: written } }
}
