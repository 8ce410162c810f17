/** All promises that can be judged, in the order in which reports list them. */
import { atLeastOnce } from './at-least-once.ts'
import { atMostOnce } from './at-most-once.ts'
import { atomicTransactions } from './atomic-transactions.ts'
import { honestOutcome } from './honest-outcome.ts'
import { inOrder } from './in-order.ts'
import type { Invariant } from './invariant.ts'
import { noAcknowledgedLoss } from './no-acknowledged-loss.ts'
import { noCommittedLoss } from './no-committed-loss.ts'
import { noDuplicates } from './no-duplicates.ts'
import { noZombieWrites } from './no-zombie-writes.ts'
import { readCommitted } from './read-committed.ts'
import { replicasAgree } from './replicas-agree.ts'
import { stableOffsets } from './stable-offsets.ts'
import { transactionsFinish } from './transactions-finish.ts'
import { writesResume } from './writes-resume.ts'

export const INVARIANTS: readonly Invariant[] = [
  noAcknowledgedLoss,
  noCommittedLoss,
  stableOffsets,
  replicasAgree,
  noDuplicates,
  inOrder,
  honestOutcome,
  readCommitted,
  atomicTransactions,
  noZombieWrites,
  transactionsFinish,
  writesResume,
  atLeastOnce,
  atMostOnce,
]

/** The promise with this id, or `undefined` for an id that nobody has. */
export function invariantById(id: string): Invariant | undefined {
  return INVARIANTS.find((invariant) => invariant.id === id)
}
