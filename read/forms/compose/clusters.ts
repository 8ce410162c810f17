/** Which brokers of a project are of one cluster, and how many each has. */
import type { Origin } from '../../../model/given.ts'
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Part, Reading } from '../form.ts'
import { withRacksTogether } from '../racks.ts'
import type { Variable } from './environment.ts'

/** What a broker names that only brokers of its cluster name, too. */
const MEETING_POINTS: readonly string[] = [
  'zookeeper.connect',
  'controller.quorum.voters',
  'controller.quorum.bootstrap.servers',
]

/** The servers of one ZooKeeper, in the variables of its images. */
const ENSEMBLES = /^(ZOOKEEPER_SERVERS|ZOO_SERVERS)$/

/** A broker, how many run of it, and where that stands. */
export interface Broker {
  readonly part: Part
  readonly count: number
  readonly origin: Origin
}

/**
 * The brokers, and how many there are: in a part of their own where they are one cluster, else in each broker's.
 */
export function counted(brokers: readonly Broker[], variables: readonly Variable[]): Pick<Reading, 'parts' | 'notes'> {
  const parts = brokers.map(({ part }) => part)
  const clusters = clustersOf(parts, variables)
  const [first] = brokers
  if (first === undefined) return { parts: [], notes: [] }
  if (clusters.length === 1) {
    const { racks, parts: own } = withRacksTogether(
      parts,
      brokers.map(({ count }) => count),
    )
    return { parts: [{ kind: 'cluster', name: '', given: [countOf(brokers, first), ...racks] }, ...own], notes: [] }
  }
  const namesOf = (cluster: readonly Part[]): string =>
    cluster.map(({ name }) => name.replace('service ', '')).join(', ')
  return {
    parts: brokers.map((broker) => {
      const cluster = clusters.find((one) => one.includes(broker.part)) ?? []
      const own = brokers.filter(({ part }) => cluster.includes(part))
      return { ...broker.part, given: [countOf(own, broker), ...broker.part.given] }
    }),
    notes: [
      `${clusters.map(namesOf).join(' and ')} are different clusters: they name no ZooKeeper or controller in common`,
    ],
  }
}

/** The number of brokers of a cluster, where one of them stands in the file. */
function countOf(brokers: readonly Broker[], { origin }: Broker): GivenSetting {
  const count = brokers.reduce((sum, one) => sum + one.count, 0)
  return { section: undefined, key: 'brokers', value: String(count), origin }
}

/**
 * The brokers by their clusters: those that name a ZooKeeper or a controller in common, or two of one ensemble, are of
 * one cluster. Where one names none, all are.
 */
function clustersOf(brokers: readonly Part[], variables: readonly Variable[]): readonly (readonly Part[])[] {
  const named = brokers.map((part) => ({ parts: [part], hosts: hostsOf(part) }))
  if (named.some(({ hosts }) => hosts.length === 0)) return [brokers]
  const ensembles = variables
    .filter(({ name }) => ENSEMBLES.test(name))
    .map(({ value }) => ({ parts: [], hosts: hostsIn(value) }))
  let groups: readonly { readonly parts: readonly Part[]; readonly hosts: readonly string[] }[] = []
  for (const one of [...ensembles, ...named]) {
    const meets = groups.filter(({ hosts }) => hosts.some((host) => one.hosts.includes(host)))
    const joined = [...meets, one]
    groups = [
      ...groups.filter((group) => !meets.includes(group)),
      { parts: joined.flatMap(({ parts }) => parts), hosts: joined.flatMap(({ hosts }) => hosts) },
    ]
  }
  return groups.map(({ parts }) => parts).filter((parts) => parts.length > 0)
}

function hostsOf({ given }: Part): readonly string[] {
  return given.filter(({ key }) => MEETING_POINTS.includes(key)).flatMap(({ value }) => hostsIn(value))
}

/** `1@kafka-1:9093`, `zookeeper:2181/kafka`, `server.1=zoo1:2888:3888`: the names of hosts. */
function hostsIn(value: string): readonly string[] {
  return value.split(/[\s,;]+/).flatMap((item) => {
    const host = item.replace(/^.*[@=]/, '').replace(/[:/].*$/, '')
    return host === '' || host.includes('$') ? [] : [host.toLowerCase()]
  })
}
