/**
 * What kafka-topics.sh --describe prints: a line for each topic, then one for each of its partitions
 * (TopicCommand.java, before it TopicCommand.scala). Up to 2.1 nothing stands between a label and its value.
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Part, Reading } from '../form.ts'

const LABELS =
  /(?:^|\s)(Topic|TopicId|PartitionCount|ReplicationFactor|Configs|MarkedForDeletion|Partition|Leader|Replicas|Isr|Elr|LastKnownElr|Offline|Observers|Adding Replicas|Removing Replicas):/g

const TOPIC = /^\s*Topic:\s*\S+\s.*?(PartitionCount|ReplicationFactor|Partition):/

/** Of so many topics it is said what is not in order. */
export const MOST_NOTED = 5

/** More of a line is not looked at to tell what it is. */
export const ENOUGH = 2_000

/** Topics that Kafka keeps for itself begin so; none is an application's (Topic.java and its users). */
const INTERNAL = /^__/

/**
 * The topic of transactions shows what brokers made of two of their settings, which count when it is created
 * (AutoTopicCreationManager, TransactionStateManager).
 */
const TRANSACTION_LOG = '__transaction_state'

interface Topic {
  readonly name: string
  /** By Kafka's keys; of one printed several times the last counts. */
  readonly given: Map<string, GivenSetting>
  readonly missing: string[]
}

/** Is this a line about a topic or a partition of it? */
export function isOfTopics(line: string): boolean {
  return TOPIC.test(line.slice(0, ENOUGH))
}

/** A part for each topic, and notes of what is not in order at the moment. */
export function readTopics(lines: readonly string[], file: string): Reading {
  const topics = new Map<string, Topic>()
  for (const [index, line] of lines.entries()) {
    for (const record of recordsOf(line)) {
      const fields = fieldsOf(record)
      const name = fields.get('Topic') ?? ''
      const topic = topics.get(name) ?? { name, given: new Map<string, GivenSetting>(), missing: [] }
      topics.set(name, topic)
      if (fields.has('Partition')) readPartition(topic, fields, { file, line: index + 1 })
      else for (const one of settingsOf(name, fields, { file, line: index + 1 })) topic.given.set(one.key, one)
    }
  }
  const all = [...topics.values()]
  return { parts: all.flatMap(partOf), asides: [], notes: notesOf(all) }
}

/** Pasted without the ends of its lines, several of them stand on one. */
function recordsOf(line: string): readonly string[] {
  return isOfTopics(line) ? line.split(/\s(?=Topic:\s?\S)/).filter(isOfTopics) : []
}

function fieldsOf(line: string): ReadonlyMap<string, string> {
  const labels = [...line.matchAll(LABELS)]
  return new Map(
    labels.map((label, at) => [
      label[1] ?? '',
      line.slice(label.index + label[0].length, labels[at + 1]?.index ?? line.length).trim(),
    ]),
  )
}

interface Place {
  readonly file: string
  readonly line: number
}

function settingsOf(name: string, fields: ReadonlyMap<string, string>, place: Place): readonly GivenSetting[] {
  const own = (key: string, label: string): readonly GivenSetting[] => {
    const value = fields.get(label)
    return value === undefined ? [] : [topicSetting(name, key, value, { ...place, key: label })]
  }
  return [
    ...own('partitions', 'PartitionCount'),
    ...own('replication.factor', 'ReplicationFactor'),
    ...pairsOf(fields.get('Configs') ?? '').map(([key, value]) => topicSetting(name, key, value, { ...place, key })),
  ]
}

/** `a=1,b=x,y,c=2`: what has no key of its own goes on with the value before it, as of cleanup.policy. */
export function pairsOf(text: string): readonly (readonly [key: string, value: string])[] {
  const pairs: [string, string][] = []
  for (const piece of text.split(',')) {
    const [, key, value] = /^\s*([a-z][\w.-]*)=(.*)$/s.exec(piece) ?? []
    const last = pairs.at(-1)
    if (key !== undefined && value !== undefined) pairs.push([key, value])
    else if (last !== undefined) last[1] += `,${piece}`
  }
  return pairs.map(([key, value]) => [key, value.trim()])
}

const OF_TRANSACTION_LOG: Readonly<Record<string, string>> = {
  'replication.factor': 'transaction.state.log.replication.factor',
  'min.insync.replicas': 'transaction.state.log.min.isr',
}

function topicSetting(topic: string, key: string, value: string, origin: Place & { key: string }): GivenSetting {
  const ofBroker = topic === TRANSACTION_LOG ? OF_TRANSACTION_LOG[key] : undefined
  return ofBroker === undefined
    ? { section: 'topic', key, value, origin }
    : { section: 'broker', key: ofBroker, value, origin, isPartial: true }
}

function readPartition(topic: Topic, fields: ReadonlyMap<string, string>, place: Place): void {
  const idsOf = (label: string): readonly string[] =>
    (fields.get(label) ?? '').split(',').filter((id) => /^\d+$/.test(id.trim()))
  const [replicas, inSync] = [idsOf('Replicas'), idsOf('Isr')]
  const partition = `partition ${/^\d+$/.exec(fields.get('Partition') ?? '')?.[0] ?? '?'}`
  if (inSync.length < replicas.length)
    topic.missing.push(
      `${partition} has ${inSync.length} of ${replicas.length} replicas in sync (${place.file}:${place.line})`,
    )
  else if (/^(none|-1)$/.test(fields.get('Leader') ?? ''))
    topic.missing.push(`${partition} has no leader (${place.file}:${place.line})`)
  // Printed for some partitions only (--under-replicated-partitions), without the line of the topic.
  const replication = topicSetting(topic.name, 'replication.factor', String(replicas.length), {
    ...place,
    key: 'Replicas',
  })
  if (replicas.length > 0 && !topic.given.has(replication.key)) topic.given.set(replication.key, replication)
}

function partOf({ name, given: byKey }: Topic): readonly Part[] {
  const given = [...byKey.values()]
  if (name === TRANSACTION_LOG)
    return [{ kind: 'cluster', name: '', given: given.filter(({ section }) => section === 'broker') }]
  return INTERNAL.test(name) ? [] : [{ kind: 'topic', name: `topic ${name}`, given }]
}

function notesOf(topics: readonly Topic[]): readonly string[] {
  const lacking = topics.filter(({ missing }) => missing.length > 0)
  const internal = topics.filter(({ name }) => INTERNAL.test(name) && name !== TRANSACTION_LOG)
  return [
    ...lacking.slice(0, MOST_NOTED).map(({ name, missing: [first, ...more] }) => {
      const others =
        more.length === 0 ? '' : `, and ${more.length} more ${more.length === 1 ? 'is' : 'are'} not in order`
      return `topic ${name}: ${first}${others}; a schedule starts with all replicas in sync`
    }),
    ...(lacking.length > MOST_NOTED ? [`${lacking.length - MOST_NOTED} more topics lack replicas in sync`] : []),
    ...(internal.length > 0
      ? [
          `left out, as Kafka's own: ${internal
            .slice(0, MOST_NOTED)
            .map(({ name }) => name)
            .join(', ')}`,
        ]
      : []),
  ]
}
