/**
 * Truncation by leader epoch before fetching (0.11 to 2.7): a follower asks its leader with OffsetsForLeaderEpoch where
 * the latest leader epoch that it knows ends, and cuts its log there (KIP-101; KIP-279 for the epoch in the answer).
 */
import type { EndOfEpoch, Replica } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { latestEpoch, logEndOffset, truncate } from './log.ts'
import { endOfEpoch, truncationOf } from './truncation.ts'

/**
 * The replica as it begins to follow: without an epoch to ask about it cuts to its high watermark
 * (`AbstractFetcherThread.maybeTruncate`, 0.11; `truncateToHighWatermark` later).
 */
export function beginTruncating(replica: Replica): Replica {
  return latestEpoch(replica) < 0
    ? { ...truncate(replica, replica.highWatermark), truncating: false }
    : { ...replica, truncating: true }
}

/** What the leader answers (`LeaderEpochFileCache.endOffsetFor`). */
export function endAsked({ mechanisms }: Deployment, leading: Replica, asked: number): EndOfEpoch {
  if (mechanisms['epoch-in-answer'])
    return {
      asked,
      end: isBelowAll(leading, asked) && !mechanisms['epoch-start-recorded'] ? null : endOfEpoch(leading, asked),
    }
  const endOffset = asked === latestEpoch(leading) ? logEndOffset(leading) : startOfNextEpoch(leading, asked)
  return { asked, end: endOffset === null ? null : { leaderEpoch: asked, endOffset } }
}

/**
 * Up to 1.1 an epoch that the leader does not know ends where the next one begins that it does; `null` for one newer
 * than all, or older.
 */
function startOfNextEpoch({ epochs }: Pick<Replica, 'epochs'>, asked: number): number | null {
  if (isBelowAll({ epochs }, asked)) return null
  return epochs.find(({ leaderEpoch }) => leaderEpoch > asked)?.start ?? null
}

function isBelowAll({ epochs }: Pick<Replica, 'epochs'>, asked: number): boolean {
  return asked < (epochs[0]?.leaderEpoch ?? Infinity)
}

/** The follower cuts its log, and asks again where the table of `truncation.ts` says so. */
export function cutByAnswer({ mechanisms }: Deployment, replica: Replica, { end }: EndOfEpoch): Replica {
  const said = end === null || mechanisms['epoch-in-answer'] ? end : { ...end, leaderEpoch: null }
  const { offset, isFinal } = truncationOf(replica, said)
  const cut = truncate({ ...replica, response: null }, offset)
  return isFinal ? { ...cut, truncating: false } : beginTruncating(cut)
}
