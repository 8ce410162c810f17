/** KIP-320: a follower and its leader have to be in the same epoch, for fetching as for finding where to cut. */
import { matchingEndOffset } from './kip-279.ts'
import { type SpecState, presumesLeadership, replicaOf } from './state.ts'
import type { Variant } from './variant.ts'

function followsInEpoch(state: SpecState, leader: number, follower: number, endOffset: number): boolean {
  const { leader: followed, leaderEpoch, log } = replicaOf(state, follower)
  return followed === leader && leaderEpoch === replicaOf(state, leader).leaderEpoch && endOffset <= log.length
}

export const KIP_320: Variant = {
  isCaughtUp: followsInEpoch,
  expandsInOwnEpochOnly: true,
  mayBeFollowed: (state, leader, epoch) =>
    presumesLeadership(state, leader) && replicaOf(state, leader).leaderEpoch === epoch,
  truncationOffset: matchingEndOffset,
  laterTruncationOffset: (_, follower) => follower.log.length,
}
