/**
 * MirrorMaker 2: `connect-mirror-maker.properties`. connect/mirror: MirrorMakerConfig.java (clusterPairs, clusterProps,
 * workerConfig, connectorBaseConfig), MirrorSourceConfig.java, at trunk of 4.0.
 */
import { modelledKey } from '../../model/kafka/settings/place.ts'
import { PRODUCER_NOTE, sourceProducer } from './connect-clients.ts'
import { exactlyOnceIn } from './connect.ts'
import { type Aside, type Form, type Part, type Reading, notJudgedYet } from './form.ts'
import { asideOf, below, inSection, type Keyed, keyedOf, layered, madeFor, refusedAt } from './keyed.ts'

/** MirrorSourceConfig.REPLICATION_FACTOR_DEFAULT. */
const REPLICAS = '2'

const INTERNAL =
  /^(?:.*\.)?(?:(?:checkpoints|heartbeats|offset-syncs)\.topic|(?:offset|status|config)\.storage)\.replication\.factor$/

export const MIRROR_MAKER: Form = {
  name: 'a MirrorMaker 2 configuration',
  tells: (source) => {
    const keys = source.entries().map(({ key }) => key)
    return keys.includes('clusters') && keys.some((key) => key.includes('->') || key.endsWith('.bootstrap.servers'))
  },
  read: (source) => readMirrorMaker(keyedOf(source.entries(), source.file)),
}

/** From one cluster to another, where records are copied. */
interface Flow {
  readonly source: string
  readonly target: string
  readonly enabled: Keyed
}

function readMirrorMaker(all: readonly Keyed[]): Reading {
  const clusters = all.findLast(({ key }) => key === 'clusters')
  if (clusters === undefined) return { parts: [], asides: [], notes: [] }
  const aliases = clusters.value.split(',').map((alias) => alias.trim())
  refuseUnknownClusters(all, aliases)
  const flows = flowsIn(all, aliases)
  if (flows.length === 0)
    throw refusedAt(
      clusters,
      'no flow between these clusters is enabled, so nothing is copied',
      `set ${aliases[0]}->${aliases[1] ?? 'B'}.enabled=true`,
    )
  const read = flows.map((flow) => readFlow(all, flow))
  return {
    parts: read.flatMap(({ parts }) => parts),
    asides: [...read.flatMap(({ asides }) => asides), ...keptAsides(all, aliases)],
    notes: [
      `of MirrorMaker 2 the producers are judged that write to each target cluster; ${PRODUCER_NOTE}`,
      `copied topics have replication.factor ${REPLICAS} where nothing else is said, and take over most of `
        + "the source topics' settings, min.insync.replicas among them, which are not known here",
    ],
  }
}

/** A flow of clusters that `clusters` does not name is never read (clusterPairs goes through the names only). */
function refuseUnknownClusters(all: readonly Keyed[], aliases: readonly string[]): void {
  for (const one of all) {
    const [, source, target] = /^(.+?)->(.+?)\.enabled$/.exec(one.key) ?? []
    const unknown = [source, target].find((alias) => alias !== undefined && !aliases.includes(alias))
    if (unknown !== undefined)
      throw refusedAt(one, `clusters names no ${unknown}, so this flow does not exist`, `add ${unknown} to clusters`)
  }
}

function flowsIn(all: readonly Keyed[], aliases: readonly string[]): readonly Flow[] {
  return aliases.flatMap((source) =>
    aliases.flatMap((target) => {
      const enabled = all.findLast(({ key }) => key === `${source}->${target}.enabled`)
      // Boolean.parseBoolean: everything but true is false.
      return source === target || enabled?.value.trim().toLowerCase() !== 'true' ? [] : [{ source, target, enabled }]
    }),
  )
}

function readFlow(all: readonly Keyed[], { source, target, enabled }: Flow): Pick<Reading, 'parts' | 'asides'> {
  const ofFlow = below(all, `${source}->${target}.`)
  const ofTarget = below(all, `${target}.`)
  const by = exactlyOnceIn(ofTarget)
  const producer = sourceProducer(
    enabled,
    below(ofTarget, 'producer.'),
    below(ofFlow, 'producer.override.'),
    by === undefined ? undefined : { by, id: `${source}-mm2-MirrorSourceConnector-0` },
  )
  const replicas = layered(
    madeFor(enabled, { 'replication.factor': REPLICAS }),
    all.filter(({ key }) => key === 'replication.factor'),
    ofFlow.filter(({ key }) => key === 'replication.factor'),
  ).filter(({ value }) => value.trim() !== '-1')
  const client: Part = {
    kind: 'client',
    name: `${source}->${target}`,
    given: [...inSection('producer', producer.settings), ...inSection('topic', replicas)],
  }
  return { parts: [client], asides: producer.asides }
}

function keptAsides(all: readonly Keyed[], aliases: readonly string[]): readonly Aside[] {
  return all.flatMap((one): readonly Aside[] => {
    const { key } = one
    if (INTERNAL.test(key))
      return [asideOf(one, notJudgedYet('how many replicas the topics have in which MirrorMaker keeps its own state'))]
    if (key === 'exactly.once.source.support')
      return [asideOf(one, `it reaches no cluster: ${aliases[0]}.exactly.once.source.support would`)]
    const alias = aliases.find((name) => key.startsWith(`${name}.`))
    const flow = /^.+?->.+?\./.exec(key)?.[0]
    const rest = key.slice(flow?.length ?? (alias === undefined ? 0 : alias.length + 1))
    const client = (['producer', 'consumer'] as const).find((section) => rest.startsWith(`${section}.`))
    if (client === undefined || rest.startsWith(`${client}.override.`)) return []
    const name = rest.slice(client.length + 1)
    if (modelledKey(client, name) === undefined) return []
    if (client === 'consumer') return [asideOf(one, notJudgedYet('how the source cluster is read'))]
    if (flow !== undefined)
      return [asideOf(one, `it does not reach the producer of copies: ${flow}producer.override.${name} would`)]
    return alias === undefined
      ? [
          asideOf(
            one,
            `it reaches no producer of copies: ${aliases[0]}.producer.${name} would, for the target ${aliases[0]}`,
          ),
        ]
      : []
  })
}
