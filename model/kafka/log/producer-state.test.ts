import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../settings/types.ts'
import {
  BLANK_REPLICA,
  type Batch,
  type Entry,
  type Marker,
  type ProducerBatch,
  type RecordsBatch,
  type Replica,
  replicaOf,
  withReplica,
} from '../state/cluster-state.ts'
import { type Deployment, deploymentOf } from '../state/deployment.ts'
import type { KafkaAction } from '../system.ts'
import { play, settingsOf, systemOf } from '../testing/scenario.ts'
import { arrives, sent, transactional } from '../testing/transactional.ts'
import { truncate } from './log.ts'
import {
  type Admission,
  LAST_SEQUENCE,
  NO_OFFSET,
  admit,
  mayForget,
  producerState,
  sequenceAfter,
} from './producer-state.ts'

const clusterWith = (given: Partial<KafkaSettings>): Deployment =>
  deploymentOf(settingsOf({ 'enable.idempotence': true, ...given }), { records: 1, producers: 1 })
const NEWEST = clusterWith({})

const batch = (sequence: number, producerEpoch = 0, transactional = false): RecordsBatch => ({
  kind: 'records',
  producerId: 7,
  producerEpoch,
  sequence,
  transactional,
})
const inTransaction = (sequence: number, producerEpoch = 0): RecordsBatch => batch(sequence, producerEpoch, true)
const marker = (producerEpoch: number, coordinatorEpoch = 0): Marker => ({
  kind: 'marker',
  producerId: 7,
  producerEpoch,
  decision: 'abort',
  coordinatorEpoch,
})

/** A replica whose log holds these batches. */
const holding = (...batches: readonly Batch[]): Replica => ({
  ...BLANK_REPLICA,
  log: batches.map((payload, record): Entry => ({ record, leaderEpoch: 0, payload })),
})
/** The same after its broker was restarted. */
const restarted = (replica: Replica): Replica => ({
  ...replica,
  snapshot: replica.log.length,
  loadedFrom: replica.log.length,
})

const inWords = (admission: Admission): string =>
  admission.is === 'new' ? 'new' : admission.is === 'refused' ? admission.error : `stands at ${admission.offset}`
const OUT_OF_ORDER = 'OUT_OF_ORDER_SEQUENCE_NUMBER'
const UNKNOWN = 'UNKNOWN_PRODUCER_ID'

const fromZeroTo = (last: number): Replica =>
  holding(...Array.from({ length: last + 1 }, (_, sequence) => batch(sequence)))

