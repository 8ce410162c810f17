/**
 * Where a follower's log parts from the leader's, by leader epoch (KIP-101, KIP-279), and where the follower cuts.
 */
import type { Replica } from '../state/cluster-state.ts'
import { latestEpoch, logEndOffset } from './log.ts'

export interface EpochEnd {
  readonly epoch: number
  readonly endOffset: number
}

/**
 * The largest epoch a replica knows that is not above the one asked for, and where it ends
 * (`LeaderEpochFileCache.endOffsetFor`); `null` if the epoch asked for is above all it knows.
 */
export function endOfEpoch(replica: Replica, epoch: number): EpochEnd | null {
  if (epoch === latestEpoch(replica)) return { epoch, endOffset: logEndOffset(replica) }
  const higher = replica.epochs.find((entry) => entry.epoch > epoch)
  if (higher === undefined) return null
  const floor = replica.epochs.findLast((entry) => entry.epoch <= epoch)
  return { epoch: floor?.epoch ?? epoch, endOffset: higher.start }
}

/**
 * Whether the leader answers a fetch with the place where the logs part (`Partition.readRecords`).
 * @param lastEpoch epoch of the last record that the follower has, -1 for none
 * @param offset the follower's log end offset
 */
export function divergence(leader: Replica, lastEpoch: number, offset: number): EpochEnd | null {
  if (lastEpoch < 0) return null
  const end = endOfEpoch(leader, lastEpoch)
  if (end === null) return null
  return end.epoch < lastEpoch || end.endOffset < offset ? end : null
}

/**
 * The offset to which a follower cuts its log when the leader said where an epoch ends
 * (`AbstractFetcherThread.getOffsetTruncationState`). If the follower does not know that epoch it cuts to the end of
 * the next smaller one it knows and will ask again.
 */
export function truncationOffset(follower: Replica, leaderEnd: EpochEnd): number {
  const own = endOfEpoch(follower, leaderEnd.epoch)
  const end = logEndOffset(follower)
  if (own === null) return Math.min(leaderEnd.endOffset, end)
  if (own.epoch !== leaderEnd.epoch) return Math.min(own.endOffset, end)
  return Math.min(own.endOffset, leaderEnd.endOffset, end)
}
