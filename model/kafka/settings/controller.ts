/** Who decides on leaders: a quorum of KRaft controllers, or a broker elected through ZooKeeper. */
import { compareVersions } from '../releases/versions.ts'
import { InputError, clipped } from '../../input-error.ts'
import { type GivenSetting, whereOf } from './given.ts'
import type { ProtocolSetting } from './place.ts'

export type Controller = 'kraft' | 'zookeeper'

export interface ChosenController {
  readonly is: Controller
  readonly assumed: boolean
  readonly notes: readonly string[]
}

const KRAFT_POSSIBLE_FROM = '2.8.0'
/** The first release whose KRaft was declared fit for production; since then a KRaft cluster has a metadata.version. */
export const KRAFT_FROM = '3.3.0'
export const KRAFT_ONLY_FROM = '4.0.0'

/** Whether this version has controllers of one kind only. */
export function isOnlyController(version: string): boolean {
  return compareVersions(version, KRAFT_POSSIBLE_FROM) < 0 || compareVersions(version, KRAFT_ONLY_FROM) >= 0
}

/**
 * What shows a controller, the surest sign first. Kafka itself goes by process.roles alone: a broker without it is in
 * ZooKeeper mode.
 */
const SIGNS: readonly (readonly [key: string, shows: Controller])[] = [
  ['process.roles', 'kraft'],
  ['zookeeper.connect', 'zookeeper'],
  ['controller.quorum.voters', 'kraft'],
  ['controller.quorum.bootstrap.servers', 'kraft'],
  ['metadata.version', 'kraft'],
  ['inter.broker.protocol.version', 'zookeeper'],
]

/** Signs only since KRaft keeps a metadata.version, and does not heed the other. */
const LATE_SIGNS: readonly string[] = ['metadata.version', 'inter.broker.protocol.version']

/**
 * Who decides on leaders: as `controller` says, as a broker's file shows, or as is usual for the version.
 * @throws InputError for a controller that this version does not have
 */
export function chooseController(
  signs: readonly ProtocolSetting[],
  said: GivenSetting | undefined,
  version: string,
): ChosenController {
  if (said !== undefined) return { is: possible(said, version), assumed: false, notes: [] }
  const usual: Controller = compareVersions(version, KRAFT_FROM) < 0 ? 'zookeeper' : 'kraft'
  const seen = SIGNS.flatMap(([key, shows]) => {
    const sign = signs.findLast((one) => one.key === key && one.given.value.trim() !== '')
    if (sign === undefined || !isController(shows, version) || (LATE_SIGNS.includes(key) && usual === 'zookeeper'))
      return []
    return [{ ...sign, shows }]
  })
  const [sure] = seen
  if (sure === undefined) return { is: usual, assumed: true, notes: [] }
  const shown =
    sure.shows === usual ? [] : [`${whereOf(sure.given.origin)}: ${sure.key}: the controller is ${nameOf(sure.shows)}`]
  return { is: sure.shows, assumed: false, notes: [...shown, ...noteMigration(sure.key, seen)] }
}

/**
 * Keys of both worlds are of a migration (KIP-866), which runs in two steps: brokers in ZooKeeper mode first, then
 * restarted in KRaft mode.
 */
function noteMigration(sure: string, seen: readonly ProtocolSetting[]): readonly string[] {
  const other = seen.find(({ key }) =>
    sure === 'zookeeper.connect'
      ? key.startsWith('controller.quorum.')
      : sure === 'process.roles' && key === 'zookeeper.connect',
  )
  if (other === undefined) return []
  const where = whereOf(other.given.origin)
  return [
    sure === 'zookeeper.connect'
      ? `${where}: ${other.key}: this broker waits for a migration to KRaft, and without process.roles it is still judged with ZooKeeper`
      : `${where}: ${other.key}: a broker with process.roles is in KRaft mode; the migration from ZooKeeper itself is not judged`,
  ]
}

function possible({ value, origin }: GivenSetting, version: string): Controller {
  const wanted = value.trim().toLowerCase()
  const problem = (what: string, remedy: string): InputError =>
    new InputError({ where: whereOf(origin), key: 'controller', problem: what, remedy })
  if (wanted !== 'kraft' && wanted !== 'zookeeper')
    throw problem(`"${clipped(value)}" is no controller`, 'it is kraft or zookeeper')
  if (isController(wanted, version)) return wanted
  throw wanted === 'kraft'
    ? problem(
        `Kafka ${version} has no KRaft controller`,
        `it came with ${KRAFT_POSSIBLE_FROM}; use controller=zookeeper`,
      )
    : problem(
        `Kafka ${version} has no ZooKeeper controller`,
        `${KRAFT_ONLY_FROM} removed it; use controller=kraft, or a release up to 3.9`,
      )
}

function isController(wanted: Controller, version: string): boolean {
  return wanted === 'kraft'
    ? compareVersions(version, KRAFT_POSSIBLE_FROM) >= 0
    : compareVersions(version, KRAFT_ONLY_FROM) < 0
}

function nameOf(controller: Controller): string {
  return controller === 'kraft' ? 'KRaft' : 'ZooKeeper'
}
