/**
 * What a leader remembers of batches whose transaction it asked the coordinator about (`VerificationStateEntry`,
 * KIP-890): until a batch of the producer is appended, the lowest sequence that it has seen. A batch with a higher one
 * is refused, because the lower one may still be sent again: appended first, the higher one would keep it out of the
 * log for good (KAFKA-14920). It is kept in memory alone.
 */
import {
  type Entry,
  type RecordsBatch,
  type Replica,
  type VerificationState,
  batchOf,
  isTransactional,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

/**
 * The replica after its broker began to ask about this batch (`maybeCreateVerificationStateEntry`): of a newer epoch
 * everything earlier is forgotten.
 */
export function withVerification(replica: Replica, { producerId, producerEpoch, sequence }: RecordsBatch): Replica {
  const known = replica.verifying.find((other) => other.producerId === producerId)
  const isLower =
    known === undefined
    || producerEpoch > known.producerEpoch
    || (producerEpoch === known.producerEpoch && sequence < known.lowestSequence)
  if (!isLower) return replica
  const others = replica.verifying.filter((other) => other !== known)
  return {
    ...replica,
    verifying: [...others, { producerId, producerEpoch, lowestSequence: sequence }].sort(
      (a, b) => a.producerId - b.producerId,
    ),
  }
}

/** Whether a batch with a lower sequence was asked about, and not appended since. */
export function isAheadOfVerified({ verifying }: Replica, { producerId, sequence }: RecordsBatch): boolean {
  return verifying.some((known) => known.producerId === producerId && sequence > known.lowestSequence)
}

/**
 * What is left once these entries are appended (`UnifiedLog.updateProducers`): nothing of their producers, as their
 * transaction is open then, or over. With transaction version 2 the marker of the transaction before does not count for
 * the one that begins in its epoch.
 */
export function verifyingAfter(
  { mechanisms }: Deployment,
  { verifying }: Replica,
  entries: readonly Entry[],
): readonly VerificationState[] {
  if (verifying.length === 0) return verifying
  const ends = ({ producerId, producerEpoch }: VerificationState, entry: Entry): boolean => {
    const batch = batchOf(entry)
    if (batch === null || !isTransactional(batch) || batch.producerId !== producerId) return false
    return !(mechanisms.transactionVersion >= 2 && batch.kind === 'marker' && batch.producerEpoch === producerEpoch)
  }
  return verifying.filter((known) => !entries.some((entry) => ends(known, entry)))
}
