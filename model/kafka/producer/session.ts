/**
 * The client side of idempotence (`TransactionManager`, `Sender`, KIP-98, KIP-360): a producer id and epoch, a sequence
 * for each batch, and what becomes of them when a broker refuses a batch or nobody knows what became of it.
 */
import { LAST_SEQUENCE, sequenceAfter, sequenceBefore } from '../log/producer-state.ts'
import {
  type ClusterState,
  type Producer,
  type ProducerBatch,
  type RecordsBatch,
  type Send,
  type Sequences,
  type Session,
  newSession,
  producerOf,
  replaced,
  withProducer,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { partitionOf } from '../state/records.ts'
import { sequencesLost } from './transaction.ts'

export const NOTHING_ACKED = -1

/** The producer's sends of this partition, in the order of their sequences. */
export function sendsOf(deployment: Deployment, producer: Producer, partition: number): readonly Send[] {
  return producer.sends.filter((send) => partitionOf(deployment, send.record) === partition)
}

/**
 * Whether a new batch of this partition may get its sequence now
 * (`RecordAccumulator.shouldStopDrainBatchesForPartition`).
 */
export function mayBegin(deployment: Deployment, producer: Producer, partition: number): boolean {
  const { session } = producer
  if (session === null) return true
  const sequences = sequencesOf(session, partition)
  if (sequences.unresolved >= 0) return false
  const [first] = sendsOf(deployment, producer, partition)
  if (first === undefined) return true
  return deployment.mechanisms['sequences-keep-their-epoch']
    ? !isStale(session, sequences)
    : first.batch === null || isOf(session, first.batch)
}

/** Whether this batch may be sent again now: with its sequence it may not overtake an earlier one that is under way. */
export function mayRepeat(deployment: Deployment, producer: Producer, record: number): boolean {
  return (
    producer.session === null || sendsOf(deployment, producer, partitionOf(deployment, record))[0]?.record === record
  )
}

/** The next batch of this partition, and the session after it (`RecordAccumulator.drainBatchesForOneNode`). */
export function nextBatch(
  deployment: Deployment,
  session: Session,
  partition: number,
): { readonly batch: RecordsBatch; readonly session: Session } {
  const before = sequencesOf(session, partition)
  const sequences =
    isStale(session, before) && deployment.mechanisms['sequences-keep-their-epoch'] ? fresh(session) : before
  const batch: RecordsBatch = {
    kind: 'records',
    producerId: session.producerId,
    producerEpoch: session.producerEpoch,
    sequence: sequences.next,
    transactional: session.transactional,
  }
  // In 0.11 the sequence counted only once it was acknowledged.
  const next = deployment.mechanisms['sequence-counts-when-sent'] ? sequenceAfter(sequences.next) : sequences.next
  return { batch, session: withSequences(session, partition, { ...sequences, next }) }
}

/** The session after a batch was acknowledged (`TransactionManager.handleCompletedBatch`). */
export function acknowledged(
  deployment: Deployment,
  session: Session,
  partition: number,
  batch: ProducerBatch,
  isLast: boolean,
): Session {
  const sequences = sequencesOf(session, partition)
  // Up to 2.7.0 that is when the sequences of an epoch that was left begin again (KAFKA-12152).
  if (isLast && !isOf(session, batch) && !deployment.mechanisms['sequences-keep-their-epoch'])
    return withSequences(session, partition, fresh(session))
  if (
    batch.kind !== 'records'
    || batch.producerEpoch !== sequences.producerEpoch
    || batch.producerId !== sequences.producerId
    || !isAfter(batch.sequence, sequences.acked)
  )
    return session
  const next = deployment.mechanisms['sequence-counts-when-sent'] ? sequences.next : sequenceAfter(batch.sequence)
  return withSequences(session, partition, { ...sequences, next, acked: batch.sequence })
}

/** Whether the batch is the one that follows the last acknowledged one (`TransactionManager.isNextSequence`). */
export function isNext(session: Session, partition: number, sequence: number): boolean {
  const { acked } = sequencesOf(session, partition)
  return sequence === (acked === NOTHING_ACKED ? 0 : sequenceAfter(acked))
}

/**
 * The producer after it went on to a new epoch by itself: what is under way in this partition gets sequences from 0
 * (`bumpIdempotentProducerEpoch`, `startSequencesAtBeginning`).
 */
export function bumped(deployment: Deployment, producer: Producer, partition: number): Producer {
  if (producer.session === null) return producer
  return renumbered(
    deployment,
    { ...producer, session: { ...producer.session, producerEpoch: producer.session.producerEpoch + 1 } },
    partition,
  )
}

/**
 * The producer with sequences from 0 in its present epoch for all that is under way in this partition
 * (`startSequencesAtBeginning`).
 */
export function renumbered(deployment: Deployment, producer: Producer, partition: number): Producer {
  const { session } = producer
  if (session === null) return producer
  let next = 0
  const sends = producer.sends.map((send): Send => {
    if (send.batch?.kind !== 'records' || partitionOf(deployment, send.record) !== partition) return send
    const sequence = next
    next = sequenceAfter(next)
    return {
      ...send,
      batch: { ...send.batch, producerId: session.producerId, producerEpoch: session.producerEpoch, sequence },
      rewritten: true,
    }
  })
  return { ...producer, sends, session: withSequences(session, partition, { ...fresh(session), next }) }
}

/** The session in which it is not known what became of a batch that had been sent (`markSequenceUnresolved`). */
export function unresolved(session: Session, partition: number, batch: RecordsBatch): Session {
  const sequences = sequencesOf(session, partition)
  return withSequences(session, partition, {
    ...sequences,
    unresolved: isAfter(batch.sequence, sequences.unresolved) ? sequenceAfter(batch.sequence) : sequences.unresolved,
  })
}

/**
 * What a producer does when nothing is under way in an unresolved partition (`maybeResolveSequences`): if the last
 * sequence was acknowledged all is well; else nobody knows what the broker has, and only a new epoch helps, or up to
 * 2.4 a new producer id.
 */
export function resolved(deployment: Deployment, state: ClusterState, place: number, partition: number): ClusterState {
  const producer = producerOf(state, place)
  const { session } = producer
  if (
    session === null
    || sequencesOf(session, partition).unresolved < 0
    || sendsOf(deployment, producer, partition).length > 0
  )
    return state
  const sequences = { ...sequencesOf(session, partition), unresolved: -1 }
  const known = { ...producer, session: withSequences(session, partition, sequences) }
  if (isNext(session, partition, sequences.next)) return withProducer(state, place, known)
  if (session.transactional) return sequencesLost(deployment, withProducer(state, place, known), place)
  return begunAnew(deployment, state, place, known, partition)
}

/** The producer goes on in a new epoch, or up to 2.4 with a new producer id. */
export function begunAnew(
  deployment: Deployment,
  state: ClusterState,
  place: number,
  producer: Producer,
  partition: number,
): ClusterState {
  if (deployment.mechanisms['producer-bumps-epoch'])
    return withProducer(state, place, bumped(deployment, producer, partition))
  return withNewProducerId(state, place, producer)
}

/** The state after the producer took a new producer id, for all its partitions (`resetProducerId`). */
export function withNewProducerId(state: ClusterState, place: number, producer: Producer): ClusterState {
  const { nextProducerId } = state
  const session = newSession(false, nextProducerId, producer.target.length)
  return withProducer({ ...state, nextProducerId: nextProducerId + 1 }, place, { ...producer, session })
}

/**
 * The session after a batch failed that the broker has not stored: later ones move up
 * (`adjustSequencesDueToFailedBatch`).
 */
export function withoutFailed(
  deployment: Deployment,
  producer: Producer,
  partition: number,
  { sequence }: RecordsBatch,
): Producer {
  const { session } = producer
  if (session === null) return producer
  const sequences = sequencesOf(session, partition)
  const sends = producer.sends.map((send): Send => {
    if (
      send.batch?.kind !== 'records'
      || partitionOf(deployment, send.record) !== partition
      || !isAfter(send.batch.sequence, sequence)
    )
      return send
    return { ...send, batch: { ...send.batch, sequence: sequenceBefore(send.batch.sequence) }, rewritten: true }
  })
  return {
    ...producer,
    sends,
    session: withSequences(session, partition, { ...sequences, next: sequenceBefore(sequences.next) }),
  }
}

/** Whether a sequence comes after another one, or after none; not more than a few are ever under way. */
function isAfter(sequence: number, other: number): boolean {
  return (
    other < 0 || ((sequence - other + LAST_SEQUENCE + 1) % (LAST_SEQUENCE + 1) || LAST_SEQUENCE) <= LAST_SEQUENCE / 2
  )
}

function isOf(session: Session, { producerId, producerEpoch }: ProducerBatch): boolean {
  return session.producerId === producerId && session.producerEpoch === producerEpoch
}

/** The sequences of a partition that belong to an epoch that the producer has left. */
function isStale(session: Session, { producerId, producerEpoch }: Sequences): boolean {
  return producerId !== session.producerId || producerEpoch !== session.producerEpoch
}

function fresh({ producerId, producerEpoch }: Pick<Session, 'producerId' | 'producerEpoch'>): Sequences {
  return { producerId, producerEpoch, next: 0, acked: NOTHING_ACKED, unresolved: -1 }
}

export function sequencesOf(session: Session, partition: number): Sequences {
  return session.sequences[partition] ?? fresh(session)
}

function withSequences(session: Session, partition: number, sequences: Sequences): Session {
  return { ...session, sequences: replaced(session.sequences, partition, sequences) }
}
