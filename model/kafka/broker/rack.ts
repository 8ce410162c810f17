/** All brokers of a rack lose power in one moment: one event, with no step between. */
import { losesPower } from './process.ts'
import { lostInWords } from './disk.ts'
import { brokerOf, type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/** What is left: per broker of the rack, ascending, so many records of each of its logs. */
export type Kept = readonly (readonly number[])[]

export interface RackPowerLoss {
  /** By its place among the racks; not named where none are told apart: then it is everybody. */
  readonly rack?: number
  readonly kept: Kept
}

/** Every way in which all unflushed data of a rack can be lost together, also the one in which all of it is kept. */
export function rackPowerLosses({ racks }: Deployment, state: ClusterState): readonly RackPowerLoss[] {
  return racks.flatMap(({ brokers }, rack) => {
    let ways: Kept[] = [[]]
    for (const broker of brokers) {
      const own = waysOf(state, broker)
      ways = ways.flatMap((way) => own.map((keep) => [...way, keep]))
    }
    return ways.map((kept) => (racks.length === 1 ? { kept } : { rack, kept }))
  })
}

function waysOf(state: ClusterState, host: number): readonly (readonly number[])[] {
  let ways: (readonly number[])[] = [[]]
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const { log, flushed } = replicaOf(state, partition, host)
    ways = ways.flatMap((way) =>
      Array.from({ length: log.length - flushed + 1 }, (_, more) => [...way, flushed + more]),
    )
  }
  return ways
}

/** Whether somebody has power to lose, and no more is kept than there is, and no less than is flushed. */
export function canLosePowerTogether({ racks }: Deployment, state: ClusterState, loss: RackPowerLoss): boolean {
  const { brokers = [] } = racks[loss.rack ?? 0] ?? {}
  return (
    loss.kept.length === brokers.length
    && brokers.some((broker) => isOn(state, broker))
    && brokers.every((broker, at) =>
      state.partitions.every((_, partition) => {
        const { log, flushed } = replicaOf(state, partition, broker)
        const keep = loss.kept[at]?.[partition] ?? -1
        return keep >= flushed && keep <= log.length
      }),
    )
  )
}

function isOn(state: ClusterState, host: number): boolean {
  const { process } = brokerOf(state, host)
  return process === 'running' || process === 'paused'
}

/** Every broker of the rack that is on stops; of each log stays what was flushed, and what chance wrote beyond. */
export function losePowerTogether(deployment: Deployment, state: ClusterState, loss: RackPowerLoss): ClusterState {
  const { brokers = [] } = deployment.racks[loss.rack ?? 0] ?? {}
  return brokers.reduce((next, broker, at) => {
    const keep = loss.kept[at] ?? []
    const loses = next.partitions.some(
      (_, partition) => replicaOf(next, partition, broker).log.length > (keep[partition] ?? 0),
    )
    return isOn(next, broker) || loses ? losesPower(deployment, next, broker, keep) : next
  }, state)
}

/** `rack a (broker 0 and broker 3) loses power: broker 0 loses the only record of its log`. */
export function lossInWords(deployment: Deployment, before: ClusterState, loss: RackPowerLoss): string {
  const { name = '', brokers = [] } = deployment.racks[loss.rack ?? 0] ?? {}
  const losses = brokers.flatMap((broker, at) => {
    const lost = lostInWords(deployment, before, broker, loss.kept[at] ?? [])
    return lost === '' ? [] : [`broker ${broker} loses ${lost}`]
  })
  const who =
    name === '' ? 'all brokers lose power in one moment' : `rack ${name} (${brokersInWords(brokers)}) loses power`
  return `${who}${losses.length === 0 ? ', and no record is lost' : `: ${losses.join(', ')}`}`
}

/** `broker 0`, `broker 0 and broker 3`. */
export function brokersInWords(brokers: readonly number[]): string {
  return brokers.map((broker) => `broker ${broker}`).join(' and ')
}
