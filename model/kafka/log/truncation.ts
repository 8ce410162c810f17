/**
 * Where a follower's log parts from the leader's, by leader epoch (KIP-101, KIP-279), and where the follower cuts.
 */
import type { Replica } from '../state/cluster-state.ts'
import { latestEpoch, logEndOffset } from './log.ts'

export interface EpochEnd {
  readonly leaderEpoch: number
  readonly endOffset: number
}

/**
 * The largest epoch a replica knows that is not above the one asked for, and where it ends
 * (`LeaderEpochFileCache.endOffsetFor`); `null` if the epoch asked for is above all it knows.
 */
export function endOfEpoch(replica: Replica, leaderEpoch: number): EpochEnd | null {
  if (leaderEpoch === latestEpoch(replica)) return { leaderEpoch, endOffset: logEndOffset(replica) }
  const higher = replica.epochs.find((entry) => entry.leaderEpoch > leaderEpoch)
  if (higher === undefined) return null
  const floor = replica.epochs.findLast((entry) => entry.leaderEpoch <= leaderEpoch)
  return { leaderEpoch: floor?.leaderEpoch ?? leaderEpoch, endOffset: higher.start }
}

/**
 * Whether the leader answers a fetch with the place where the logs part (`Partition.readRecords`).
 * @param lastFetchedEpoch epoch of the last record that the follower has, -1 for none
 * @param offset the follower's log end offset
 */
export function divergence(leader: Replica, lastFetchedEpoch: number, offset: number): EpochEnd | null {
  if (lastFetchedEpoch < 0) return null
  const end = endOfEpoch(leader, lastFetchedEpoch)
  if (end === null) return null
  return end.leaderEpoch < lastFetchedEpoch || end.endOffset < offset ? end : null
}

/** What a leader says of where an epoch ends: before 2.0 only the offset (KIP-279), and sometimes nothing. */
export interface LeaderEnd {
  readonly leaderEpoch: number | null
  readonly endOffset: number
}

/** Where a follower cuts its log, and whether it may fetch from there or has to ask its leader once more. */
export interface Cut {
  readonly offset: number
  readonly isFinal: boolean
}

/**
 * Where a follower cuts its log when the leader said where an epoch ends, of four ways the first that applies
 * (`AbstractFetcherThread.getOffsetTruncationState`). What stays has to be the same in both logs: an offset alone does
 * not show that, since two leaders can have written different records at it; the end of an epoch that both know does.
 *
 * | the leader | the follower cuts to, at most its own end | and then |
 * |---|---|---|
 * | 1. cannot say: the epoch is older than all it knows | its high watermark: what is committed is safe | fetches |
 * | 2. names no epoch (before 2.0) | the leader's offset, which may leave records of an epoch in between | fetches |
 * | 3. names an epoch that the follower does not know | the end of its next smaller epoch | asks about that one |
 * | | without a smaller one, the leader's offset: there is nothing to ask about | fetches |
 * | 4. names an epoch that both know | where that ends in the shorter log | fetches |
 *
 * @param leaderEnd `null` when the leader could not say
 */
export function truncationOf(follower: Replica, leaderEnd: LeaderEnd | null): Cut {
  if (leaderEnd === null) return final(follower.highWatermark)
  const end = Math.min(leaderEnd.endOffset, logEndOffset(follower))
  if (leaderEnd.leaderEpoch === null) return final(end)
  const own = endOfEpoch(follower, leaderEnd.leaderEpoch)
  if (own === null) return final(end)
  if (own.leaderEpoch !== leaderEnd.leaderEpoch)
    return { offset: Math.min(own.endOffset, logEndOffset(follower)), isFinal: false }
  return final(Math.min(own.endOffset, end))
}

function final(offset: number): Cut {
  return { offset, isFinal: true }
}
