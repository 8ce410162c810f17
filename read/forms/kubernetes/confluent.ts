/**
 * Confluent for Kubernetes: `Kafka` of platform.confluent.io. Source: its API reference (KafkaSpec), which says of
 * configOverrides.server that each item is a line of server.properties.
 */
import { InputError } from '../../../model/input-error.ts'
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Part, Reading } from '../form.ts'
import { settingsWithin } from '../text-within.ts'
import { entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { brokerImage } from './image.ts'
import { originAt, type Resource, settingAt } from './resource.ts'

export function isConfluentCluster({ kind, group }: Resource): boolean {
  return group === 'platform.confluent.io' && kind === 'Kafka'
}

export function readConfluentClusters(all: readonly Resource[]): Reading {
  return { parts: all.filter(isConfluentCluster).map(partOf), asides: [], notes: [] }
}

const OVERRIDES = 'spec.configOverrides.server'

function partOf(cluster: Resource): Part {
  const { file, name, tree } = cluster
  const image = entryAt(tree, 'spec', 'image', 'application')
  const version = brokerImage(textAt(tree, 'spec', 'image', 'application') ?? '')?.version
  const lines = itemsAt(tree, ...OVERRIDES.split('.'))
  return {
    kind: 'cluster',
    name: `Kafka ${name}`,
    given: [
      ...(version === undefined || image === undefined
        ? []
        : [
            {
              section: undefined,
              key: 'kafka.version',
              value: version,
              origin: originAt(file, image.line, 'spec.image.application'),
            },
          ]),
      ...controllerOf(cluster),
      ...settingAt(cluster, ['spec', 'replicas'], undefined, 'brokers'),
      ...lines.flatMap((line) => overridesIn(file, line)),
    ],
  }
}

function controllerOf({ file, tree }: Resource): readonly GivenSetting[] {
  const kraft = entryAt(tree, 'spec', 'dependencies', 'kRaftController')
  const zookeeper = entryAt(tree, 'spec', 'dependencies', 'zookeeper')
  const entry = kraft ?? zookeeper
  if (entry === undefined) return []
  const value = kraft === undefined ? 'zookeeper' : 'kraft'
  const origin = originAt(file, entry.line, `spec.dependencies.${entry.key}`)
  return [{ section: undefined, key: 'controller', value, origin }]
}

function overridesIn(file: string, line: Tree): readonly GivenSetting[] {
  if (line.kind !== 'text')
    throw new InputError({
      where: `${file}:${line.line}`,
      key: OVERRIDES,
      problem: 'each item is a line of server.properties, and this is none',
      remedy: 'write it as one text: - min.insync.replicas=2',
    })
  return settingsWithin(file, 'broker', line)
}
