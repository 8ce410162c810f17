/**
 * Strimzi's `KafkaConnect`, `KafkaConnector`, `KafkaMirrorMaker2` and `KafkaBridge`: clients that are configured by
 * prefixes. Sources: strimzi-kafka-operator api (KafkaConnectSpec, KafkaMirrorMaker2Spec, AbstractConnectorSpec,
 * KafkaBridgeSpec), apache/kafka connect/runtime Worker.java (producerConfigs, consumerConfigs).
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Part, type Reading } from '../form.ts'
import { at, itemsAt, textAt, type Tree } from '../tree.ts'
import { originAt, type Resource, settingAt } from './resource.ts'
import {
  type Config,
  configAt,
  type ConfigEntry,
  FORBIDDEN_CONNECT,
  FORBIDDEN_CONSUMER,
  FORBIDDEN_PRODUCER,
} from './strimzi-config.ts'

const READERS: Readonly<Record<string, (resource: Resource) => Reading>> = {
  KafkaConnect: readConnect,
  KafkaConnector: readConnector,
  KafkaMirrorMaker2: readMirrorMaker,
  KafkaBridge: readBridge,
}

/** A client of each of them. */
export function readConnectResources(all: readonly Resource[]): Reading {
  const read = all.flatMap((one) => READERS[one.kind]?.(one) ?? [])
  return {
    parts: read.flatMap(({ parts }) => parts),
    asides: read.flatMap(({ asides }) => asides),
    notes: read.flatMap(({ notes }) => notes),
  }
}

export function isConnectResource({ kind, group }: Resource): boolean {
  return group === 'kafka.strimzi.io' && READERS[kind] !== undefined
}

/** Where a value comes from that nobody wrote: it is what Connect puts there itself. */
const OF_CONNECT = 'the clients that Kafka Connect makes'

/**
 * Worker.java: what the tasks' clients get before anything that is configured. Idempotence is off since 3.0.1 and 3.1.1
 * by this list, and before by the client's own default.
 */
const DEFAULTS: readonly (readonly ['producer' | 'consumer', string, string])[] = [
  ['producer', 'acks', 'all'],
  ['producer', 'max.in.flight.requests.per.connection', '1'],
  ['producer', 'delivery.timeout.ms', '2147483647'],
  ['producer', 'enable.idempotence', 'false'],
  ['consumer', 'enable.auto.commit', 'false'],
  ['consumer', 'auto.offset.reset', 'earliest'],
]

/** What its clients begin with. */
export const defaults = (): readonly GivenSetting[] =>
  DEFAULTS.map(([section, key, value]) => ({ section, key, value, origin: { file: OF_CONNECT } }))

/**
 * The settings of clients among those of a worker or connector: `producer.acks` of a worker, `producer.override.acks`
 * of a connector. What has another prefix is none.
 */
export function clientSettings(entries: readonly ConfigEntry[], file: string, infix: '' | 'override.'): GivenSetting[] {
  return (['producer', 'consumer'] as const).flatMap((section) => {
    const prefix = `${section}.${infix}`
    return entries
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, value, line, path }) => ({
        section,
        key: key.slice(prefix.length),
        value,
        origin: originAt(file, line, path),
      }))
  })
}

/** What of the rest has a meaning for promises. */
const UNJUDGED: readonly (readonly [RegExp, string])[] = [
  [/^exactly\.once\.|^transaction\./, 'how Connect writes records and their offsets at once'],
  [/^(config|offset|status)\.storage\.replication\.factor$/, 'the topics in which Connect keeps what it knows'],
  [/^topic\.creation\./, 'topics that Connect creates'],
  [/^errors\./, 'what Connect does with records that it cannot process'],
  [
    /^(offset-syncs|checkpoints|heartbeats)\.topic\.replication\.factor$/,
    'the topics in which MirrorMaker keeps what it knows',
  ],
  [/^sync\.group\.offsets\.|^emit\.checkpoints\./, 'where the groups go on that change clusters'],
]

export function unjudged({ entries }: Pick<Config, 'entries'>, file: string): readonly Aside[] {
  return entries.flatMap(({ key, line, path }) => {
    const what = UNJUDGED.find(([pattern]) => pattern.test(key))?.[1]
    return what === undefined ? [] : [{ key: path, why: notJudgedYet(what), origin: originAt(file, line, path) }]
  })
}

/** The release that it runs: it counts for the brokers where nothing says theirs, so it has no name. */
function releaseOf(resource: Resource): readonly Part[] {
  const given = settingAt(resource, ['spec', 'version'], undefined, 'kafka.version')
  return given.length === 0 ? [] : [{ kind: 'cluster', name: '', given }]
}

