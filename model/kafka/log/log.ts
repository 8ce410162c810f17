/** A replica's log: appending, the leader epoch cache that goes with it, and cutting it off. */
import { verifyingAfter } from '../coordinator/verification.ts'
import type { Entry, EpochStart, Replica } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/** Log end offset: where the next record goes. */
export function logEndOffset(replica: Replica): number {
  return replica.log.length
}

/**
 * The replica after entries were appended at its end; the log is forced to disk when as many records as
 * `log.flush.interval.messages` are unflushed (`UnifiedLog.append`).
 */
export function append(deployment: Deployment, replica: Replica, entries: readonly Entry[]): Replica {
  if (entries.length === 0) return replica
  const log = [...replica.log, ...entries]
  let epochs = replica.epochs
  entries.forEach((entry, i) => {
    epochs = assignEpoch(epochs, entry.leaderEpoch, replica.log.length + i)
  })
  const interval = deployment.settings['log.flush.interval.messages']
  const flushed = log.length - replica.flushed >= interval ? log.length : replica.flushed
  return { ...replica, log, epochs, flushed, verifying: verifyingAfter(deployment, replica, entries) }
}

/**
 * The epoch cache with an epoch that begins at an offset; entries that contradict it go, an epoch that is not newer
 * changes nothing (`LeaderEpochFileCache.assign`).
 */
export function assignEpoch(epochs: readonly EpochStart[], leaderEpoch: number, start: number): readonly EpochStart[] {
  const latest = epochs[epochs.length - 1]
  if (latest !== undefined && leaderEpoch === latest.leaderEpoch) return epochs
  const kept = epochs.filter((entry) => entry.leaderEpoch < leaderEpoch && entry.start < start)
  return [...kept, { leaderEpoch, start }]
}

/**
 * The replica cut off at an offset; what is beyond its end is not cut. The high watermark follows
 * (`UnifiedLog.truncateTo`).
 */
export function truncate(replica: Replica, offset: number): Replica {
  const epochs = withoutEpochsFrom(replica.epochs, offset)
  if (offset >= replica.log.length) return epochs === replica.epochs ? replica : { ...replica, epochs }
  return {
    ...replica,
    log: replica.log.slice(0, offset),
    epochs,
    highWatermark: Math.min(replica.highWatermark, offset),
    flushed: Math.min(replica.flushed, offset),
    checkpoint: Math.min(replica.checkpoint, offset),
    ...producersReloaded(replica, offset),
    forgottenBefore: Math.min(replica.forgottenBefore, offset),
  }
}

/**
 * The epoch cache without epochs that begin at the offset or later (`LeaderEpochFileCache.truncateFromEnd`); done even
 * where the log does not reach the offset (KAFKA-10706).
 */
export function withoutEpochsFrom(epochs: readonly EpochStart[], offset: number): readonly EpochStart[] {
  const latest = epochs[epochs.length - 1]
  return latest === undefined || latest.start < offset ? epochs : epochs.filter((entry) => entry.start < offset)
}

/** The latest epoch in the cache, or -1. */
export function latestEpoch(replica: Replica): number {
  return replica.epochs[replica.epochs.length - 1]?.leaderEpoch ?? -1
}

/**
 * What is known of producers is read again up to the cut: from the latest snapshot that is left
 * (`ProducerStateManager.truncateAndReload`).
 */
function producersReloaded({ snapshot }: Replica, offset: number): Pick<Replica, 'snapshot' | 'loadedFrom'> {
  const left = snapshot <= offset ? snapshot : 0
  return { snapshot: left, loadedFrom: left }
}
