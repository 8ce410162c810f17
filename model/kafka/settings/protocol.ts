/** Which protocol the cluster speaks beside the software that it runs: its controller, and the version it has finalised. */
import { InputError } from './errors.ts'
import { whereOf, type GivenSetting } from './given.ts'
import { compareVersions, knownVersions } from './versions.ts'

type Controller = 'kraft' | 'zookeeper'

/** KRaft was declared fit for production, and the last release with ZooKeeper. */
const KRAFT_FROM = '3.3.0'
const KRAFT_POSSIBLE_FROM = '2.8.0'
const KRAFT_ONLY_FROM = '4.0.0'

const KRAFT_KEYS: readonly string[] = ['process.roles', 'controller.quorum.voters', 'controller.quorum.bootstrap.servers']

interface Chosen {
  readonly assumed: boolean
  readonly notes: readonly string[]
}

/**
 * Who decides on leaders: as `controller` says, as a broker's file shows, or as is usual for the version.
 * @throws InputError for a controller that this version does not have
 */
export function chooseController(given: readonly GivenSetting[], outer: readonly GivenSetting[], version: string): Chosen & { readonly is: Controller } {
  const said = outer.findLast(({ key }) => key.trim() === 'controller')
  const usual: Controller = compareVersions(version, KRAFT_FROM) < 0 ? 'zookeeper' : 'kraft'
  if (said !== undefined) return { is: possible(said, version), assumed: false, notes: [] }
  const sign = given.find(({ section, key }) => section === 'broker' && KRAFT_KEYS.includes(key)) ?? given.find(({ section, key }) => section === 'broker' && key === 'zookeeper.connect')
  if (sign === undefined) return { is: usual, assumed: true, notes: [] }
  const shown: Controller = sign.key === 'zookeeper.connect' ? 'zookeeper' : 'kraft'
  const isPossible = isController(shown, version)
  return { is: isPossible ? shown : usual, assumed: !isPossible, notes: isPossible && shown !== usual ? [`${whereOf(sign.origin)}: ${sign.key}: the controller is ${nameOf(shown)}`] : [] }
}

function possible({ value, origin }: GivenSetting, version: string): Controller {
  const wanted = value.trim().toLowerCase()
  const problem = (what: string, remedy: string): InputError => new InputError({ where: whereOf(origin), key: 'controller', problem: what, remedy })
  if (wanted !== 'kraft' && wanted !== 'zookeeper') throw problem(`"${value}" is no controller`, 'it is kraft or zookeeper')
  if (isController(wanted, version)) return wanted
  throw wanted === 'kraft'
    ? problem(`Kafka ${version} has no KRaft controller`, `it came with ${KRAFT_POSSIBLE_FROM}; use controller=zookeeper`)
    : problem(`Kafka ${version} has no ZooKeeper controller`, `${KRAFT_ONLY_FROM} removed it; use controller=kraft, or a release up to 3.9`)
}

function isController(wanted: Controller, version: string): boolean {
  return wanted === 'kraft' ? compareVersions(version, KRAFT_POSSIBLE_FROM) >= 0 : compareVersions(version, KRAFT_ONLY_FROM) < 0
}

function nameOf(controller: Controller): string {
  return controller === 'kraft' ? 'KRaft' : 'ZooKeeper'
}

/**
 * The protocol version that the cluster has finalised, as the last release of its line: `inter.broker.protocol.version`, `metadata.version`.
 * @throws InputError for one that is no version, or newer than the software
 */
export function chooseProtocol(given: readonly GivenSetting[], version: string): Chosen & { readonly version: string } {
  const said = given.findLast(({ section, key }) => (section !== 'topic' && key.trim() === 'metadata.version') || ((section === 'broker' || section === undefined) && key.trim() === 'inter.broker.protocol.version'))
  if (said === undefined) return { version, assumed: true, notes: [] }
  const key = said.key.trim()
  const line = /^(\d+(?:\.\d+){1,3})(?:-IV\d+)?$/.exec(said.value.trim())?.[1]
  const release = line === undefined ? undefined : knownVersions.findLast((known) => known === line || known.startsWith(`${line}.`))
  const where = whereOf(said.origin)
  if (release === undefined) throw new InputError({ where, key, problem: `"${said.value}" is no protocol version`, remedy: 'write it like 3.6 or 3.6-IV2' })
  if (release === version || version.startsWith(`${line}.`)) return { version, assumed: false, notes: [] }
  if (compareVersions(release, version) > 0) throw new InputError({ where, key, problem: `${said.value} is newer than the software, Kafka ${version}`, remedy: `give ${version} or an older one` })
  return { version: release, assumed: false, notes: [`${key}=${said.value}: what came with a later protocol version is off`] }
}
