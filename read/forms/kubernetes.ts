/** Resources of Kubernetes: those of Strimzi, Koperator and Confluent, and the files and variables of containers. */
import { InputError } from '../../model/input-error.ts'
import { type Form, NothingRead, type Reading, type Within } from './form.ts'
import { isConfluentCluster, readConfluentClusters } from './kubernetes/confluent.ts'
import { readConfigMaps } from './kubernetes/config-map.ts'
import { isHolder, takerOf } from './kubernetes/holders.ts'
import { isConnectResource, readConnectResources } from './kubernetes/connect.ts'
import { isKoperatorCluster, readKoperatorClusters } from './kubernetes/koperator.ts'
import { type Resource, resourcesIn } from './kubernetes/resource.ts'
import { readClusters } from './kubernetes/strimzi-cluster.ts'
import { asideOfUser, isTopic, readTopics } from './kubernetes/topics.ts'
import { isWorkload } from './kubernetes/pods.ts'
import { readWorkloads } from './kubernetes/workload.ts'
import type { Source } from './source.ts'
import { textAt } from './tree.ts'

export const KUBERNETES: Form = {
  name: 'a file of resources for Kubernetes',
  tells,
  read,
}

/** By `apiVersion` and `kind` at the top of a document; where it is no YAML, by such lines, so that this is told. */
function tells(source: Source): boolean {
  if (!source.isTree || !source.text.includes('apiVersion')) return false
  try {
    return source.trees().some((tree) => textAt(tree, 'apiVersion') !== undefined && textAt(tree, 'kind') !== undefined)
  } catch {
    return /^apiVersion\s*:/m.test(source.text) && /^kind\s*:/m.test(source.text)
  }
}

function read(source: Source, within?: Within): Reading {
  refuseTemplate(source)
  const all = resourcesIn(source)
  const strimzi = all.filter(({ group }) => group === 'kafka.strimzi.io')
  const readings = [
    readClusters(strimzi),
    readConnectResources(strimzi.filter(isConnectResource)),
    readKoperatorClusters(all),
    readConfluentClusters(all),
    readTopics(all),
    readConfigMaps(all, source, within),
    readWorkloads(all, source),
  ]
  const reading: Reading = {
    parts: readings.flatMap(({ parts }) => parts),
    asides: [...readings.flatMap(({ asides }) => asides), ...strimzi.filter(isUser).map(asideOfUser)],
    notes: [...readings.flatMap(({ notes }) => notes), ...severalClusters(all)],
  }
  if (reading.parts.length > 0 || isReadElsewhere(all, source)) return reading
  throw nothingOf(source, all, reading)
}

/** Whether containers in a file given with this one take what stands in it. */
function isReadElsewhere(all: readonly Resource[], source: Source): boolean {
  return all.some((one) => isHolder(one) && takerOf(one, [], source) !== undefined)
}

function isUser({ kind }: Resource): boolean {
  return kind === 'KafkaUser'
}

/** Topics say with a label which cluster is theirs; each topic is judged in each cluster of the file. */
function severalClusters(all: readonly Resource[]): readonly string[] {
  const clusters = all.filter(
    (one) =>
      (one.kind === 'Kafka' && one.group === 'kafka.strimzi.io') || isConfluentCluster(one) || isKoperatorCluster(one),
  )
  return clusters.length < 2 || !all.some(isTopic)
    ? []
    : ['every topic is judged in every cluster of the file, whichever it belongs to']
}

/** What Helm fills in, wherever it stands: values, and calls that only Helm has. */
const OF_HELM = /\{\{-?\s*(\.(Values|Release|Chart|Capabilities|Files|Template)\b|include\s|template\s|toYaml\s|tpl\s)/

/** @throws InputError at the first line of a template that nobody has rendered. */
function refuseTemplate(source: Source): void {
  const code = source.lines().map((line) => (/^\s*#/.test(line) ? '' : line))
  // Other texts in a ConfigMap have braces of their own; where they are no YAML, they were to be filled in.
  const sign = isYaml(source) ? OF_HELM : /\{\{/
  const index = code.findIndex((line) => sign.test(line))
  if (index < 0) return
  throw new InputError({
    where: `${source.file}:${index + 1}`,
    problem: 'this is a template, which Helm has not filled in yet',
    remedy: 'give what helm template prints, or the values file',
  })
}

function isYaml(source: Source): boolean {
  try {
    source.trees()
    return true
  } catch {
    return false
  }
}

function nothingOf({ file }: Source, all: readonly Resource[], { asides }: Reading): InputError {
  const [only] = all
  const kinds = [
    ...new Set(all.map(({ kind, group, version }) => `${kind} of ${group === '' ? '' : `${group}/`}${version}`)),
  ].join(', ')
  if (only !== undefined && all.every(isUser))
    return new NothingRead({
      where: `${file}:${only.line}`,
      key: 'KafkaUser',
      problem: 'it says who may read and write, and nothing that a promise depends on',
      remedy: 'give the Kafka, the KafkaTopic or the configuration of a client',
    })
  const held = all.find((one) => isHolder(one) || isWorkload(one))
  const [aside] = asides
  return new NothingRead({
    where: `${file}:${aside?.origin.line ?? held?.line ?? only?.line ?? 1}`,
    ...(aside === undefined ? {} : { key: aside.key }),
    problem: aside === undefined ? `nothing of Kafka's is in it that is read: ${kinds}` : aside.why,
    remedy: 'give a file with Kafka, KafkaTopic, KafkaConnect, or a ConfigMap with the properties themselves',
  })
}
