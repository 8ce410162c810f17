/** What a broker's disk holds, and in which ways a power loss can take the end of it. */
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/** Every way in which this broker's unflushed data can be lost, but for losing nothing, which is a crash. */
export function powerLosses(state: ClusterState, broker: number): readonly (readonly number[])[] {
  let ways: (readonly number[])[] = [[]]
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const { log, flushed } = replicaOf(state, partition, broker)
    const longer: (readonly number[])[] = []
    for (const way of ways) for (let keep = flushed; keep <= log.length; keep++) longer.push([...way, keep])
    ways = longer
  }
  // The last way keeps everything.
  ways.pop()
  return ways
}

/** Whether a broker has anything that its disk could lose. */
export function holdsData(state: ClusterState, broker: number): boolean {
  return state.partitions.some((_, partition) => replicaOf(state, partition, broker).log.length > 0)
}

/** Whether a power loss may leave so many records of each log: what is flushed stays, and something else is lost. */
export function mayKeep(state: ClusterState, broker: number, keep: readonly number[]): boolean {
  let loses = false
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const { flushed, log } = replicaOf(state, partition, broker)
    const kept = keep[partition] ?? -1
    if (kept < flushed || kept > log.length) return false
    loses ||= kept < log.length
  }
  return loses
}

/** What a power loss takes, in words. */
export function lostInWords(
  deployment: Deployment,
  before: ClusterState,
  broker: number,
  keep: readonly number[],
): string {
  const several = deployment.dataPartitions > 1
  return before.partitions
    .flatMap((_, partition) => {
      const { length } = replicaOf(before, partition, broker).log
      const gone = length - Math.min(length, keep[partition] ?? 0)
      if (gone === 0) return []
      const what =
        gone === length
          ? gone === 1
            ? 'the only record'
            : `all ${length} records`
          : `the last ${gone === 1 ? '' : `${gone} `}of ${length} records`
      const of =
        partition === deployment.transactionLog
          ? ' of transactions'
          : partition === deployment.offsetsPartition
            ? " of the group's positions"
            : several
              ? ` of partition ${partition}`
              : ''
      return [`${what} of its log${of}`]
    })
    .join(' and ')
}
