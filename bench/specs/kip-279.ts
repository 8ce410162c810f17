/** KIP-279: a follower cuts its log behind the last record that the leader has at the same offset. */
import type { SpecReplica } from './state.ts'
import { UNFENCED, type Variant } from './variant.ts'

export function matchingEndOffset(leader: SpecReplica, follower: SpecReplica): number {
  let end = Math.min(leader.log.length, follower.log.length)
  while (end > 0 && leader.log[end - 1] !== follower.log[end - 1]) end--
  return end
}

export const KIP_279: Variant = { ...UNFENCED, truncationOffset: matchingEndOffset }
