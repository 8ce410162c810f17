/** A connector of Kafka Connect: a `.properties` file of it, or the JSON that Connect's REST interface takes. */
import { InputError } from '../../model/input-error.ts'
import { sourceProducer } from './connect-clients.ts'
import { type Worker, isWorker, workerIn } from './connect.ts'
import { type Aside, type Form, type Part, type Reading, notJudgedYet } from './form.ts'
import { asideOf, below, inSection, type Keyed, keyedOf, layered, refusedAt, valueOf, withTopics } from './keyed.ts'
import type { Source } from './source.ts'
import { at, type Entry, entriesAt, textAt, type Tree } from './tree.ts'

/** What a connector keeps for itself, and what it is about. */
const KEPT: readonly (readonly [key: RegExp, what: string])[] = [
  [/^errors\.tolerance$/, 'whether records that fail are skipped'],
  [/^errors\.deadletterqueue\./, 'where records go that fail'],
  [/^exactly\.once\.support$/, 'whether the connector must be able to do without duplicates'],
  [/^transaction\.boundary(\.interval\.ms)?$/, 'where transactions of a source connector end'],
  [/^tasks\.max$/, 'how many tasks work at once'],
]

const TOPIC_GROUP = /^topic\.creation\.([^.]+)\.(.+)$/

export const CONNECTOR: Form = {
  name: 'a connector of Kafka Connect',
  tells: (source) => settingsIn(source).some(({ key }) => key === 'connector.class'),
  read: (source) => readConnector(source),
}

function settingsIn(source: Source): readonly Keyed[] {
  if (!source.isTree) return keyedOf(source.entries(), source.file)
  if (/\.ya?ml$/i.test(source.name)) return []
  return treesOf(source).flatMap((tree) => entriesOf(configIn(tree)).flatMap((entry) => keyed(entry, source.file)))
}

function treesOf(source: Source): readonly Tree[] {
  try {
    return source.trees()
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

/** `{"name": …, "config": {…}}`, which creates one, or the configuration alone, which changes one. */
function configIn(tree: Tree): Tree | undefined {
  return at(tree, 'config') ?? tree
}

function entriesOf(tree: Tree | undefined): readonly Entry[] {
  return entriesAt(tree)
}

function keyed({ key, line, value }: Entry, file: string): readonly Keyed[] {
  return value.kind === 'text' ? [{ key, value: value.text, origin: { file, line, key } }] : []
}

function readConnector(source: Source): Reading {
  const all = settingsIn(source)
  const cause = all.find(({ key }) => key === 'connector.class')
  if (cause === undefined) return { parts: [], asides: [], notes: [] }
  const name = nameOf(source, all) ?? cause.value.trim()
  const worker = workerBeside(source)
  const topics = topicsOf(all, name)
  const client = isSink(all, cause) ? sinkOf(all, name, worker) : sourceOf(all, cause, name, worker)
  const missing = worker === undefined ? [`without the worker's file, it is taken to set nothing`] : []
  return {
    parts: client.parts.flatMap((part) => withTopics(part, topics)),
    asides: [...client.asides, ...keptAsides(all), ...strayAsides(all)],
    notes: missing,
  }
}

function nameOf(source: Source, all: readonly Keyed[]): string | undefined {
  return (source.isTree ? textAt(treesOf(source)[0], 'name') : undefined) ?? valueOf(all, 'name')
}

/** SinkConnectorConfig requires topics or topics.regex; a source connector has its own settings for that. */
function isSink(all: readonly Keyed[], cause: Keyed): boolean {
  if (/sink/i.test(cause.value)) return true
  if (/source/i.test(cause.value)) return false
  return all.some(({ key }) => key === 'topics' || key === 'topics.regex')
}

/** The worker's file, where the user gave it with the connector's: its `producer.` counts below the overrides. */
function workerBeside(source: Source): Worker | undefined {
  const others = source.given.filter((file) => file !== source.file)
  const found = others.map((file) => opened(source, file)).find((other) => other !== undefined && isWorker(other))
  return found === undefined ? undefined : workerIn(found)
}

function opened(source: Source, file: string): Source | undefined {
  try {
    return source.open(file)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

interface OfConnector {
  readonly parts: readonly Part[]
  readonly asides: readonly Aside[]
}

/** Worker.taskTransactionalId: the worker's group, the connector's name, the number of the task. */
function sourceOf(all: readonly Keyed[], cause: Keyed, name: string, worker: Worker | undefined): OfConnector {
  const by = worker?.exactlyOnce
  const producer = sourceProducer(
    worker?.cause ?? cause,
    worker === undefined ? [] : below(worker.all, 'producer.'),
    below(all, 'producer.override.'),
    by === undefined ? undefined : { by, id: `${worker?.groupId ?? ''}-${name}-0` },
  )
  const part: Part = { kind: 'client', name: `connector ${name}`, given: inSection('producer', producer.settings) }
  return { parts: [part], asides: producer.asides }
}

/** SinkUtils.consumerGroupId: connect- and the connector's name. */
function sinkOf(all: readonly Keyed[], name: string, worker: Worker | undefined): OfConnector {
  const [cause] = all
  const consumer = layered(
    cause === undefined ? [] : [{ ...cause, key: 'group.id', value: `connect-${name}` }],
    worker === undefined ? [] : below(worker.all, 'consumer.'),
    below(all, 'consumer.override.'),
  )
  return {
    parts: [{ kind: 'client', name: `connector ${name}`, given: inSection('consumer', consumer) }],
    asides: [],
  }
}

/**
 * Topics that Connect creates for a source connector (KIP-158): `topic.creation.default.` and those of groups. -1 is
 * the broker's default.
 * @throws InputError for a factor that Connect refuses (TopicCreationConfig).
 */
function topicsOf(all: readonly Keyed[], name: string): readonly Part[] {
  const groups = new Map<string, Keyed[]>()
  for (const one of all) {
    const [, group, key] = TOPIC_GROUP.exec(one.key) ?? []
    if (group === undefined || key === undefined || key === 'include' || key === 'exclude') continue
    const isCount = key === 'replication.factor' || key === 'partitions'
    if (isCount && one.value.trim() === '0') throw refusedAt(one, 'Connect takes -1 or 1 and more', 'give 1 or more')
    if (isCount && one.value.trim() === '-1') continue
    groups.set(group, [...(groups.get(group) ?? []), { ...one, key }])
  }
  return [...groups].map(([group, given]) => ({
    kind: 'topic',
    name: group === 'default' ? `topics of ${name}` : `topics ${group} of ${name}`,
    given: inSection('topic', given),
  }))
}

function keptAsides(all: readonly Keyed[]): readonly Aside[] {
  return all.flatMap((one) => {
    const kept = KEPT.find(([key]) => key.test(one.key))
    return kept === undefined ? [] : [asideOf(one, notJudgedYet(kept[1]))]
  })
}

/** Below `producer.` a worker has its settings; a connector's are overrides. */
function strayAsides(all: readonly Keyed[]): readonly Aside[] {
  return all.flatMap((one) => {
    const [, section, rest] = /^(producer|consumer)\.(?!override\.)(.+)$/.exec(one.key) ?? []
    return section === undefined || rest === undefined
      ? []
      : [asideOf(one, `it does not reach the ${section}: in a connector, ${section}.override.${rest} would`)]
  })
}
