import { describe, expect, test } from 'vitest'
import { mechanismsOf } from '../settings/mechanisms.ts'
import type { CallError, TransactionMetadata, TransactionStatus } from '../state/transactions.ts'
import { settingsOf } from '../testing/scenario.ts'
import { type Asking, type Decision, isBusy, onAdd, onEnd, onInit, onVerify } from './requests.ts'

const ID = 7
const EPOCH = 5
const inState = (state: TransactionStatus, change: Partial<TransactionMetadata> = {}): TransactionMetadata => ({
  state,
  producerId: ID,
  producerEpoch: EPOCH,
  lastProducerEpoch: EPOCH - 1,
  partitions: state === 'Ongoing' ? [1] : [],
  ...change,
})
const of = (producerEpoch: number, producerId = ID) => ({ producerId, producerEpoch })
const ANYONE = of(-1, -1)

/** `Empty 6` is written as the next state, with its epoch; an error, or `none`, is the answer; `fence` aborts first. */
function inWords(decision: Decision): string {
  if (decision.is !== 'write') return decision.is === 'fence' ? 'fence' : decision.error
  return `${decision.metadata.state} ${decision.metadata.producerEpoch}`
}

describe('a coordinator that waits for its log, or for markers', () => {
  test('is busy', () => {
    const entry = { unmarked: [], gaveUp: false }
    expect(
      isBusy({ ...entry, metadata: inState('Ongoing'), pending: { offset: 0, metadata: inState('PrepareCommit') } }),
    ).toBe(true)
    expect(isBusy({ ...entry, metadata: inState('PrepareCommit'), pending: null })).toBe(true)
    expect(isBusy({ ...entry, metadata: inState('PrepareAbort'), pending: null })).toBe(true)
  })

  test.each<TransactionStatus>(['Empty', 'Ongoing', 'CompleteCommit', 'CompleteAbort'])(
    'is not once it is %s',
    (state) => {
      expect(isBusy({ metadata: inState(state), pending: null, unmarked: [], gaveUp: false })).toBe(false)
    },
  )
})

describe('InitProducerId', () => {
  test.each<[string, TransactionMetadata, Asking, string]>([
    ['of a new process raises the epoch', inState('Empty'), ANYONE, 'Empty 6'],
    ['of a new process raises the epoch after a commit', inState('CompleteCommit'), ANYONE, 'Empty 6'],
    ['of a new process raises the epoch after an abort', inState('CompleteAbort'), ANYONE, 'Empty 6'],
    ['of a new process first aborts what is open', inState('Ongoing'), ANYONE, 'fence'],
    ['of a producer in its present epoch raises it', inState('CompleteAbort'), of(5), 'Empty 6'],
    ['of a producer that asks again gives the same epoch again', inState('Empty'), of(4), 'Empty 5'],
    ['of a producer of an older epoch fences it', inState('Empty'), of(3), 'PRODUCER_FENCED'],
    [
      'of the epoch before the present one, if that is not known to be its last, fences it',
      inState('Empty', { lastProducerEpoch: -1 }),
      of(4),
      'PRODUCER_FENCED',
    ],
    ['of another producer id fences it', inState('Empty'), of(5, 8), 'PRODUCER_FENCED'],
    [
      'of a producer whose transaction is open aborts that, whatever epoch it names',
      inState('Ongoing'),
      of(3),
      'fence',
    ],
    ['of another producer id aborts no transaction', inState('Ongoing'), of(5, 8), 'PRODUCER_FENCED'],
  ])('%s', (_, metadata, asking, expected) => {
    expect(inWords(onInit(metadata, asking))).toBe(expected)
  })

  test('remembers the epoch that a producer had, and nothing of a process that is new', () => {
    expect(onInit(inState('Empty'), of(5))).toMatchObject({ metadata: { lastProducerEpoch: 5, partitions: [] } })
    expect(onInit(inState('Empty'), ANYONE)).toMatchObject({ metadata: { lastProducerEpoch: -1, partitions: [] } })
  })
})

