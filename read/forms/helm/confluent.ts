/**
 * Values of cp-helm-charts, and of the incubator's chart from which they come. Source: confluentinc/cp-helm-charts
 * charts/cp-kafka/templates/statefulset.yaml: each key of configurationOverrides becomes a variable KAFKA_… of the
 * image, which turns it back.
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { type Aside, notJudgedYet, type Reading } from '../form.ts'
import { clientSettings, defaults, unjudged } from '../kubernetes/connect.ts'
import { brokerImage } from '../kubernetes/image.ts'
import { propertiesWithin } from '../text-within.ts'
import { at, entriesAt, entryAt, textAt, type Tree } from '../tree.ts'
import { type Chart, settingsOfMap, topicsOf, valueAt } from './chart.ts'

const OVERRIDES = 'configurationOverrides'

/** Of a broker, or of Connect; the charts of the registry, of ksqlDB and the like have overrides, too. */
export function isOfConfluent(tree: Tree): boolean {
  const overrides = at(tree, OVERRIDES)?.kind === 'map'
  const image = textAt(tree, 'image')
  if (image === undefined) return overrides
  return brokerImage(image) !== undefined
    ? overrides || at(tree, 'brokers') !== undefined
    : overrides && isConnect(tree)
}

function isConnect(tree: Tree): boolean {
  return (
    /connect/.test(textAt(tree, 'image') ?? '')
    || entriesAt(tree, OVERRIDES).some(({ key }) =>
      /^(key|value)\.converter$|\.storage\.replication\.factor$/.test(key),
    )
  )
}

export function readConfluentChart(chart: Chart): Reading {
  const { name, tree } = chart
  if (isConnect(tree)) return readConnectChart(chart)
  const given = [
    ...versionOf(chart),
    ...['brokers', 'replicas'].flatMap((key) => valueAt(chart, [key], undefined, 'brokers')),
    ...settingsOfMap(chart, at(tree, OVERRIDES), OVERRIDES, 'broker', throughVariable),
  ]
  return {
    parts: [
      { kind: 'cluster', name: named(name), given },
      ...topicsOf(chart, ['topics'], (topic, written) => configOf(chart, topic, written)),
    ],
    asides: storageOf(chart),
    notes: [],
  }
}

/** Its variables begin with CONNECT_, and the clients have their prefix: producer.acks. */
function readConnectChart(chart: Chart): Reading {
  const { file, name, tree } = chart
  const settings = settingsOfMap(chart, at(tree, OVERRIDES), OVERRIDES, 'producer', throughVariable)
  const entries = settings.map(({ key, value, origin }) => ({
    key,
    value,
    line: origin.line ?? 1,
    path: origin.key ?? key,
  }))
  const given = [...defaults(), ...clientSettings(entries, file, '')]
  return { parts: [{ kind: 'client', name: named(name), given }], asides: unjudged({ entries }, file), notes: [] }
}

function named(name: string): string {
  return name === '' ? '' : `chart ${name}`
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
