/**
 * Values of bitnami's chart for Kafka, of its newer releases and of those before 23. Source: bitnami/charts
 * bitnami/kafka/templates (broker/configmap.yaml, controller-eligible/configmap.yaml, provisioning/job.yaml, and
 * statefulset.yaml of 2.8).
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { belongsTo } from '../../../model/kafka/settings/place.ts'
import { type Aside, notJudgedYet, type Part, type Reading } from '../form.ts'
import { brokerImage } from '../kubernetes/image.ts'
import { settingsWithin } from '../text-within.ts'
import { at, entryAt, itemsAt, textAt, type Tree } from '../tree.ts'
import { extraVariables, isOlder, olderSettings } from './bitnami-older.ts'
import { type Chart, isOn, settingsOfMap, topicsOf, valueAt } from './chart.ts'

const NODES = ['controller', 'broker'] as const
const FIELDS = ['config', 'extraConfig', 'extraConfigYaml', 'overrideConfiguration'] as const

/**
 * By what only values of this chart have, and something of Kafka's in it: other charts have a controller with a config,
 * too.
 */
export function isOfBitnami(tree: Tree): boolean {
  const fields = [[], ...NODES.map((node) => [node])].flatMap((path) =>
    FIELDS.flatMap((field) => at(tree, ...path, field) ?? []),
  )
  if (fields.some(holdsKafkas) || isOlder(tree)) return true
  if (itemsAt(tree, 'provisioning', 'topics').some((topic) => at(topic, 'name') !== undefined)) return true
  return /(^|\/)kafka$/.test(textAt(tree, 'image', 'repository') ?? '') && fields.length > 0
}

function holdsKafkas(field: Tree): boolean {
  if (field.kind === 'map') return field.entries.some(({ key }) => isKafkas(key))
  return field.kind === 'text' && field.text.split('\n').some((line) => isKafkas(line.split(/[=:\s]/)[0] ?? ''))
}

/** Names of one word, such as port, others have as well. */
function isKafkas(key: string): boolean {
  return key.includes('.') && belongsTo('broker', key)
}

/** Since 23 brokers and controllers have values of their own, and Kafka's keys are written as they are. */
function isNewer({ tree }: Chart): boolean {
  const isMap = (key: string): boolean => at(tree, key)?.kind === 'map'
  return ['controller', 'broker', 'kraft', 'overrideConfiguration'].some(isMap) || at(tree, 'extraConfig') !== undefined
}

export function readBitnami(chart: Chart): Reading {
  const shape = [...versionOf(chart), ...controllerOf(chart), ...brokersOf(chart)]
  const common = [...shape, ...(isNewer(chart) ? [] : olderSettings(chart)), ...extraVariables(chart)]
  const nodes = NODES.filter((node) => node !== 'controller' || !isOn(chart, 'controller', 'controllerOnly'))
  const own = nodes.filter((node) => FIELDS.some((field) => settingsIn(chart, node, field).length > 0))
  const named = (suffix: string): string =>
    [suffix, chart.name === '' ? '' : `chart ${chart.name}`].filter(Boolean).join(' of ')
  const parts: readonly Part[] =
    own.length === 0
      ? [{ kind: 'cluster', name: named(''), given: [...common, ...configOf(chart, undefined)] }]
      : nodes
          .filter((node) => own.includes(node) || runs(chart, node))
          .map((node) => ({
            kind: 'cluster',
            name: named(`${node} nodes`),
            given: [...common, ...configOf(chart, node)],
          }))
  return { parts: [...parts, ...provisioned(chart)], asides: asidesOf(chart), notes: [] }
}

function runs({ tree }: Chart, node: 'controller' | 'broker'): boolean {
  const count = textAt(tree, node, 'replicaCount')
  return node === 'controller' ? count !== '0' : count !== undefined && count !== '0'
}

/**
 * What a node gets: its own config instead of the common one, what is added to what the chart writes, and over all of
 * it what overrides. A config of one's own is the whole file, so that nothing is added to it.
 */
function configOf(chart: Chart, node: 'controller' | 'broker' | undefined): readonly GivenSetting[] {
  const both = (field: (typeof FIELDS)[number]): readonly GivenSetting[] => [
    ...settingsIn(chart, undefined, field),
    ...(node === undefined ? [] : settingsIn(chart, node, field)),
  ]
  const whole = node === undefined ? [] : settingsIn(chart, node, 'config')
  const base = whole.length > 0 ? whole : settingsIn(chart, undefined, 'config')
  const added = base.length > 0 ? [] : [...both('extraConfig'), ...both('extraConfigYaml')]
  return [...base, ...added, ...both('overrideConfiguration')]
}

