/** What the specifications do differently: what is fenced, and where a follower cuts its log. */
import { type SpecReplica, type SpecState, replicaOf } from './state.ts'

export interface Variant {
  /**
   * Whether a replica that presumes leadership may count on a follower (or itself) for everything before an offset. It
   * decides about fetching, where a follower goes on from its own end, about the high watermark, and about who leaves
   * and who joins the ISR.
   */
  isCaughtUp(state: SpecState, leader: number, follower: number, endOffset: number): boolean
  /** Whether a leader lets followers into the ISR only when its high watermark has reached its own epoch. */
  readonly expandsInOwnEpochOnly: boolean
  /** Whether a request of this epoch makes followers of the leader it names. */
  mayBeFollowed(state: SpecState, leader: number, epoch: number): boolean
  /**
   * The end offset to which a replica cuts its log when it becomes a follower. If its log does not reach there, it
   * cannot become one.
   */
  truncationOffset(leader: SpecReplica, follower: SpecReplica): number
  /** The end offset to which a follower cuts its log later on: that of its log if it keeps everything. */
  laterTruncationOffset(leader: SpecReplica, follower: SpecReplica): number
}

/** Before KIP-320: neither epochs nor records are compared, and whoever a request names as leader is followed. */
export const UNFENCED: Omit<Variant, 'truncationOffset'> = {
  isCaughtUp: (state, leader, follower, endOffset) => {
    const { leader: followed, log } = replicaOf(state, follower)
    if (followed !== leader) return false
    return endOffset === 0 || (endOffset <= log.length && endOffset <= replicaOf(state, leader).log.length)
  },
  expandsInOwnEpochOnly: false,
  mayBeFollowed: () => true,
  laterTruncationOffset: (_, follower) => follower.log.length,
}
