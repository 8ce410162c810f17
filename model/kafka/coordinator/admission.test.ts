import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../settings/types.ts'
import {
  type ClusterState,
  type Entry,
  type Marker,
  type RecordsBatch,
  type Replica,
  replicaOf,
  withBroker,
  withReplica,
} from '../state/cluster-state.ts'
import { entryAt, withEntry } from '../state/coordinators.ts'
import { play } from '../testing/scenario.ts'
import { arrives, called, sent, transactional } from '../testing/transactional.ts'

const BATCH: RecordsBatch = { kind: 'records', producerId: 0, producerEpoch: 0, sequence: 0, transactional: true }
const ABORT: Marker = { kind: 'marker', producerId: 0, producerEpoch: 0, decision: 'abort', coordinatorEpoch: 0 }
const STORED: Entry = { record: 0, leaderEpoch: 0, payload: BATCH }
const ABORTED: Entry = { record: -1, leaderEpoch: 0, payload: ABORT }
const COORDINATOR = 1

interface Situation {
  readonly batch?: Partial<RecordsBatch>
  readonly log?: readonly Entry[]
  readonly verifying?: Replica['verifying']
  /** Partitions that the coordinator has in the transaction. */
  readonly partitions?: readonly number[]
  /** In-sync replicas of the partition; two are needed. */
  readonly inSync?: readonly number[]
}

type Kafka = ReturnType<typeof transactional>

const kafkaOf = (given: Partial<KafkaSettings>): Kafka =>
  transactional({ 'replication.factor': 2, 'min.insync.replicas': 2, ...given }, { records: 2, producers: 1 })

/** A batch is about to arrive at its leader, broker 0. */
function about(
  kafka: Kafka,
  { batch = {}, log = [], verifying = [], partitions = [0], inSync = [0, 1] }: Situation,
): ClusterState {
  const isAdded = kafka.machine.name < 'Kafka 4'
  const { state } = play(kafka, [...(isAdded ? called(COORDINATOR) : []), sent(0)])
  const leader = replicaOf(state, 0, 0)
  const leadership = leader.leadership && { ...leader.leadership, isr: inSync }
  const entry = entryAt(state, COORDINATOR, 0)
  if (entry === null) throw new Error('there is no coordinator')
  const prepared = withEntry(withReplica(state, 0, 0, { ...leader, log, verifying, leadership }), COORDINATOR, 0, {
    ...entry,
    metadata: { ...entry.metadata, partitions },
  })
  return { ...prepared, requests: prepared.requests.map((request) => ({ ...request, batch: { ...BATCH, ...batch } })) }
}

/**
 * What becomes of it: `appended`, `waits`, `again` for a retriable error, `acknowledged`, or the error that the
 * application is given.
 */
function outcome(kafka: Kafka, state: ClusterState): string {
  const { state: after, seen } = kafka.machine.step(state, arrives(0))
  if (after === state) return 'waits'
  const heard = seen.find(({ kind }) => kind === 'rejected' || kind === 'acknowledged')
  if (heard?.kind === 'rejected') return heard.error
  if (heard !== undefined) return heard.kind
  return replicaOf(after, 0, 0).log.length > replicaOf(state, 0, 0).log.length ? 'appended' : 'again'
}

const tell = (version: string, situation: Situation, given: Partial<KafkaSettings> = {}): string => {
  const kafka = kafkaOf({ 'kafka.version': version, ...given })
  return outcome(kafka, about(kafka, situation))
}

const OVER: Situation = { log: [STORED, ABORTED], partitions: [] }

describe('a leader asks the coordinator before it compares a batch with its log', () => {
  test.each([
    ['3.5.2', 'again'],
    ['3.6.2', 'INVALID_TXN_STATE'],
    ['3.7.2', 'INVALID_TXN_STATE'],
    ['3.8.1', 'TRANSACTION_ABORTABLE'],
    ['3.9.1', 'TRANSACTION_ABORTABLE'],
  ])('so what was stored in a transaction that is over is no duplicate to it (%s: %s)', (version, expected) => {
    expect(tell(version, OVER)).toBe(expected)
  })

  test('and not where the transaction is open: then it is one', () => {
    for (const version of ['3.5.2', '3.9.1', '4.3.1'])
      expect(tell(version, { log: [STORED], partitions: [] })).toBe('again')
  })

  test('and before it looks for enough replicas', () => {
    expect(tell('3.9.1', { inSync: [0], partitions: [] })).toBe('TRANSACTION_ABORTABLE')
    expect(tell('3.9.1', { inSync: [0] })).toBe('again')
  })

  test('where that is switched off it asks nobody', () => {
    expect(tell('3.9.1', OVER, { 'transaction.partition.verification.enable': false })).toBe('again')
  })

  test('about a batch of an old epoch only up to 4.0: since then it refuses it by itself (KAFKA-18042)', () => {
    const late: Situation = { log: [{ ...ABORTED, payload: { ...ABORT, producerEpoch: 1, coordinatorEpoch: -1 } }] }
    const unheard = (version: string): string => {
      const kafka = kafkaOf({ 'kafka.version': version })
      return outcome(kafka, withBroker(about(kafka, late), COORDINATOR, { process: 'paused' }))
    }
    expect([unheard('4.0.2'), unheard('4.1.0')]).toEqual(['waits', 'INVALID_PRODUCER_EPOCH'])
  })
})

