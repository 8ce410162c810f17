/** Situations that show in the logs of replicas. */
import type { ClusterState, Partition, Replica } from '../state/cluster-state.ts'

/** What a replica that a step has changed shows; `null` for nothing. */
type Shown = (was: Replica, is: Replica, partition: Partition) => string | null

/** One for each replica whose log has lost its end with a power or a disk. */
export function unflushedLost(before: ClusterState, after: ClusterState): readonly string[] {
  return ofReplicas(before, after, (was, is) => (is.log.length < was.log.length ? 'unflushed records lost' : null))
}

/** One for each replica that has cut its log. */
export function truncations(before: ClusterState, after: ClusterState): readonly string[] {
  return ofReplicas(before, after, (was, is) => (is.log.length < was.log.length ? 'truncation' : null))
}

/** One for each log that an arriving request was appended to. */
export function appends(before: ClusterState, after: ClusterState): readonly string[] {
  return ofReplicas(before, after, (was, is, { registration }) => {
    if (is.log.length <= was.log.length) return null
    return is.leaderEpoch < registration.leaderEpoch ? 'append by a deposed leader' : 'append'
  })
}

/** One for each broker that stopped itself at the answer to a fetch. */
export function halts(before: ClusterState, after: ClusterState): readonly string[] {
  return ofReplicas(before, after, (was, is) =>
    is.leaderEpoch === -1 && was.leaderEpoch >= 0 ? 'broker halted' : null,
  )
}

/** Asked at every step of every search: what is the same object is passed over. */
function ofReplicas(before: ClusterState, after: ClusterState, shown: Shown): readonly string[] {
  let reached: string[] | undefined
  for (const [at, partition] of after.partitions.entries()) {
    const old = before.partitions[at]
    if (old === undefined || old.replicas === partition.replicas) continue
    for (const [broker, is] of partition.replicas.entries()) {
      const was = old.replicas[broker]
      const situation = was === undefined || was === is ? null : shown(was, is, partition)
      if (situation !== null) (reached ??= []).push(situation)
    }
  }
  return reached ?? NONE
}

const NONE: readonly string[] = []
