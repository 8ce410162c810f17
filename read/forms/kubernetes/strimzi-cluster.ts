/** Strimzi's `Kafka` and `KafkaNodePool`: the brokers of a cluster. Source: strimzi-kafka-operator. */
import { InputError, clipped } from '../../../model/input-error.ts'
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Part, type Reading } from '../form.ts'
import { at, entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { strayFields, strayFieldsOfKafka } from './fields.ts'
import { annotationOf, labelOf, originAt, type Resource, settingAt } from './resource.ts'
import { configAt, FORBIDDEN_BROKER } from './strimzi-config.ts'

const CONFIG = ['spec', 'kafka', 'config'] as const
const OF_POOL = 'replicas storage roles resources jvmOptions template'.split(' ')
const MINIMUM = 'min.insync.replicas'

/**
 * A cluster of each `Kafka`. With node pools the number of brokers is theirs: those with the role broker
 * (KafkaNodePoolSpec.java). Pools of a `Kafka` that is in no file given here count for whatever cluster is.
 */
export function readClusters(all: readonly Resource[]): Reading {
  const clusters = all.filter(({ kind }) => kind === 'Kafka')
  const pools = all.filter(({ kind }) => kind === 'KafkaNodePool')
  const poolsOf = (cluster: Resource): readonly Resource[] =>
    pools.filter((pool) => (labelOf(pool, 'strimzi.io/cluster') ?? cluster.name) === cluster.name)
  const read = clusters.map((cluster) => readCluster(cluster, poolsOf(cluster)))
  const alone = clusters.length === 0 && pools.length > 0 ? brokersOf(pools) : []
  return {
    parts: [
      ...read.map(({ part }) => part),
      ...(alone.length === 0 ? [] : [{ kind: 'cluster', name: '', given: alone } as const]),
    ],
    asides: [
      ...read.flatMap(({ asides }) => asides),
      ...pools.flatMap((pool) => [...strayFields(pool, ['spec'], OF_POOL), ...storageOf(pool, ['spec'])]),
    ],
    notes: [...read.flatMap(({ notes }) => notes), ...sumOf(pools)],
  }
}

interface ReadCluster {
  readonly part: Part
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

function readCluster(cluster: Resource, pools: readonly Resource[]): ReadCluster {
  const { file, name } = cluster
  const config = configAt(cluster, CONFIG, FORBIDDEN_BROKER)
  const own = config.entries.map(({ key, value, line, path }): GivenSetting => ({
    section: 'broker',
    key,
    value,
    origin: originAt(file, line, path),
  }))
  const withPools =
    cluster.version === 'v1' || pools.length > 0 || annotationOf(cluster, 'strimzi.io/node-pools') !== undefined
  const brokers = withPools ? brokersOf(pools) : settingAt(cluster, ['spec', 'kafka', 'replicas'], undefined, 'brokers')
  const minimum = own.some(({ key }) => key === MINIMUM) ? undefined : forcedMinimum(cluster)
  return {
    part: {
      kind: 'cluster',
      name: `Kafka ${name}`,
      given: [
        ...settingAt(cluster, ['spec', 'kafka', 'version'], undefined, 'kafka.version'),
        ...settingAt(cluster, ['spec', 'kafka', 'metadataVersion'], undefined, 'metadata.version'),
        ...controllerOf(cluster),
        ...brokers,
        ...(minimum === undefined ? [] : [minimum]),
        ...own,
      ],
    },
    asides: [...config.asides, ...strayFieldsOfKafka(cluster), ...storageOf(cluster, ['spec', 'kafka'])],
    notes:
      minimum === undefined
        ? []
        : [`${file}:${minimum.origin.line}: Strimzi sets ${MINIMUM}=1, as ${CONFIG.join('.')} says nothing of it`],
  }
}

/**
 * KafkaConfiguration.java (DEFAULTS): where the resource has no min.insync.replicas, the operator writes 1, so that
 * nothing else decides on it.
 */
function forcedMinimum({ file, tree }: Resource): GivenSetting {
  const line = (entryAt(tree, ...CONFIG) ?? entryAt(tree, 'spec', 'kafka') ?? tree).line
  return { section: 'broker', key: MINIMUM, value: '1', origin: originAt(file, line, CONFIG.join('.')) }
}

/**
 * v1 is of Strimzi releases that know KRaft alone. Before, the annotation strimzi.io/kraft decides, and it asks for
 * node pools: a cluster with ZooKeeper has its section, or a number of brokers of its own.
 */
function controllerOf(cluster: Resource): readonly GivenSetting[] {
  const { file, tree, version } = cluster
  const kraft = annotationOf(cluster, 'strimzi.io/kraft')
  const said = kraft?.value.kind === 'text' ? kraft.value.text : undefined
  const given = (value: string, line: number, key: string): readonly GivenSetting[] => [
    { section: undefined, key: 'controller', value, origin: originAt(file, line, key) },
  ]
  if (kraft !== undefined && said === 'enabled') return given('kraft', kraft.line, 'strimzi.io/kraft')
  const zookeeper = entryAt(tree, 'spec', 'zookeeper')
  if (zookeeper !== undefined) return given('zookeeper', zookeeper.line, 'spec.zookeeper')
  const replicas = entryAt(tree, 'spec', 'kafka', 'replicas')
  if (replicas !== undefined && version !== 'v1' && /^[0-3]\./.test(textAt(tree, 'spec', 'kafka', 'version') ?? ''))
    return given('zookeeper', replicas.line, 'spec.kafka.replicas')
  const apiVersion = entryAt(tree, 'apiVersion')
  return version === 'v1' && apiVersion !== undefined ? given('kraft', apiVersion.line, 'apiVersion') : []
}

function brokersOf(pools: readonly Resource[]): readonly GivenSetting[] {
  const counted = withBrokers(pools)
  const [first] = counted
  if (first === undefined) return []
  const [setting] = settingAt(first, ['spec', 'replicas'], undefined, 'brokers')
  const sum = counted.reduce((all, pool) => all + replicasOf(pool), 0)
  return setting === undefined ? [] : [{ ...setting, value: String(sum) }]
}

function withBrokers(pools: readonly Resource[]): readonly Resource[] {
  return pools.filter(({ tree }) =>
    itemsAt(tree, 'spec', 'roles').some((role) => role.kind === 'text' && role.text === 'broker'),
  )
}

/** @throws InputError where the pool has no number: the API server refuses it (KafkaNodePoolSpec.java: @Minimum(0)). */
function replicasOf({ file, tree, line }: Resource): number {
  const entry = entryAt(tree, 'spec', 'replicas')
  const text = entry?.value.kind === 'text' ? entry.value.text.trim() : ''
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InputError({
    where: `${file}:${entry?.line ?? line}`,
    key: 'spec.replicas',
    problem: entry === undefined ? 'this pool has no number of pods' : `"${clipped(text)}" is no number of pods`,
    remedy: 'give a whole number, 0 or more',
  })
}

function sumOf(pools: readonly Resource[]): readonly string[] {
  const counted = withBrokers(pools)
  return counted.length < 2
    ? []
    : [`brokers are counted over the node pools ${counted.map(({ name }) => name).join(', ')}`]
}

/**
 * documentation/modules/configuring: a pod with ephemeral storage gets an emptyDir, which goes with the pod; of a
 * JBOD, each disk holds other partitions.
 */
function storageOf({ file, tree }: Resource, path: readonly string[]): readonly Aside[] {
  const storage = at(tree, ...path, 'storage')
  const line = entryAt(tree, ...path, 'storage')?.line
  if (storage === undefined || line === undefined) return []
  const key = [...path, 'storage'].join('.')
  const volumes = itemsAt(storage, 'volumes')
  const isEphemeral = (one: Tree): boolean => textAt(one, 'type') === 'ephemeral'
  if (isEphemeral(storage) || volumes.some(isEphemeral))
    return [{ key, why: notJudgedYet(LOSES_ALL), origin: originAt(file, line, key) }]
  return volumes.length < 2 ? [] : [{ key, why: notJudgedYet(LOSES_SOME), origin: originAt(file, line, key) }]
}

const LOSES_ALL = 'ephemeral storage, of which a pod that is started anew has lost everything'
const LOSES_SOME = 'several disks a broker, of which one alone may be lost'
