/** The promises that can be judged, in the order in which reports list them. */
import { atLeastOnce } from './at-least-once.ts'
import { atMostOnce } from './at-most-once.ts'
import { atomicTransactions } from './atomic-transactions.ts'
import { deadLettersKept } from './dead-letters-kept.ts'
import { honestOutcome } from './honest-outcome.ts'
import { inOrder } from './in-order.ts'
import type { Invariant } from './invariant.ts'
import { noAcknowledgedLoss } from './no-acknowledged-loss.ts'
import { noCommittedLoss } from './no-committed-loss.ts'
import { neverEarly } from './never-early.ts'
import { noDuplicates } from './no-duplicates.ts'
import { noEffectAfterCancel } from './no-effect-after-cancel.ts'
import { noInversion } from './no-inversion.ts'
import { noZombieWrites } from './no-zombie-writes.ts'
import { progress } from './progress.ts'
import { readCommitted } from './read-committed.ts'
import { replicasAgree } from './replicas-agree.ts'
import { stableOffsets } from './stable-offsets.ts'
import { transactionsFinish } from './transactions-finish.ts'
import { writesResume } from './writes-resume.ts'

/** Those of a cluster. */
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

/** Those of a queue. */
export const QUEUE_INVARIANTS: readonly Invariant[] = [
  noAcknowledgedLoss,
  noDuplicates,
  inOrder,
  honestOutcome,
  atLeastOnce,
  atMostOnce,
  progress,
  deadLettersKept,
  noInversion,
  neverEarly,
  noEffectAfterCancel,
]

/** The promise with this id, or `undefined` for an id that nobody has. */
export function invariantById(id: string): Invariant | undefined {
  return [...INVARIANTS, ...QUEUE_INVARIANTS].find((invariant) => invariant.id === id)
}
