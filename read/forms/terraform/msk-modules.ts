/**
 * Calls of the modules that make a cluster of Amazon MSK, as the resources that they make. Source: main.tf of
 * terraform-aws-modules/terraform-aws-msk-kafka-cluster and of cloudposse/terraform-aws-msk-apache-kafka-cluster.
 */
import { attribute, type Attribute, type Block, textOfValue, type Value } from './hcl.ts'

/** A cluster and its configuration, of one call. */
export interface MskModule {
  readonly cluster: Block
  readonly configuration: Block
  /** What its properties are called in the call. */
  readonly properties: string
}

/** By which names a module takes what its resources have. */
interface Names {
  readonly source: RegExp
  readonly properties: string
  readonly instances: string
  readonly subnets: string
}

const MODULES: readonly Names[] = [
  {
    source: /(^|\/)terraform-aws-modules\/(terraform-aws-)?msk-kafka-cluster(\/aws|\.git)?(\?.*)?$/,
    properties: 'configuration_server_properties',
    instances: 'broker_node_instance_type',
    subnets: 'broker_node_client_subnets',
  },
  {
    source: /(^|\/)cloudposse\/(terraform-aws-)?msk-apache-kafka-cluster(\/aws|\.git)?(\?.*)?$/,
    properties: 'properties',
    instances: 'broker_instance_type',
    subnets: 'subnet_ids',
  },
]

/** Whether a text holds such a call; what its blocks are is not looked at. */
export function mayCallMsk(text: string): boolean {
  return /^[ \t]*source\s*=\s*"[^"\n]*msk-(apache-)?kafka-cluster/m.test(text)
}

/** The resources of this call, where it is one. */
export function mskModule(block: Block): MskModule | undefined {
  const source = textAt(block, 'source')
  const names = MODULES.find((one) => source !== undefined && one.source.test(source))
  if (block.type !== 'module' || names === undefined) return undefined
  const renamed = (from: string, to: string): readonly Attribute[] => {
    const found = attribute(block, from)
    return found === undefined ? [] : [{ ...found, key: to }]
  }
  const group = [...renamed(names.instances, 'instance_type'), ...renamed(names.subnets, 'client_subnets')]
  const labels = ['module', ...block.labels]
  const { line } = block
  return {
    properties: names.properties,
    cluster: {
      type: 'resource',
      labels,
      line,
      attributes: [...block.attributes, ...brokersOf(block, names)],
      blocks: [{ type: 'broker_node_group_info', labels: [], line, attributes: group, blocks: [] }],
    },
    configuration: {
      type: 'resource',
      labels,
      line,
      attributes: renamed(names.properties, 'server_properties'),
      blocks: [],
    },
  }
}

/** Of cloudposse, so many in each of its subnets. */
function brokersOf(block: Block, { subnets }: Names): readonly Attribute[] {
  const each = Number(textAt(block, 'broker_per_zone') ?? '1')
  const zones = attribute(block, subnets)
  if (attribute(block, 'number_of_broker_nodes') !== undefined || zones?.value.kind !== 'list') return []
  const { line } = zones
  const value: Value = { kind: 'text', line, text: String(each * zones.value.items.length), isBlock: false }
  return subnets === 'subnet_ids' && Number.isInteger(each) ? [{ key: 'number_of_broker_nodes', line, value }] : []
}

function textAt(block: Block, key: string): string | undefined {
  const found = attribute(block, key)
  return found === undefined ? undefined : textOfValue(found.value)
}
