/** Situations that show in the logs of replicas. */
import type { ClusterState, Replica } from '../state/cluster-state.ts'

/** One for each replica whose log has lost its end with a power or a disk. */
export function unflushedLost(before: ClusterState, after: ClusterState): readonly string[] {
  return changedReplicas(before, after).flatMap(({ was, is }) =>
    is.log.length < was.log.length ? ['unflushed records lost'] : [],
  )
}

/** One for each log that an arriving request was appended to. */
export function appends(before: ClusterState, after: ClusterState): readonly string[] {
  return changedReplicas(before, after).flatMap(({ was, is, leaderEpoch }) =>
    is.log.length > was.log.length ? [is.leaderEpoch < leaderEpoch ? 'append by a deposed leader' : 'append'] : [],
  )
}

/** One for each broker that stopped itself at the answer to a fetch. */
export function halts(before: ClusterState, after: ClusterState): readonly string[] {
  return changedReplicas(before, after).flatMap(({ was, is }) =>
    is.leaderEpoch === -1 && was.leaderEpoch >= 0 ? ['broker halted'] : [],
  )
}

interface Changed {
  readonly was: Replica
  readonly is: Replica
  /** The newest leader epoch of the partition. */
  readonly leaderEpoch: number
}

/** The replicas that a step has changed. */
export function changedReplicas(before: ClusterState, after: ClusterState): readonly Changed[] {
  if (before.partitions === after.partitions) return NONE
  return after.partitions.flatMap(({ registration: { leaderEpoch }, replicas }, partition) =>
    replicas.flatMap((is, broker) => {
      const was = before.partitions[partition]?.replicas[broker]
      return was === undefined || was === is ? [] : [{ was, is, leaderEpoch }]
    }),
  )
}

const NONE: readonly Changed[] = []
