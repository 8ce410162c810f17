/** All flaws, in the order in which they are told, and those that the model leaves out. */
import type { Flaw } from './flaw.ts'
import { acksZero } from './flaws/a01-acks-0.ts'
import { acksOne } from './flaws/a02-acks-1.ts'
import { zombieLeader } from './flaws/a03-zombie-leader.ts'
import { oneInSync } from './flaws/a04-one-in-sync.ts'
import { singleReplica } from './flaws/a05-single-replica.ts'
import { powerFailure } from './flaws/a06-power-failure.ts'
import { uncleanElection } from './flaws/a07-unclean-election.ts'
import { offsetReuse } from './flaws/a07b-offset-reuse.ts'
import { retryWithoutSequence } from './flaws/a08-retry.ts'
import { notEnoughAfterAppend } from './flaws/a09-after-append.ts'
import { reorder } from './flaws/a10-reorder.ts'
import { sendsAgain } from './flaws/a11-sends-again.ts'
import { readUncommitted } from './flaws/a20-read-uncommitted.ts'
import { truncationToHighWatermark } from './flaws/b01-truncation-to-high-watermark.ts'
import { divergence } from './flaws/b02-divergence.ts'
import { fastFailover } from './flaws/b03-fast-failover.ts'
import { earlyJoin } from './flaws/b04-early-join.ts'
import { epochStart } from './flaws/b05-epoch-start.ts'
import { missedEpoch } from './flaws/b06-missed-epoch.ts'
import { readAboveHighWatermark } from './flaws/b09-read-above-high-watermark.ts'
import { staleJoin } from './flaws/b14-stale-join.ts'
import { lastReplicaStanding } from './flaws/b15-last-replica.ts'
import { divergingOffset } from './flaws/b16-diverging-offset.ts'
import { lateAnswer } from './flaws/b18-late-answer.ts'
import { unnoticedBounce } from './flaws/b26-unnoticed-bounce.ts'
import { oneBatch } from './flaws/c01-one-batch.ts'
import { defaultNotApplied } from './flaws/c06-default-not-applied.ts'
import { forgottenProducer } from './flaws/c11-forgotten-producer.ts'
import { anyFirstSequence } from './flaws/c13-any-first-sequence.ts'
import { sequenceGivenTwice } from './flaws/c14-sequence-given-twice.ts'
import { sequencesFromTheBeginning } from './flaws/c15-sequences-from-the-beginning.ts'
import { lateProduce } from './flaws/d01-late-produce.ts'
import { lateProduceCommitted } from './flaws/d01b-late-produce-committed.ts'
import { lateEnd } from './flaws/d03a-late-end.ts'
import { lateEndLost } from './flaws/d03b-late-end-lost.ts'
import { lateEndTorn } from './flaws/d03c-late-end-torn.ts'
import { groupZombie } from './flaws/d04-group-zombie.ts'
import { idOfAProcess } from './flaws/d04b-id-of-a-process.ts'
import { lateMarker } from './flaws/d13-late-marker.ts'
import { timeoutWithoutEpoch } from './flaws/d14-timeout-without-epoch.ts'
import { oneInSyncCoordinator } from './flaws/d15-one-in-sync-coordinator.ts'
import { lateRecordJoins } from './flaws/d17-late-record-joins.ts'
import { markerLost } from './flaws/d18-marker-lost.ts'
import { unconfirmedDeadLetter } from './flaws/q01-unconfirmed-dead-letter.ts'
import { missedDeposition } from './flaws/s01-missed-deposition.ts'
import { snapshotOfOneBatch } from './flaws/s02-snapshot-of-one-batch.ts'
export { LEFT_OUT } from './left-out.ts'

export const FLAWS: readonly Flaw[] = [
  acksZero,
  acksOne,
  zombieLeader,
  oneInSync,
  singleReplica,
  powerFailure,
  uncleanElection,
  offsetReuse,
  retryWithoutSequence,
  notEnoughAfterAppend,
  reorder,
  sendsAgain,
  readUncommitted,
  truncationToHighWatermark,
  divergence,
  fastFailover,
  earlyJoin,
  epochStart,
  missedEpoch,
  readAboveHighWatermark,
  staleJoin,
  lastReplicaStanding,
  divergingOffset,
  lateAnswer,
  unnoticedBounce,
  oneBatch,
  defaultNotApplied,
  forgottenProducer,
  anyFirstSequence,
  sequenceGivenTwice,
  sequencesFromTheBeginning,
  lateProduce,
  lateProduceCommitted,
  lateEnd,
  lateEndLost,
  lateEndTorn,
  groupZombie,
  idOfAProcess,
  lateMarker,
  timeoutWithoutEpoch,
  oneInSyncCoordinator,
  lateRecordJoins,
  markerLost,
  unconfirmedDeadLetter,
  missedDeposition,
  snapshotOfOneBatch,
]