function readConnect(resource: Resource): Reading {
  const { file, name } = resource
  const config = configAt(resource, ['spec', 'config'], FORBIDDEN_CONNECT)
  const given = [...defaults(), ...clientSettings(config.entries, file, '')]
  return {
    parts: [...releaseOf(resource), { kind: 'client', name: `KafkaConnect ${name}`, given }],
    asides: [...config.asides, ...unjudged(config, file)],
    notes: [],
  }
}

function readConnector(resource: Resource): Reading {
  const { file, name } = resource
  const config = configAt(resource, ['spec', 'config'], undefined)
  const given = [...defaults(), ...clientSettings(config.entries, file, 'override.')]
  return {
    parts: [{ kind: 'client', name: `KafkaConnector ${name}`, given }],
    asides: unjudged(config, file),
    notes: [],
  }
}

/**
 * The worker's settings are those of the target cluster: in v1 `spec.target`, before `spec.clusters` with the alias
 * that `spec.connectCluster` names. Each mirror's connector has its own overrides.
 */
function readMirrorMaker(resource: Resource): Reading {
  const { file, name, tree } = resource
  const worker = workerOf(resource)
  const mirrors = itemsAt(tree, 'spec', 'mirrors').map((mirror, index) =>
    readMirror(file, mirror, `spec.mirrors[${index}]`),
  )
  const ofWorker = clientSettings(worker.entries, file, '')
  const clients = mirrors.map(({ source, given }): Part => ({
    kind: 'client',
    name: `KafkaMirrorMaker2 ${name}${source === '' ? '' : ` from ${source}`}`,
    given: [...defaults(), ...ofWorker, ...given],
  }))
  return {
    parts: [
      ...releaseOf(resource),
      ...clients,
      ...mirrors.flatMap(({ source, topic }): Part[] =>
        topic.length === 0 ? [] : [{ kind: 'topic', name: `topics mirrored from ${source}`, given: topic }],
      ),
    ],
    asides: [...worker.asides, ...unjudged(worker, file), ...mirrors.flatMap(({ asides }) => asides)],
    notes: [],
  }
}

function workerOf(resource: Resource): Config {
  const { file, tree } = resource
  if (at(tree, 'spec', 'target') !== undefined)
    return configAt(resource, ['spec', 'target', 'config'], FORBIDDEN_CONNECT)
  const alias = textAt(tree, 'spec', 'connectCluster')
  const clusters = itemsAt(tree, 'spec', 'clusters')
  const index = clusters.findIndex((one) => textAt(one, 'alias') === alias)
  return configAt({ file, tree: clusters[index] }, ['config'], FORBIDDEN_CONNECT, `spec.clusters[${index}]`)
}

interface Mirror {
  readonly source: string
  readonly given: readonly GivenSetting[]
  /** Of the topics that are created in the target cluster. */
  readonly topic: readonly GivenSetting[]
  readonly asides: readonly Aside[]
}

/** connect/mirror MirrorSourceConfig.java: the topics that it creates get `replication.factor`, -1 is the broker's. */
function readMirror(file: string, mirror: Tree, prefix: string): Mirror {
  const own = configAt({ file, tree: mirror }, ['sourceConnector', 'config'], undefined, prefix)
  const others = ['checkpointConnector', 'heartbeatConnector'].map((connector) =>
    configAt({ file, tree: mirror }, [connector, 'config'], undefined, prefix),
  )
  return {
    source: textAt(mirror, 'source', 'alias') ?? textAt(mirror, 'sourceCluster') ?? '',
    given: clientSettings(own.entries, file, 'override.'),
    topic: own.entries
      .filter(({ key }) => key === 'replication.factor')
      .map(({ key, value, line, path }) => ({ section: 'topic', key, value, origin: originAt(file, line, path) })),
    asides: [own, ...others].flatMap((config) => unjudged(config, file)),
  }
}

function readBridge(resource: Resource): Reading {
  const { file, name } = resource
  const producer = configAt(resource, ['spec', 'producer', 'config'], FORBIDDEN_PRODUCER)
  const consumer = configAt(resource, ['spec', 'consumer', 'config'], FORBIDDEN_CONSUMER)
  const given = (
    [
      ['producer', producer],
      ['consumer', consumer],
    ] as const
  ).flatMap(([section, { entries }]) =>
    entries.map(({ key, value, line, path }) => ({ section, key, value, origin: originAt(file, line, path) })),
  )
  return {
    parts: [{ kind: 'client', name: `KafkaBridge ${name}`, given }],
    asides: [...producer.asides, ...consumer.asides],
    notes: [],
  }
}
