/** What a broker's disk holds, and in which ways a power loss can take the end of it. */
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'

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
