/** KIP-101: a follower cuts its log where the leader says that the epoch of the follower's last record ends. */
import { type Entry, epochAt, epochOf } from './log.ts'
import type { SpecReplica } from './state.ts'
import { UNFENCED, type Variant } from './variant.ts'

/**
 * The leader is asked whatever epoch it is in itself. Where it knows nothing, the high watermark has to do: the hole
 * that KIP-279 closes.
 */
function endOfLastEpoch(leader: SpecReplica, follower: SpecReplica): number {
  const epoch = epochAt(follower.log, follower.log.length - 1)
  if (epoch === undefined) return 0
  const { log } = leader
  if (epochAt(log, log.length - 1) === epoch) return log.length
  for (let offset = 0; offset < log.length; offset++) {
    if (epochOf(log[offset] as Entry) > epoch) return offset
  }
  return follower.highWatermark
}

export const KIP_101: Variant = { ...UNFENCED, truncationOffset: endOfLastEpoch }