describe('a batch that was asked about, and not appended', () => {
  const after = (version: string, situation: Situation): ClusterState => {
    const kafka = kafkaOf({ 'kafka.version': version })
    return kafka.machine.step(about(kafka, situation), arrives(0)).state
  }
  const traceIn = (version: string, situation: Situation) => replicaOf(after(version, situation), 0, 0).verifying

  test.each<[string, Situation]>([
    ['was refused', { partitions: [] }],
    ['had to wait for replicas', { inSync: [0] }],
  ])('leaves its sequence behind where it %s (KAFKA-14920)', (_, situation) => {
    const trace = [{ producerId: 0, producerEpoch: 0, lowestSequence: 2 }]
    expect(traceIn('3.6.2', { ...situation, batch: { sequence: 2 } })).toEqual(trace)
    expect(traceIn('3.5.2', { ...situation, batch: { sequence: 2 } })).toEqual([])
  })

  test('keeps one with a higher sequence from being taken first', () => {
    const verifying = [{ producerId: 0, producerEpoch: 0, lowestSequence: 1 }]
    expect(tell('3.9.1', { batch: { sequence: 1 } })).toBe('appended')
    expect(tell('3.9.1', { batch: { sequence: 1 }, verifying })).toBe('appended')
    expect(tell('3.9.1', { batch: { sequence: 2 }, verifying })).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
    expect(
      tell('3.9.1', { batch: { sequence: 2 }, verifying: [{ producerId: 1, producerEpoch: 0, lowestSequence: 1 }] }),
    ).toBe('appended')
  })

  test('is forgotten for a newer epoch, and for a lower sequence', () => {
    const known = (producerEpoch: number, lowestSequence: number): Situation => ({
      partitions: [],
      batch: { sequence: 1 },
      verifying: [{ producerId: 0, producerEpoch, lowestSequence }],
    })
    expect(traceIn('3.9.1', known(-1, 0))).toEqual([{ producerId: 0, producerEpoch: 0, lowestSequence: 1 }])
    expect(traceIn('3.9.1', known(0, 2))).toEqual([{ producerId: 0, producerEpoch: 0, lowestSequence: 1 }])
    expect(traceIn('3.9.1', known(0, 0))).toEqual([{ producerId: 0, producerEpoch: 0, lowestSequence: 0 }])
  })

  test('is forgotten once one is appended, and with the process', () => {
    const verifying = [{ producerId: 0, producerEpoch: 0, lowestSequence: 1 }]
    expect(traceIn('3.9.1', { batch: { sequence: 0 }, verifying })).toEqual([])
    const kafka = kafkaOf({ 'kafka.version': '3.9.1' })
    const { state } = kafka.machine.step(about(kafka, { verifying }), { kind: 'crash', broker: 0 })
    expect(replicaOf(state, 0, 0).verifying).toEqual([])
  })
})

test('a first sequence other than 0 is refused since 4.1 where the cluster has transaction version 2 (KAFKA-18202)', () => {
  const confirmed = (version: string, transactionVersion: number): string => {
    const kafka = kafkaOf({
      'kafka.version': version,
      'transaction.version': transactionVersion,
      'transaction.partition.verification.enable': false,
    })
    const [asked] = [about(kafka, { batch: { sequence: 3 } })]
    return outcome(kafka, {
      ...asked,
      requests: asked.requests.map((request) => ({ ...request, verification: 'confirmed' })),
    })
  }
  expect([confirmed('4.0.2', 2), confirmed('4.1.0', 2)]).toEqual(['appended', 'OUT_OF_ORDER_SEQUENCE_NUMBER'])
})
