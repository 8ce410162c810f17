/**
 * Amazon MSK in Terraform. Source: hashicorp/terraform-provider-aws website/docs/r: msk_cluster, msk_configuration,
 * msk_serverless_cluster; what MSK sets where a configuration says nothing is in model/kafka/settings/managed.ts.
 */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { MANAGED } from '../../../model/kafka/settings/managed.ts'
import type { Aside, Part, Reading } from '../form.ts'
import { settingsWithin } from '../text-within.ts'
import { attribute, type Block, textOfValue } from './hcl.ts'
import type { MskModule } from './msk-modules.ts'
import { setting } from './topics.ts'

const NO_DEFAULTS = 'MSK Serverless says nowhere which settings it has, so that it is not judged'
const ELSEWHERE = 'a configuration that is not in this file: the defaults of MSK are taken'
const WORKED_OUT = 'worked out by an expression that is not looked into'

export function readMsk(resources: readonly Block[], modules: readonly MskModule[], file: string): Reading {
  const of = (type: string): readonly Block[] => resources.filter(({ labels }) => labels[0] === type)
  const [clusters, configurations] = [of('aws_msk_cluster'), of('aws_msk_configuration')]
  const used = clusters.map((cluster) => configurations.find((one) => refersTo(cluster, one)))
  const alone = configurations.filter((one) => !used.includes(one))
  return {
    parts: [
      ...clusters.map((cluster, index) => ofCluster(cluster, used[index], file)),
      ...alone.map((configuration) => ofConfiguration(configuration, file)),
      ...modules.map((one) => ofCluster(one.cluster, one.configuration, file)),
    ],
    asides: [
      ...clusters.flatMap((cluster, index) => (used[index] === undefined ? notFound(cluster, file) : [])),
      ...configurations.flatMap((one) => workedOut(one, file)),
      ...modules.flatMap(({ configuration, properties }) => workedOut(configuration, file, properties)),
      ...of('aws_msk_serverless_cluster').map((one) => aside(one.labels.join('.'), one.line, NO_DEFAULTS, file)),
    ],
    notes: [],
  }
}

function refersTo(cluster: Block, configuration: Block): boolean {
  return configurationArn(cluster)?.text.startsWith(`aws_msk_configuration.${configuration.labels[1]}.`) === true
}

function configurationArn(cluster: Block): { readonly text: string; readonly line: number } | undefined {
  const info = cluster.blocks.find(({ type }) => type === 'configuration_info')
  const arn = info === undefined ? undefined : attribute(info, 'arn')
  if (arn === undefined) return undefined
  const text = arn.value.kind === 'expression' ? arn.value.text : (textOfValue(arn.value) ?? '')
  return { text, line: arn.line }
}

function ofCluster(cluster: Block, configuration: Block | undefined, file: string): Part {
  const brokers = attribute(cluster, 'number_of_broker_nodes')
  const count = brokers === undefined ? undefined : textOfValue(brokers.value)
  return {
    kind: 'cluster',
    name: cluster.labels.join(' '),
    given: [
      setting(undefined, MANAGED, presetOf(cluster), file, cluster.line, cluster.labels[0] ?? ''),
      ...releaseOf(cluster, file),
      ...(brokers === undefined || count === undefined
        ? []
        : [setting(undefined, 'brokers', count, file, brokers.line, brokers.key)]),
      ...(configuration === undefined ? [] : propertiesOf(configuration, file)),
    ],
  }
}

/** Which defaults count: those of two zones, of tiered storage, or of Express brokers differ. */
function presetOf(cluster: Block): string {
  const group = cluster.blocks.find(({ type }) => type === 'broker_node_group_info')
  const valueOf = (block: Block | undefined, key: string): string =>
    (block === undefined ? undefined : textOfValue(attribute(block, key)?.value ?? { kind: 'nothing', line: 1 })) ?? ''
  if (valueOf(group, 'instance_type').startsWith('express.')) return 'msk-express'
  if (valueOf(cluster, 'storage_mode') === 'TIERED') return 'msk-tiered'
  const subnets = group === undefined ? undefined : attribute(group, 'client_subnets')?.value
  return subnets?.kind === 'list' && subnets.items.length === 2 ? 'msk-two-zones' : 'msk'
}

/** MSK writes 3.6.0, 2.8.2.tiered, 3.7.x, 3.7.x.kraft: of these the release of Kafka, and who decides on leaders. */
function releaseOf(cluster: Block, file: string): readonly GivenSetting[] {
  const entry = attribute(cluster, 'kafka_version')
  const text = entry === undefined ? undefined : textOfValue(entry.value)
  if (entry === undefined || text === undefined) return []
  const [, release, last] = /^(\d+\.\d+)(\.\d+)?(?:\.|$)/.exec(text) ?? []
  const version = release === undefined ? text : `${release}${last ?? ''}`
  const controller = text.endsWith('.kraft') || /^[4-9]\./.test(text) ? 'kraft' : 'zookeeper'
  return [
    setting(undefined, 'kafka.version', version, file, entry.line, entry.key),
    ...(release === undefined ? [] : [setting(undefined, 'controller', controller, file, entry.line, entry.key)]),
  ]
}

function ofConfiguration(configuration: Block, file: string): Part {
  return {
    kind: 'cluster',
    name: configuration.labels.join(' '),
    given: [
      setting(undefined, MANAGED, 'msk', file, configuration.line, 'aws_msk_configuration'),
      ...propertiesOf(configuration, file),
    ],
  }
}

function propertiesOf(configuration: Block, file: string): readonly GivenSetting[] {
  const properties = attribute(configuration, 'server_properties')?.value
  if (properties?.kind === 'text') return settingsWithin(file, 'broker', properties)
  if (properties?.kind !== 'map') return []
  return properties.entries.flatMap(({ key, line, value }) => {
    const text = textOfValue(value)
    return text === undefined ? [] : [setting('broker', key, text, file, line, key)]
  })
}

function workedOut(configuration: Block, file: string, written = 'server_properties'): readonly Aside[] {
  const entry = attribute(configuration, 'server_properties')
  return entry?.value.kind === 'expression' ? [aside(written, entry.line, WORKED_OUT, file)] : []
}

function notFound(cluster: Block, file: string): readonly Aside[] {
  const arn = configurationArn(cluster)
  return arn === undefined ? [] : [aside('configuration_info.arn', arn.line, ELSEWHERE, file)]
}

function aside(key: string, line: number, why: string, file: string): Aside {
  return { key, why, origin: { file, line, key } }
}