describe('what a leader does with a batch, release by release', () => {
  const RELEASES = ['0.11.0.3', '1.0.2', '2.4.1', '2.5.1', '4.3.1']
  test.each<[string, Replica, ProducerBatch, string | readonly string[]]>([
    ['the first sequence of a producer that nobody knows', holding(), batch(0), 'new'],
    [
      'a later sequence of a producer that nobody knows',
      holding(),
      batch(3),
      [OUT_OF_ORDER, UNKNOWN, UNKNOWN, 'new', 'new'],
    ],
    ['the next sequence', fromZeroTo(2), batch(3), 'new'],
    ['a sequence after a gap', fromZeroTo(2), batch(4), OUT_OF_ORDER],
    ['the last batch again', fromZeroTo(2), batch(2), 'stands at 2'],
    [
      'the batch before the last again',
      fromZeroTo(2),
      batch(1),
      [OUT_OF_ORDER, 'stands at 1', 'stands at 1', 'stands at 1', 'stands at 1'],
    ],
    [
      'the fifth from the end again',
      fromZeroTo(5),
      batch(1),
      [OUT_OF_ORDER, 'stands at 1', 'stands at 1', 'stands at 1', 'stands at 1'],
    ],
    ['the sixth from the end again', fromZeroTo(5), batch(0), OUT_OF_ORDER],
    ['the first sequence of a newer epoch', fromZeroTo(2), batch(0, 1), 'new'],
    ['a later sequence of a newer epoch', fromZeroTo(2), batch(3, 1), OUT_OF_ORDER],
    ['a batch of an older epoch', holding(batch(0, 1)), batch(1, 0), 'INVALID_PRODUCER_EPOCH'],
    [
      'a stored batch again when there is a newer epoch',
      holding(batch(0, 0), batch(0, 1)),
      batch(0, 0),
      'INVALID_PRODUCER_EPOCH',
    ],
    ['the first sequence after a marker of its epoch', holding(marker(0)), inTransaction(0), 'new'],
    ['the next sequence after a marker of its epoch', holding(inTransaction(0), marker(0)), inTransaction(1), 'new'],
    [
      'the last batch before a marker of its epoch again',
      holding(inTransaction(0), marker(0)),
      inTransaction(0),
      'stands at 0',
    ],
    [
      'the last batch before a marker of a newer epoch again',
      holding(inTransaction(0), marker(1)),
      inTransaction(0),
      'INVALID_PRODUCER_EPOCH',
    ],
    [
      'the first sequence of the epoch of a marker that raised it',
      holding(inTransaction(0), marker(1)),
      inTransaction(0, 1),
      'new',
    ],
    [
      'a batch outside of the open transaction of its producer',
      holding(inTransaction(0)),
      batch(1),
      'INVALID_TXN_STATE',
    ],
  ])('%s', (_, replica, sent, expected) => {
    const answers = RELEASES.map((version) => inWords(admit(clusterWith({ 'kafka.version': version }), replica, sent)))
    expect(answers).toEqual(typeof expected === 'string' ? RELEASES.map(() => expected) : expected)
  })

  // The model says OUT_OF_ORDER_SEQUENCE_NUMBER in all of them.
  test('a later sequence of the epoch of a marker, where no batch of it is known, was of an unknown producer in 2.0 to 2.4', () => {
    const answerIn = (version: string): string =>
      inWords(admit(clusterWith({ 'kafka.version': version }), holding(marker(0)), inTransaction(2)))
    expect(['1.1.1', '2.0.1', '2.4.1', '2.5.1'].map(answerIn)).toEqual([OUT_OF_ORDER, UNKNOWN, UNKNOWN, OUT_OF_ORDER])
  })

  test('with transaction version 2 a producer that nobody knows begins at 0, from 4.1 on', () => {
    const answerIn = (version: string, level: number): string =>
      inWords(
        admit(clusterWith({ 'kafka.version': version, 'transaction.version': level }), holding(), inTransaction(2)),
      )
    expect(answerIn('4.0.1', 2)).toBe('new')
    expect(answerIn('4.1.0', 2)).toBe(OUT_OF_ORDER)
    expect(answerIn('4.1.0', 0)).toBe('new')
    expect(inWords(admit(NEWEST, holding(), batch(2)))).toBe('new')
  })

  test('a log that never held a record would take the first sequence alone (KAFKA-15591)', () => {
    const checked = clusterWith({ gates: 'first-sequence-checked=on' })
    expect(inWords(admit(checked, holding(), batch(1)))).toBe(OUT_OF_ORDER)
    expect(inWords(admit(checked, holding(), batch(0)))).toBe('new')
    expect(inWords(admit(checked, holding({ ...batch(0), producerId: 8 }), batch(1)))).toBe('new')
  })
})

