/**
 * What a read_committed reader may be given of a log: nothing from the last stable offset on, and nothing that was
 * aborted (KIP-98).
 */
import { type Entry, batchOf, isTransactional } from '../state/cluster-state.ts'

/**
 * The last stable offset (`ProducerStateManager.firstUnstableOffset`): where the first transaction begins that is open,
 * or whose marker is not below the high watermark; else the high watermark.
 */
export function lastStableOffset(log: readonly Entry[], highWatermark: number): number {
  let stable = highWatermark
  for (let offset = 0; offset < highWatermark; offset++) {
    const batch = log[offset]?.payload === null ? null : batchOf(log[offset] as Entry)
    if (batch === null || !isTransactional(batch) || batch.kind === 'marker') continue
    const marker = markerOffset(log, offset, batch.producerId)
    if (marker < 0 || marker >= highWatermark) {
      stable = offset
      break
    }
  }
  return stable
}

/** Whether a read_committed reader is given what stands at this offset, below the last stable offset. */
export function isGiven(log: readonly Entry[], offset: number): boolean {
  const entry = log[offset]
  const batch = entry && batchOf(entry)
  if (batch == null || !isTransactional(batch)) return true
  if (batch.kind === 'marker') return false
  const marker = log[markerOffset(log, offset, batch.producerId)]
  const end = marker && batchOf(marker)
  return end?.kind === 'marker' && end.decision === 'commit'
}

/** Where the transaction of this producer that is open at an offset ends, or -1. */
export function markerOffset(log: readonly Entry[], offset: number, producerId: number): number {
  for (let at = offset + 1; at < log.length; at++) {
    const entry = log[at]
    const batch = entry && batchOf(entry)
    if (batch?.producerId === producerId && batch.kind === 'marker') return at
  }
  return -1
}
