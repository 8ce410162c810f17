/** All brokers lose power in one moment: one event, with no step between. */
import { losesPower } from './process.ts'
import { lostInWords } from './disk.ts'
import { brokerOf, type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/** What is left: per broker, in the order of the hosts, so many records of each of its logs. */
export type Kept = readonly (readonly number[])[]

/** Every way in which all unflushed data can be lost together, also the one in which all of it is kept. */
export function rackPowerLosses({ hosts }: Deployment, state: ClusterState): readonly Kept[] {
  let ways: Kept[] = [[]]
  for (const host of hosts) {
    const own = waysOf(state, host)
    ways = ways.flatMap((way) => own.map((keep) => [...way, keep]))
  }
  return ways
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
export function canLosePowerTogether({ hosts }: Deployment, state: ClusterState, kept: Kept): boolean {
  return (
    kept.length === hosts.length
    && hosts.some((host) => isOn(state, host))
    && hosts.every((host, at) =>
      state.partitions.every((_, partition) => {
        const { log, flushed } = replicaOf(state, partition, host)
        const keep = kept[at]?.[partition] ?? -1
        return keep >= flushed && keep <= log.length
      }),
    )
  )
}

function isOn(state: ClusterState, host: number): boolean {
  const { process } = brokerOf(state, host)
  return process === 'running' || process === 'paused'
}

/** Every broker that is on stops, and of each log stays what was flushed and as much more as chance had written. */
export function allLosePower(deployment: Deployment, state: ClusterState, kept: Kept): ClusterState {
  return deployment.hosts.reduce((next, host, at) => {
    const keep = kept[at] ?? []
    const loses = next.partitions.some(
      (_, partition) => replicaOf(next, partition, host).log.length > (keep[partition] ?? 0),
    )
    return isOn(next, host) || loses ? losesPower(deployment, next, host, keep) : next
  }, state)
}

/** `all brokers lose power in one moment: broker 0 loses the only record of its log, broker 2 …`. */
export function allLosePowerInWords(deployment: Deployment, before: ClusterState, kept: Kept): string {
  const losses = deployment.hosts.flatMap((host, at) => {
    const lost = lostInWords(deployment, before, host, kept[at] ?? [])
    return lost === '' ? [] : [`broker ${host} loses ${lost}`]
  })
  return `all brokers lose power in one moment${losses.length === 0 ? ', and no record is lost' : `: ${losses.join(', ')}`}`
}