/** A text of properties, or, in newer releases, a map. */
function settingsIn(
  chart: Chart,
  node: 'controller' | 'broker' | undefined,
  field: (typeof FIELDS)[number],
): readonly GivenSetting[] {
  const path = node === undefined ? [field] : [node, field]
  const tree = at(chart.tree, ...path)
  return tree?.kind === 'text'
    ? settingsWithin(chart.file, 'broker', tree)
    : settingsOfMap(chart, tree, path.join('.'), 'broker')
}

function versionOf({ file, path, tree }: Chart): readonly GivenSetting[] {
  const entry = entryAt(tree, 'image', 'tag')
  const repository = textAt(tree, 'image', 'repository') ?? 'bitnami/kafka'
  const version = brokerImage(`${repository}:${textAt(tree, 'image', 'tag') ?? ''}`)?.version
  if (entry === undefined || version === undefined) return []
  return [setting('kafka.version', version, file, entry.line, `${path}image.tag`)]
}

function controllerOf(chart: Chart): readonly GivenSetting[] {
  const { file, path, tree } = chart
  const kraft = entryAt(tree, 'kraft', 'enabled')
  const zookeeper = entryAt(tree, 'zookeeper', 'enabled')
  if (kraft !== undefined && isOn(chart, 'kraft', 'enabled'))
    return [setting('controller', 'kraft', file, kraft.line, `${path}kraft.enabled`)]
  if (zookeeper === undefined || !isOn(chart, 'zookeeper', 'enabled')) return []
  return [setting('controller', 'zookeeper', file, zookeeper.line, `${path}zookeeper.enabled`)]
}

/** Nodes that are controllers are brokers, too, unless they are to be controllers only. Before 23 all were brokers. */
function brokersOf(chart: Chart): readonly GivenSetting[] {
  const [older] = valueAt(chart, ['replicaCount'], undefined, 'brokers')
  if (older !== undefined) return [older]
  const counted = NODES.filter((node) => node !== 'controller' || !isOn(chart, 'controller', 'controllerOnly'))
  const counts = counted.flatMap((node) => valueAt(chart, [node, 'replicaCount'], undefined, 'brokers'))
  const [first] = counts.filter(({ value }) => value !== '0')
  if (first === undefined || counts.some(({ value }) => !/^\d{1,6}$/.test(value))) return counts.slice(0, 1)
  return [{ ...first, value: String(counts.reduce((sum, { value }) => sum + Number(value), 0)) }]
}

/** job.yaml: topics are created only where provisioning is enabled; what a topic leaves out has a common value. */
function provisioned(chart: Chart): readonly Part[] {
  if (!isOn(chart, 'provisioning', 'enabled')) return []
  const defaults = [
    ...valueAt(chart, ['provisioning', 'replicationFactor'], 'topic', 'replication.factor'),
    ...valueAt(chart, ['provisioning', 'numPartitions'], 'topic', 'partitions'),
  ]
  return topicsOf(
    chart,
    ['provisioning', 'topics'],
    (topic, written) => settingsOfMap({ ...chart, path: '' }, at(topic, 'config'), `${written}.config`, 'topic'),
    defaults,
  )
}

const LOST = notJudgedYet('storage of which a pod that is started anew has lost everything')
const NOT_CREATED = 'these topics are not created, as provisioning.enabled is not true'
const OF_OLDER = 'the chart has no such value since 23: extraConfig or overrideConfiguration hold it'
const ELSEWHERE = 'the configuration is in a ConfigMap that is not given here, and nothing else counts then'

function asidesOf(chart: Chart): readonly Aside[] {
  const { file, path, tree } = chart
  const topics = entryAt(tree, 'provisioning', 'topics')
  const told = (line: number, field: string, why: string): Aside => {
    const key = path + field
    return { key, why, origin: { file, line, key } }
  }
  const configmap = entryAt(tree, 'existingConfigmap')
  const stored = [[], ...NODES.map((node) => [node])].map((node) => [...node, 'persistence', 'enabled'])
  const lost = stored.flatMap((place) => {
    const entry = entryAt(tree, ...place)
    return entry?.value.kind === 'text' && entry.value.text === 'false' ? [told(entry.line, place.join('.'), LOST)] : []
  })
  return [
    ...(topics?.value.kind === 'list' && topics.value.items.length > 0 && !isOn(chart, 'provisioning', 'enabled')
      ? [told(topics.line, 'provisioning.topics', NOT_CREATED)]
      : []),
    ...(configmap?.value.kind === 'text' && configmap.value.text !== ''
      ? [told(configmap.line, 'existingConfigmap', ELSEWHERE)]
      : []),
    ...(isNewer(chart) ? olderSettings(chart) : []).map(({ key, origin }) => ({
      key: origin.key ?? key,
      why: OF_OLDER,
      origin,
    })),
    ...lost,
  ]
}

function setting(key: string, value: string, file: string, line: number, written: string): GivenSetting {
  return { section: undefined, key, value, origin: { file, line, key: written } }
}
