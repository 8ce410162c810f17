/**
 * The client side of idempotence (`TransactionManager`, `Sender`, KIP-98, KIP-360): a producer id and epoch, a sequence
 * for each batch, and what becomes of them when a broker refuses a batch or nobody knows what became of it.
 */
import type { Cluster } from './cluster.ts'
import { partitionOf } from './cluster.ts'
import { sequenceAfter } from './sequences.ts'
import { newSession, replaced, type Batch, type ClusterState, type Producer, type Send, type Sequences, type Session } from './state.ts'

export const NOTHING_ACKED = -1

/** The producer's sends of this partition, in the order of their sequences. */
export function sendsOf(cluster: Cluster, producer: Producer, partition: number): readonly Send[] {
  return producer.sends.filter((send) => partitionOf(cluster, send.record) === partition)
}

/** Whether a new batch of this partition may get its sequence now (`RecordAccumulator.shouldStopDrainBatchesForPartition`). */
export function mayBegin(cluster: Cluster, producer: Producer, partition: number): boolean {
  const { session } = producer
  if (session === null) return true
  const sequences = sequencesOf(session, partition)
  if (sequences.unresolved >= 0) return false
  return !isStale(session, sequences) || sendsOf(cluster, producer, partition).length === 0
}

/** Whether this batch may be sent again now: with its sequence it may not overtake an earlier one that is under way. */
export function mayRepeat(cluster: Cluster, producer: Producer, record: number): boolean {
  return producer.session === null || sendsOf(cluster, producer, partitionOf(cluster, record))[0]?.record === record
}

/** The next batch of this partition, and the session after it (`RecordAccumulator.drainBatchesForOneNode`). */
export function nextBatch(cluster: Cluster, session: Session, partition: number): { readonly batch: Batch; readonly session: Session } {
  const before = sequencesOf(session, partition)
  const sequences = isStale(session, before) && cluster.mechanisms['sequences-keep-their-epoch'] ? fresh(session) : before
  const batch: Batch = {
    producerId: session.producerId,
    epoch: session.epoch,
    sequence: sequences.next,
    transactional: session.transactional,
    marker: null,
    coordinatorEpoch: -1,
    position: -1,
  }
  // In 0.11 the sequence counted only once it was acknowledged.
  const next = cluster.mechanisms['sequence-counts-when-sent'] ? sequenceAfter(sequences.next) : sequences.next
  return { batch, session: withSequences(session, partition, { ...sequences, next }) }
}

/** The session after a batch was acknowledged (`TransactionManager.handleCompletedBatch`). */
export function acknowledged(cluster: Cluster, session: Session, partition: number, batch: Batch, isLast: boolean): Session {
  const sequences = sequencesOf(session, partition)
  // Up to 2.7.0 that is when the sequences of an epoch that was left begin again (KAFKA-12152).
  if (isLast && isStale(session, sequences) && !cluster.mechanisms['sequences-keep-their-epoch']) return withSequences(session, partition, fresh(session))
  if (batch.epoch !== sequences.epoch || batch.producerId !== sequences.producerId || batch.sequence <= sequences.acked) return session
  const next = cluster.mechanisms['sequence-counts-when-sent'] ? sequences.next : sequenceAfter(batch.sequence)
  return withSequences(session, partition, { ...sequences, next, acked: batch.sequence })
}

/** Whether the batch is the one that follows the last acknowledged one (`TransactionManager.isNextSequence`). */
export function isNext(session: Session, partition: number, sequence: number): boolean {
  const { acked } = sequencesOf(session, partition)
  return sequence === (acked === NOTHING_ACKED ? 0 : sequenceAfter(acked))
}

/** The producer after it went on to a new epoch by itself: what is under way in this partition gets sequences from 0 (`bumpIdempotentProducerEpoch`, `startSequencesAtBeginning`). */
export function bumped(cluster: Cluster, producer: Producer, partition: number): Producer {
  if (producer.session === null) return producer
  return renumbered(cluster, { ...producer, session: { ...producer.session, epoch: producer.session.epoch + 1 } }, partition)
}

/** The producer with sequences from 0 in its present epoch for all that is under way in this partition (`startSequencesAtBeginning`). */
export function renumbered(cluster: Cluster, producer: Producer, partition: number): Producer {
  const { session } = producer
  if (session === null) return producer
  let next = 0
  const sends = producer.sends.map((send): Send => {
    if (send.batch === null || partitionOf(cluster, send.record) !== partition) return send
    const sequence = next
    next = sequenceAfter(next)
    return { ...send, batch: { ...send.batch, producerId: session.producerId, epoch: session.epoch, sequence }, rewritten: true }
  })
  return { ...producer, sends, session: withSequences(session, partition, { ...fresh(session), next }) }
}

/** The state after the producer took a new producer id (`resetIdempotentProducerId`, up to 2.4). */
export function withNewProducerId(state: ClusterState, producer: Producer): { readonly producer: Producer; readonly nextProducerId: number } {
  const { nextProducerId } = state
  const session = newSession(false, nextProducerId, producer.target.length)
  return { producer: { ...producer, session }, nextProducerId: nextProducerId + 1 }
}

/** The session in which it is not known what became of a batch that had been sent (`markSequenceUnresolved`). */
export function unresolved(session: Session, partition: number, batch: Batch): Session {
  const sequences = sequencesOf(session, partition)
  return withSequences(session, partition, { ...sequences, unresolved: Math.max(sequences.unresolved, sequenceAfter(batch.sequence)) })
}

/**
 * The producer when nothing is under way in an unresolved partition (`maybeResolveSequences`): if the last sequence was
 * acknowledged all is well; else nobody knows what the broker has, and only a new epoch helps (up to 2.4, a new producer id).
 */
export function resolved(cluster: Cluster, producer: Producer, partition: number): Producer {
  const { session } = producer
  if (session === null || sequencesOf(session, partition).unresolved < 0 || sendsOf(cluster, producer, partition).length > 0) return producer
  const sequences = { ...sequencesOf(session, partition), unresolved: -1 }
  const settled = { ...producer, session: withSequences(session, partition, sequences) }
  // A transaction is aborted then, and its producer goes on in a new epoch.
  return session.transactional || isNext(session, partition, sequences.next) ? settled : bumped(cluster, settled, partition)
}

/** The sequences of a partition that belong to an epoch that the producer has left. */
function isStale(session: Session, { producerId, epoch }: Sequences): boolean {
  return producerId !== session.producerId || epoch !== session.epoch
}

function fresh({ producerId, epoch }: Pick<Session, 'producerId' | 'epoch'>): Sequences {
  return { producerId, epoch, next: 0, acked: NOTHING_ACKED, unresolved: -1 }
}

export function sequencesOf(session: Session, partition: number): Sequences {
  return session.sequences[partition] ?? fresh(session)
}

function withSequences(session: Session, partition: number, sequences: Sequences): Session {
  return { ...session, sequences: replaced(session.sequences, partition, sequences) }
}
