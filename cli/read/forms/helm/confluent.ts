/**
 * Values of cp-helm-charts, and of the incubator's chart from which they come. Source: confluentinc/cp-helm-charts
 * charts/cp-kafka/templates/statefulset.yaml: each key of configurationOverrides becomes a variable KAFKA_… of the
 * image, which turns it back.
 */
import type { GivenSetting } from '../../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Reading } from '../form.ts'
import { brokerImage } from '../kubernetes/image.ts'
import { propertiesWithin } from '../text-within.ts'
import { at, entryAt, textAt, type Tree } from '../tree.ts'
import { type Chart, settingsOfMap, topicsOf, valueAt } from './chart.ts'

const OVERRIDES = 'configurationOverrides'

export function isOfConfluent(tree: Tree): boolean {
  return at(tree, OVERRIDES)?.kind === 'map'
}

export function readConfluentChart(chart: Chart): Reading {
  const { name, tree } = chart
  const given = [
    ...versionOf(chart),
    ...['brokers', 'replicas'].flatMap((key) => valueAt(chart, [key], undefined, 'brokers')),
    ...settingsOfMap(chart, at(tree, OVERRIDES), OVERRIDES, 'broker', throughVariable),
  ]
  return {
    parts: [
      { kind: 'cluster', name: name === '' ? '' : `chart ${name}`, given },
      ...topicsOf(chart, ['topics'], (topic, written) => configOf(chart, topic, written)),
    ],
    asides: storageOf(chart),
    notes: [],
  }
}

/** A_B of the variable is a.b again (confluentinc/kafka-images): capitals and underscores do not come through. */
function throughVariable(key: string): string {
  return key
    .toLowerCase()
    .replace(/_{1,3}/g, (underscores) => (underscores.length === 1 ? '.' : underscores.length === 2 ? '_' : '-'))
}

function versionOf({ file, path, tree }: Chart): readonly GivenSetting[] {
  const entry = entryAt(tree, 'imageTag')
  const version = brokerImage(`${textAt(tree, 'image') ?? ''}:${textAt(tree, 'imageTag') ?? ''}`)?.version
  if (entry === undefined || version === undefined) return []
  const origin = { file, line: entry.line, key: `${path}imageTag` }
  return [{ section: undefined, key: 'kafka.version', value: version, origin }]
}

/** The incubator's job gives it to kafka-configs --add-config: key=value, separated by commas. */
function configOf({ file }: Chart, topic: Tree, written: string): readonly GivenSetting[] {
  const config = at(topic, 'config')
  if (config?.kind !== 'text') return []
  const lines = config.text.replace(/,(?=[\w.]+=)/g, '\n')
  return propertiesWithin(file, { ...config, text: lines, isBlock: false }).map(({ key, value, line }) => ({
    section: 'topic',
    key,
    value,
    origin: { file, line, key: `${written}.config` },
  }))
}

/** statefulset.yaml: without persistence the data are in an emptyDir. */
function storageOf({ file, path, tree }: Chart): readonly Aside[] {
  const entry = entryAt(tree, 'persistence', 'enabled')
  if (entry?.value.kind !== 'text' || entry.value.text !== 'false') return []
  const key = `${path}persistence.enabled`
  const why = notJudgedYet('storage of which a pod that is started anew has lost everything')
  return [{ key, why, origin: { file, line: entry.line, key } }]
}
