/**
 * KIP-320 as it was first tried: a follower says the epoch of its last record when it fetches, and cuts its log only
 * when that differs from the leader's there. Nobody compares the epochs that leader and follower are in themselves:
 * that is the hole.
 */
import { matchingEndOffset } from './kip-279.ts'
import { epochAt } from './log.ts'
import { type SpecReplica, type SpecState, replicaOf } from './state.ts'
import type { Variant } from './variant.ts'

/** Before the offset the follower has a record of the same epoch as the leader's there. */
function hasSameEpochBefore(state: SpecState, leader: number, follower: number, endOffset: number): boolean {
  const { leader: followed, log } = replicaOf(state, follower)
  if (followed !== leader) return false
  if (endOffset === 0) return true
  const epoch = epochAt(log, endOffset - 1)
  return epoch !== undefined && epoch === epochAt(replicaOf(state, leader).log, endOffset - 1)
}

/** Only the last record is looked at, until it is found wrong. */
function endOffsetWhileFetching(leader: SpecReplica, follower: SpecReplica): number {
  const end = follower.log.length
  const agrees = end <= leader.log.length && epochAt(leader.log, end - 1) === epochAt(follower.log, end - 1)
  return agrees ? end : matchingEndOffset(leader, follower)
}

export const KIP_320_FIRST_TRY: Variant = {
  isCaughtUp: hasSameEpochBefore,
  expandsInOwnEpochOnly: true,
  mayBeFollowed: () => true,
  truncationOffset: (_, follower) => follower.log.length,
  laterTruncationOffset: endOffsetWhileFetching,
}
