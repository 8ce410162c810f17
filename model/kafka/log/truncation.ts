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

/** What a leader says of where an epoch ends: before 2.0 only the offset (KIP-279), and sometimes nothing. */
export interface LeaderEnd {
  readonly epoch: number | null
  readonly endOffset: number
}

/** Where a follower cuts its log, and whether it may fetch from there or has to ask its leader once more. */
export interface Cut {
  readonly offset: number
  readonly isFinal: boolean
}

interface Situation {
  readonly follower: Replica
  readonly leaderEnd: LeaderEnd | null
  /** Where the epoch that the leader named, or the next smaller one, ends in the follower's log; `null` for neither. */
  readonly own: EpochEnd | null
}

interface CutCase {
  readonly applies: (situation: Situation) => boolean
  readonly cut: (situation: Situation) => Cut
}

/**
 * The four ways to cut, of which the first one that applies counts (`AbstractFetcherThread.getOffsetTruncationState`).
 * What follows the cut has to be the same in both logs: an offset alone does not show that, since two leaders can have
 * written different records at it; the end of an epoch that both know does.
 */
const FOUR_WAYS: readonly CutCase[] = [
  // 1. The leader cannot say, since the epoch is older than all it knows: what is committed is all that is safe to keep.
  { applies: ({ leaderEnd }) => leaderEnd === null, cut: ({ follower }) => final(follower.highWatermark) },
  // 2. It names no epoch (before 2.0): its offset, which may leave records of an epoch in between.
  {
    applies: ({ leaderEnd }) => leaderEnd?.epoch === null,
    cut: ({ follower, leaderEnd }) => final(Math.min(endOf(leaderEnd), logEndOffset(follower))),
  },
  // 3. It names an epoch that the follower does not know: the two may part earlier still, at the end of a smaller epoch
  //    of the follower's, and about that one it asks. Without a smaller one nothing is left to ask.
  {
    applies: ({ leaderEnd, own }) => own?.epoch !== leaderEnd?.epoch,
    cut: ({ follower, leaderEnd, own }) =>
      own === null
        ? final(Math.min(endOf(leaderEnd), logEndOffset(follower)))
        : { offset: Math.min(own.endOffset, logEndOffset(follower)), isFinal: false },
  },
  // 4. Both know the epoch: where it ends in the shorter of the two logs.
  {
    applies: () => true,
    cut: ({ follower, leaderEnd, own }) =>
      final(Math.min(own?.endOffset ?? 0, endOf(leaderEnd), logEndOffset(follower))),
  },
]

/** Where a follower cuts its log when the leader said where an epoch ends; `null` when the leader could not say. */
export function truncationOf(follower: Replica, leaderEnd: LeaderEnd | null): Cut {
  const own = leaderEnd === null || leaderEnd.epoch === null ? null : endOfEpoch(follower, leaderEnd.epoch)
  const situation = { follower, leaderEnd, own }
  for (const { applies, cut } of FOUR_WAYS) if (applies(situation)) return cut(situation)
  throw new RangeError('the last way always applies')
}

function final(offset: number): Cut {
  return { offset, isFinal: true }
}

function endOf(leaderEnd: LeaderEnd | null): number {
  return leaderEnd?.endOffset ?? 0
}