describe('what a replica remembers of a producer', () => {
  const remembered = (replica: Replica, deployment = NEWEST): readonly number[] =>
    producerState(deployment, replica, 7).batches.map(({ sequence }) => sequence)

  test('is the last batch alone after a restart, and what was appended since', () => {
    const after = restarted(fromZeroTo(2))
    expect(remembered(fromZeroTo(2))).toEqual([0, 1, 2])
    expect(remembered(after)).toEqual([2])
    expect(remembered({ ...after, log: fromZeroTo(4).log })).toEqual([2, 3, 4])
    expect(inWords(admit(NEWEST, after, batch(1)))).toBe(OUT_OF_ORDER)
    expect(remembered(after, clusterWith({ gates: 'snapshots-hold-all-batches=on' }))).toEqual([0, 1, 2])
  })

  test('is read again from the log where it was cut off, behind a snapshot that is left', () => {
    const later: Replica = { ...restarted(fromZeroTo(1)), log: fromZeroTo(4).log }
    expect(remembered(truncate(fromZeroTo(4), 3))).toEqual([0, 1, 2])
    expect(remembered(truncate(later, 4))).toEqual([1, 2, 3])
    expect(remembered(truncate(later, 1))).toEqual([0])
  })

  test('is nothing of another producer', () => {
    const mixed = holding(batch(0), { ...batch(0), producerId: 8 }, batch(1))
    expect(producerState(NEWEST, mixed, 7).batches).toEqual([
      { sequence: 0, offset: 0 },
      { sequence: 1, offset: 2 },
    ])
    expect(producerState(NEWEST, mixed, 9)).toMatchObject({ producerEpoch: -1, batches: [] })
  })

  test('is where its transaction began, until a marker ends it', () => {
    const since = (...batches: readonly Batch[]): number => producerState(NEWEST, holding(...batches), 7).openSince
    expect(since(batch(0))).toBe(NO_OFFSET)
    expect(since(inTransaction(0), inTransaction(1))).toBe(0)
    expect(since(inTransaction(0), marker(0))).toBe(NO_OFFSET)
    expect(since(inTransaction(0), marker(0), inTransaction(1))).toBe(2)
  })

  test('goes on in the open transaction where the epoch is raised: the later batch joins the earlier ones', () => {
    const state = producerState(NEWEST, holding(inTransaction(0), inTransaction(0, 1)), 7)
    expect(state).toMatchObject({ producerEpoch: 1, openSince: 0, batches: [{ sequence: 0, offset: 1 }] })
  })

  test('is the coordinator epoch of the latest marker, also after more batches', () => {
    expect(producerState(NEWEST, holding(inTransaction(0), marker(0, 3), inTransaction(1)), 7).coordinatorEpoch).toBe(3)
  })
})

test('sequences begin again at 0', () => {
  const last = holding(batch(LAST_SEQUENCE))
  expect(sequenceAfter(LAST_SEQUENCE)).toBe(0)
  expect(inWords(admit(NEWEST, last, batch(0)))).toBe('new')
  expect(inWords(admit(NEWEST, last, batch(1)))).toBe(OUT_OF_ORDER)
})

describe('a partition may forget its producers', () => {
  const long = { 'delivery.timeout.ms': 2 * 86400000 }
  const waits = (given: Partial<KafkaSettings>, ...actions: readonly KafkaAction[]) => {
    const system = systemOf({
      'enable.idempotence': true,
      'acks': 'all',
      'brokers': 1,
      'replication.factor': 1,
      ...given,
    })
    return mayForget(
      deploymentOf(settingsOf({ 'enable.idempotence': true, 'brokers': 1, 'replication.factor': 1, ...given }), {
        records: 1,
        producers: 1,
      }),
      play(system, actions).state,
      0,
    )
  }
  const UNHEARD: readonly KafkaAction[] = [
    { kind: 'send', producer: 0, record: 0 },
    { kind: 'lost-response', producer: 0, record: 0 },
    { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
  ]

  test('while a producer waits longer to send again than it is remembered', () => {
    expect(waits(long, ...UNHEARD)).toBe(true)
  })

  test('not while there is nobody to forget, or nobody who waits', () => {
    expect(waits(long)).toBe(false)
    expect(
      waits(
        long,
        { kind: 'send', producer: 0, record: 0 },
        { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
      ),
    ).toBe(false)
  })

  test('not where a producer gives up before it is forgotten', () => {
    expect(waits({}, ...UNHEARD)).toBe(false)
  })

  test('not while a transaction is open', () => {
    const system = transactional(long)
    const deployment = deploymentOf(
      settingsOf({ 'enable.idempotence': true, 'transactional.id': 'tx', 'replication.factor': 1, ...long }),
      { records: 1, producers: 1 },
    )
    const open = play(system, [
      sent(0),
      arrives(0),
      { kind: 'lost-response', producer: 0, record: 0 },
      arrives(0),
    ]).state
    expect(open.producers[0]?.sends).toMatchObject([{ state: 'retry' }])
    expect(open.partitions[0]?.replicas[0]?.log).toMatchObject([{ record: 0 }])
    expect(mayForget(deployment, open, 0)).toBe(false)
    // Nor when another producer, which has none open, is known there, too.
    const replica = replicaOf(open, 0, 0)
    const beside = withReplica(open, 0, 0, {
      ...replica,
      log: [...replica.log, { record: 1, leaderEpoch: 0, payload: { ...batch(0), producerId: 99 } }],
    })
    expect(mayForget(deployment, beside, 0)).toBe(false)
  })
})