describe('AddPartitionsToTxn', () => {
  test.each<[string, TransactionMetadata, Asking, number, string]>([
    ['begins a transaction', inState('Empty'), of(5), 1, 'Ongoing 5'],
    ['begins the next transaction after a commit', inState('CompleteCommit'), of(5), 1, 'Ongoing 5'],
    ['begins the next transaction after an abort', inState('CompleteAbort'), of(5), 1, 'Ongoing 5'],
    ['adds a partition to the open transaction', inState('Ongoing'), of(5), 2, 'Ongoing 5'],
    ['for a partition that is in the transaction is answered at once', inState('Ongoing'), of(5), 1, 'none'],
    ['of an older epoch fences the producer', inState('Ongoing'), of(4), 1, 'PRODUCER_FENCED'],
    ['of a newer epoch fences the producer', inState('Ongoing'), of(6), 1, 'PRODUCER_FENCED'],
    ['of another producer id is refused', inState('Ongoing'), of(5, 8), 1, 'INVALID_PRODUCER_ID_MAPPING'],
  ])('%s', (_, metadata, asking, partition, expected) => {
    expect(inWords(onAdd(metadata, asking, partition))).toBe(expected)
  })

  test('keeps the partitions of an open transaction, and none of one that is over', () => {
    expect(onAdd(inState('Ongoing', { partitions: [0, 3] }), of(5), 2)).toMatchObject({
      metadata: { partitions: [0, 2, 3] },
    })
    expect(onAdd(inState('CompleteAbort', { partitions: [0, 3] }), of(5), 2)).toMatchObject({
      metadata: { partitions: [2] },
    })
  })
})

describe('a leader that asks whether a partition is in the transaction', () => {
  test.each<[string, TransactionMetadata, Asking, number, CallError]>([
    ['hears that it is', inState('Ongoing'), of(5), 1, 'none'],
    ['hears that it is not', inState('Ongoing'), of(5), 2, 'INVALID_TXN_STATE'],
    ['hears that it is not when the transaction is over', inState('CompleteAbort'), of(5), 1, 'INVALID_TXN_STATE'],
    ['hears that the producer is fenced', inState('Ongoing'), of(4), 1, 'PRODUCER_FENCED'],
    ['hears of another producer id', inState('Ongoing'), of(5, 8), 1, 'INVALID_PRODUCER_ID_MAPPING'],
  ])('%s', (_, metadata, asking, partition, expected) => {
    expect(onVerify(metadata, asking, partition)).toBe(expected)
  })
})

describe('EndTxn', () => {
  /** What a commit and what an abort come to. */
  const ends = (level: number, state: TransactionStatus, asking: Asking): readonly string[] =>
    [true, false].map((commit) =>
      inWords(onEnd(mechanismsOf(settingsOf({ 'transaction.version': level })), inState(state), asking, commit)),
    )
  const FENCED = ['PRODUCER_FENCED', 'PRODUCER_FENCED']
  const UNKNOWN = ['INVALID_PRODUCER_ID_MAPPING', 'INVALID_PRODUCER_ID_MAPPING']

  test.each<[TransactionStatus, readonly string[]]>([
    ['Ongoing', ['PrepareCommit 5', 'PrepareAbort 5']],
    ['CompleteCommit', ['none', 'INVALID_TXN_STATE']],
    ['CompleteAbort', ['INVALID_TXN_STATE', 'none']],
    ['Empty', ['INVALID_TXN_STATE', 'INVALID_TXN_STATE']],
  ])('up to transaction version 1, in %s, is tied to the transaction by nothing but the epoch', (state, expected) => {
    expect(ends(0, state, of(5))).toEqual(expected)
    expect(ends(0, state, of(4))).toEqual(FENCED)
    expect(ends(0, state, of(6))).toEqual(FENCED)
    expect(ends(0, state, of(5, 8))).toEqual(UNKNOWN)
  })

  test.each<[TransactionStatus, readonly string[], readonly string[]]>([
    ['Ongoing', ['PrepareCommit 6', 'PrepareAbort 6'], FENCED],
    ['CompleteCommit', ['INVALID_TXN_STATE', 'PrepareAbort 6'], ['none', 'INVALID_TXN_STATE']],
    ['CompleteAbort', ['INVALID_TXN_STATE', 'PrepareAbort 6'], ['INVALID_TXN_STATE', 'none']],
    ['Empty', ['INVALID_TXN_STATE', 'PrepareAbort 6'], FENCED],
  ])(
    'with transaction version 2, in %s, raises the epoch, and knows the same request of the epoch before',
    (state, present, before) => {
      expect(ends(2, state, of(5))).toEqual(present)
      expect(ends(2, state, of(4))).toEqual(before)
      expect(ends(2, state, of(3))).toEqual(FENCED)
      expect(ends(2, state, of(5, 8))).toEqual(UNKNOWN)
    },
  )

  test('keeps the partitions that have to hear of it, and has none where nothing was open', () => {
    const mechanisms = mechanismsOf(settingsOf())
    expect(onEnd(mechanisms, inState('Ongoing', { partitions: [0, 2] }), of(5), true)).toMatchObject({
      metadata: { partitions: [0, 2], lastProducerEpoch: 5 },
    })
    expect(onEnd(mechanisms, inState('CompleteAbort', { partitions: [0, 2] }), of(5), false)).toMatchObject({
      metadata: { partitions: [], lastProducerEpoch: 5 },
    })
  })
})
