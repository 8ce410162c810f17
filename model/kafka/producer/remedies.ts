/** What a producer does about a broker's error (`Sender.canRetry`, `TransactionManager.canRetry`). */
import type { SequenceError } from '../log/producer-state.ts'
import { type Producer, type ProducerBatch, type Send, type Session, isTransactional } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { partitionOf } from '../state/records.ts'
import { NOTHING_ACKED, isNext, sequencesOf } from './session.ts'

/** Errors that a produce request can be answered with (`Errors`). */
export type ProduceError =
  | 'none'
  | 'NOT_LEADER_OR_FOLLOWER'
  | 'NOT_ENOUGH_REPLICAS'
  | 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'
  | 'ILLEGAL_GENERATION'
  | 'INVALID_PRODUCER_ID_MAPPING'
  | 'TRANSACTION_ABORTABLE'
  | SequenceError

/**
 * `again`: the same batch. `in a new epoch`, `from the beginning`: all that is under way in the partition with new
 * sequences. `none`: it fails.
 */
export type Remedy = 'again' | 'in a new epoch' | 'from the beginning' | 'none'

/**
 * What becomes of a batch that a broker refused.
 * @param error `undefined` when there was no answer
 */
export function remedyOf(
  deployment: Deployment,
  producer: Producer,
  send: Send,
  error: ProduceError | undefined,
): Remedy {
  // Up to 2.4 what was sent with another producer id than the present one is not sent again (`Sender.completeBatch`).
  if (
    !deployment.mechanisms['producer-bumps-epoch']
    && send.batch !== null
    && send.batch.producerId !== producer.session?.producerId
  )
    return 'none'
  switch (error) {
    case 'OUT_OF_ORDER_SEQUENCE_NUMBER':
      return outOfOrder(deployment, producer, send)
    case 'UNKNOWN_PRODUCER_ID':
      return unknownProducer(deployment, producer, send)
    case 'INVALID_PRODUCER_EPOCH':
    case 'INVALID_TXN_STATE':
    case 'TRANSACTION_ABORTABLE':
    case 'INVALID_PRODUCER_ID_MAPPING':
    case 'ILLEGAL_GENERATION':
      return 'none'
    default:
      return 'again'
  }
}

/**
 * Of a batch that is not the next one, an earlier one was lost and will come first. The next one can only be refused
 * because the broker has lost its state, or more.
 */
function outOfOrder(deployment: Deployment, { session }: Producer, send: Send): Remedy {
  if (session === null || send.batch?.kind !== 'records') return 'again'
  const partition = partitionOf(deployment, send.record)
  const { unresolved } = sequencesOf(session, partition)
  const bumps = deployment.mechanisms['producer-bumps-epoch'] && !send.batch.transactional
  if (unresolved >= 0) return !bumps ? 'none' : send.batch.sequence === unresolved ? 'in a new epoch' : 'again'
  if (send.rewritten || !isNext(session, partition, send.batch.sequence)) return 'again'
  return bumps ? 'in a new epoch' : 'none'
}

/** The broker has no state of this producer and its log begins at 0: if nothing was acknowledged, nothing is lost. */
function unknownProducer(deployment: Deployment, { session }: Producer, send: Send): Remedy {
  if (session === null || send.rewritten) return 'again'
  return sequencesOf(session, partitionOf(deployment, send.record)).acked === NOTHING_ACKED
    ? 'from the beginning'
    : 'none'
}

/**
 * Whether an idempotent producer that had to give up a batch with this error goes on in a new epoch, or up to 2.4 with
 * a new producer id (`TransactionManager.handleFailedBatch`).
 */
export function startsAnew(
  { mechanisms }: Deployment,
  session: Session,
  batch: ProducerBatch,
  error: ProduceError | undefined,
): boolean {
  if (!mechanisms['producer-bumps-epoch'] && batch.producerId !== session.producerId) return false
  return (
    !isTransactional(batch)
    && (error === 'OUT_OF_ORDER_SEQUENCE_NUMBER'
      || error === 'UNKNOWN_PRODUCER_ID'
      || error === 'INVALID_PRODUCER_EPOCH')
  )
}
