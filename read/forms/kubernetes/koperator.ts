/** Koperator's `KafkaCluster`. Source: banzaicloud/koperator api/v1beta1/kafkacluster_types.go, pkg/resources/kafka. */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Part, type Reading } from '../form.ts'
import { settingsWithin } from '../text-within.ts'
import { at, entriesAt, entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { brokerImage } from './image.ts'
import { asideAt, originAt, type Resource } from './resource.ts'

export function isKoperatorCluster({ kind, group }: Resource): boolean {
  return group === 'kafka.banzaicloud.io' && kind === 'KafkaCluster'
}

export function readKoperatorClusters(all: readonly Resource[]): Reading {
  const clusters = all.filter(isKoperatorCluster)
  return {
    parts: clusters.flatMap(partsOf),
    asides: clusters.flatMap(asidesOf),
    notes: clusters.flatMap(({ file, line, tree }) =>
      itemsAt(tree, 'spec', 'brokers').length > 0
        ? []
        : [`${file}:${line}: this KafkaCluster has no list of brokers, so their number is not told`],
    ),
  }
}

/**
 * configmap.go (getBrokerReadOnlyConfig): a broker's own readOnlyConfig outranks the cluster's. What Kafka lets change
 * while it runs outranks both, as Kafka takes it (kafka.go: clusterWideConfig for all brokers, config of the broker or
 * of its group for one).
 */
function partsOf(cluster: Resource): readonly Part[] {
  const { file, name, tree } = cluster
  const brokers = itemsAt(tree, 'spec', 'brokers')
  const common = [...shapeOf(cluster, brokers), ...textSettings(file, tree, 'spec.readOnlyConfig')]
  const live = textSettings(file, tree, 'spec.clusterWideConfig')
  const own = brokers.map((broker, index) => ofBroker(cluster, broker, index))
  if (own.every(({ stored, changed }) => stored.length + changed.length === 0))
    return [{ kind: 'cluster', name: `KafkaCluster ${name}`, given: [...common, ...live] }]
  return own.map(({ id, stored, changed }) => ({
    kind: 'cluster',
    name: `broker ${id} of KafkaCluster ${name}`,
    given: [...common, ...stored, ...live, ...changed],
  }))
}

function shapeOf({ file, tree }: Resource, brokers: readonly Tree[]): readonly GivenSetting[] {
  const image = entryAt(tree, 'spec', 'clusterImage')
  const version = brokerImage(textAt(tree, 'spec', 'clusterImage') ?? '')?.version
  const given = (key: string, value: string, line: number, path: string): GivenSetting => ({
    section: undefined,
    key,
    value,
    origin: originAt(file, line, path),
  })
  const list = entryAt(tree, 'spec', 'brokers')
  const zookeeper = entryAt(tree, 'spec', 'zkAddresses')
  const isKraft = textAt(tree, 'spec', 'kRaft') === 'true'
  return [
    ...(version === undefined || image === undefined
      ? []
      : [given('kafka.version', version, image.line, 'spec.clusterImage')]),
    ...(list === undefined || brokers.length === 0
      ? []
      : [given('brokers', String(brokers.length), list.line, 'spec.brokers')]),
    ...(zookeeper === undefined || isKraft
      ? []
      : [given('controller', 'zookeeper', zookeeper.line, 'spec.zkAddresses')]),
  ]
}

function ofBroker(
  { file, tree }: Resource,
  broker: Tree,
  index: number,
): { readonly id: string; readonly stored: readonly GivenSetting[]; readonly changed: readonly GivenSetting[] } {
  const group = textAt(broker, 'brokerConfigGroup') ?? ''
  return {
    id: textAt(broker, 'id') ?? String(index),
    stored: textSettings(file, broker, 'readOnlyConfig'),
    changed: [
      ...textSettings(file, at(tree, 'spec', 'brokerConfigGroups', group), 'config'),
      ...textSettings(file, broker, 'brokerConfig.config'),
    ],
  }
}

/** A field that holds a properties text. */
function textSettings(file: string, tree: Tree | undefined, path: string): readonly GivenSetting[] {
  const field = at(tree, ...path.split('.'))
  if (field?.kind !== 'text') return []
  return settingsWithin(file, 'broker', field)
}

const LOST = 'storage in an emptyDir, of which a pod that is started anew has lost everything'

function asidesOf(resource: Resource): readonly Aside[] {
  const groups = entriesAt(resource.tree, 'spec', 'brokerConfigGroups')
  const ephemeral = groups.find(({ value }) =>
    itemsAt(value, 'storageConfigs').some((storage) => entryAt(storage, 'emptyDir') !== undefined),
  )
  return ephemeral === undefined
    ? []
    : asideAt(resource, ['spec', 'brokerConfigGroups', ephemeral.key, 'storageConfigs'], notJudgedYet(LOST))
}
