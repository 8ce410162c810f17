/** The state of producers, and of what they have sent. */
import { NO_RECORD } from '../../observation.ts'
import type { ProducerBatch } from './entry.ts'
import type { Call } from './transactions.ts'

/** A call of send that has no outcome yet. */
export interface Send {
  readonly record: number
  /** Times it was sent again. */
  readonly resent: number
  readonly state: 'in-flight' | 'retry'
  /** A request or response of this send really was lost, so that a timeout is no fault of its own. */
  readonly lost: boolean
  /** Of an idempotent producer: what goes with the record, the same with each attempt. */
  readonly batch: ProducerBatch | null
  /** The batch has got another sequence and was not sent with it yet (`ProducerBatch.sequenceHasBeenReset`). */
  readonly rewritten: boolean
}

/** What an idempotent producer knows of itself (`TransactionManager`). */
export interface Session {
  /** It has a transactional id. */
  readonly transactional: boolean
  readonly producerId: number
  readonly producerEpoch: number
  /** By partition. */
  readonly sequences: readonly Sequences[]
}

/** `TxnPartitionEntry`. */
export interface Sequences {
  /** The producer id and epoch that these sequences belong to. */
  readonly producerId: number
  readonly producerEpoch: number
  readonly next: number
  /** The last sequence that was acknowledged, or -1. */
  readonly acked: number
  /**
   * The sequence after a batch that expired and may have been stored, or -1: what comes next is decided when nothing is
   * under way.
   */
  readonly unresolved: number
}

export interface Producer {
  /** In the order of the calls. */
  readonly sends: readonly Send[]
  /** Per partition: the leader it believes in, or `UNKNOWN`. */
  readonly target: readonly number[]
  /** `null` without idempotence. */
  readonly session: Session | null
}

/** A request between a producer and a broker. */
interface Travelling {
  readonly producer: number
  readonly broker: number
  /**
   * Offset at which the leader appended it, or what came of it, while it waits for the other replicas (acks=all);
   * `UNKNOWN` while it travels.
   */
  readonly offset: number
  /** The response will be lost. */
  readonly silent: boolean
  /** It travels on a connection that the producer has closed: nobody hears the response, and it may arrive any time. */
  readonly late: boolean
}

/** A batch of one record that is to be stored, or a position that is to be committed. */
export interface ProduceRequest extends Travelling {
  readonly kind: 'produce'
  readonly record: number
  readonly partition: number
  /** Of an idempotent producer. */
  readonly batch: ProducerBatch | null
  /** Of a committed position: the generation of the group in which it was read. */
  readonly generation: number
  /** Whether the transaction coordinator has confirmed that the partition is in the transaction (KIP-890). */
  readonly verification: Verification
}

/** A call to a transaction coordinator. */
export interface CallRequest extends Travelling {
  readonly kind: 'call'
  readonly call: Call
}

/** What is between producers and brokers, in the order of sending. */
export type ClientRequest = ProduceRequest | CallRequest

/** The record in a request; `NO_RECORD` in a call. */
export function recordIn(request: ClientRequest): number {
  return request.kind === 'produce' ? request.record : NO_RECORD
}

export function isProduce(request: ClientRequest): request is ProduceRequest {
  return request.kind === 'produce'
}

/** `asked`: the coordinator is about to add the partition. */
export type Verification = 'none' | 'asked' | 'confirmed'

/** The session of a producer with a new producer id. */
export function newSession(transactional: boolean, producerId: number, partitions: number, producerEpoch = 0): Session {
  return {
    transactional,
    producerId,
    producerEpoch,
    sequences: Array.from({ length: partitions }, () => ({
      producerId,
      producerEpoch,
      next: 0,
      acked: -1,
      unresolved: -1,
    })),
  }
}

/** What a process with a transactional id knows before its coordinator has given it a producer id and an epoch. */
export function unknownSession(partitions: number): Session {
  return newSession(true, -1, partitions, -1)
}

/** The requests after this producer has closed its connections: it hears no answer; what is under way may arrive. */
export function withoutAnswers(requests: readonly ClientRequest[], producer: number): readonly ClientRequest[] {
  return requests.flatMap((request) => {
    if (request.producer !== producer || request.late) return [request]
    return request.offset < 0 ? [{ ...request, late: true, silent: false }] : []
  })
}
