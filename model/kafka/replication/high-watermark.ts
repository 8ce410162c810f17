/** The leader's high watermark. Who waits for it is answered by the delayed operations. */
import { logEndOffset } from '../log/log.ts'
import type { Leadership, Replica } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'

/**
 * The in-sync replicas that hold the high watermark back: with a pending expansion the larger set, with a pending
 * shrink the old one (KIP-497, `Partition.partitionState.maximalIsr`).
 */
export function maximalIsr(leadership: Leadership): readonly number[] {
  return leadership.pending?.joins ? leadership.pending.isr : leadership.isr
}

/**
 * The leader's replica with its high watermark as high as it can be now (`Partition.maybeIncrementLeaderHW`). Kafka
 * also waits for a replica outside the ISR that was caught up a moment ago; here that moment is always over.
 */
export function withHighWatermark(deployment: Deployment, partition: number, leading: Replica): Replica {
  const { leadership } = leading
  if (leadership === null) return leading
  if (deployment.mechanisms['strict-min-isr'] && leadership.isr.length < minIsrOf(deployment, partition)) return leading
  let lowest = logEndOffset(leading)
  for (const member of maximalIsr(leadership)) {
    if (member === leading.leader) continue
    const known = leadership.followers[member]
    if (known !== undefined && known.logEndOffset < lowest) lowest = known.logEndOffset
  }
  return lowest > leading.highWatermark ? { ...leading, highWatermark: lowest } : leading
}
