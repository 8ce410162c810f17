import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../settings/types.ts'
import { replicaOf } from '../state/cluster-state.ts'
import { entryAt } from '../state/coordinators.ts'
import type { KafkaAction, KafkaState } from '../system.ts'
import { fetched, play } from '../testing/scenario.ts'
import {
  added,
  arrives,
  asks,
  called,
  finished,
  hears,
  marked,
  sent,
  stored,
  timedOut,
  transactional,
  written,
} from '../testing/transactional.ts'

type Kafka = ReturnType<typeof transactional>

const canHappen = (system: Kafka, state: KafkaState, action: KafkaAction): boolean =>
  system.machine.step(state, action).state !== state
const statusAt = (state: KafkaState, coordinator = 1): string => {
  const entry = entryAt(state, coordinator, 0)
  return entry === null
    ? 'no coordinator'
    : `${entry.metadata.state} ${entry.metadata.producerEpoch}${entry.gaveUp ? ', given up' : ''}`
}
const phaseOf = (state: KafkaState): string | undefined => state.transactions?.clients[0]?.phase

describe('a transaction log with three replicas', () => {
  const LOG = 1
  const system = transactional(
    { 'transaction.state.log.replication.factor': 3, 'transaction.state.log.min.isr': 2 },
    { records: 2, producers: 1, prompt: true },
  )
  const REPLICATED: KafkaAction = { kind: 'replicate', partition: LOG }
  const OPEN: readonly KafkaAction[] = [sent(0), arrives(0), REPLICATED, arrives(0)]
  const fails = (broker: number, ...heard: readonly number[]): readonly KafkaAction[] => [
    { kind: 'crash', broker },
    { kind: 'fence', broker },
    ...heard.map((one): KafkaAction => ({ kind: 'learn', broker: one })),
  ]

  test('has a partition added, and a batch stored, only once that is replicated', () => {
    const asked = play(system, [sent(0), arrives(0)])
    expect(canHappen(system, asked.state, arrives(0))).toBe(false)
    expect(written(play(system, [REPLICATED, arrives(0)], asked).state)).toEqual(['0 e0 s0'])
  })

  test('answers the end of a transaction only once that is replicated, and sends no marker before', () => {
    const ending = play(system, [...OPEN, ...finished(true)])
    expect(phaseOf(ending.state)).toBe('committing')
    expect(canHappen(system, ending.state, marked())).toBe(false)
    const decided = play(system, [REPLICATED], ending)
    expect(phaseOf(decided.state)).toBe('ready')
    expect(written(play(system, [marked()], decided).state)).toEqual(['0 e0 s0', 'commit e1'])
  })

  test('is not written while too few of its replicas are in sync: the end of a transaction waits', () => {
    const alone = play(system, [
      ...OPEN,
      ...fails(2),
      ...fails(0, 1),
      { kind: 'restart', broker: 0 },
      { kind: 'learn', broker: 0 },
      { kind: 'finish', producer: 0, commit: true },
      asks(),
    ])
    expect(replicaOf(alone.state, LOG, 1).leadership?.isr).toEqual([1])
    expect(canHappen(system, alone.state, hears())).toBe(false)
    const joined = play(system, [{ kind: 'learn', broker: 1 }, REPLICATED], alone)
    expect(canHappen(system, joined.state, hears())).toBe(true)
  })

  test('is read to its end by a new coordinator, which acts on what is not below the high watermark yet', () => {
    const loaded = play(system, [...OPEN, ...finished(true), ...fetched(2, LOG), ...fails(1, 2)])
    expect(replicaOf(loaded.state, LOG, 2)).toMatchObject({ highWatermark: 1, log: [{}, {}] })
    expect(statusAt(loaded.state, 2)).toBe('PrepareCommit 1')
    expect(written(play(system, [marked(0, 2)], loaded).state)).toEqual(['0 e0 s0', 'commit e1'])
  })

  test('may lose the end of a transaction with its leader: the transaction is open again, and the producer asks again', () => {
    const lost = play(system, [...OPEN, ...finished(true), ...fails(1, 2, 0)])
    expect(statusAt(lost.state, 2)).toBe('Ongoing 0')
    const again = play(system, [...called(2), REPLICATED], lost)
    expect(phaseOf(again.state)).toBe('ready')
    expect(statusAt(again.state, 2)).toBe('PrepareCommit 1')
  })

  test('makes a new coordinator send all markers again, also those that were written', () => {
    const { state } = play(system, [...OPEN, ...finished(true), REPLICATED, marked(), ...fails(1, 2, 0), marked(0, 2)])
    expect(written(state)).toEqual(['0 e0 s0', 'commit e1', 'commit e1'])
  })

  test('makes a leader that has asked the old coordinator ask the new one', () => {
    const { state } = play(system, [sent(0), arrives(0), ...fails(1, 2, 0), arrives(0), REPLICATED, arrives(0)])
    expect(written(state)).toEqual(['0 e0 s0'])
    expect(statusAt(state, 2)).toBe('Ongoing 0')
  })

  test('tells its coordinators apart by their epochs: a marker of the old one is refused once the new one has written', () => {
    const late: KafkaAction = { kind: 'late-marker', coordinator: 1, id: 0, partition: 0 }
    const { state } = play(system, [
      ...OPEN,
      ...finished(true),
      REPLICATED,
      { kind: 'delay-marker', coordinator: 1, id: 0, partition: 0 },
      ...fails(1, 2, 0),
      marked(0, 2),
      late,
    ])
    expect(written(state)).toEqual(['0 e0 s0', 'commit e1'])
  })
})

describe('a coordinator that cannot act', () => {
  /** Partition 0 is on brokers 0 and 1, the coordinator on broker 2; the marker waits for broker 1. */
  const system = transactional({ 'partitions': 2, 'replication.factor': 2 }, { records: 2, producers: 1 })
  const FOLLOWED: readonly KafkaAction[] = [
    ...fetched(1),
    { kind: 'fetch', follower: 1, partition: 0 },
    { kind: 'fetched', follower: 1, partition: 0 },
  ]
  const PREPARED: readonly KafkaAction[] = [...added(0), ...FOLLOWED, ...finished(true, 2)]
  const WAITING: readonly KafkaAction[] = [...PREPARED, marked(0, 2)]
  const CONFIRMED: readonly KafkaAction[] = [...fetched(1), { kind: 'fetch', follower: 1, partition: 0 }]

  test('because it is paused writes nothing, and goes on when it runs again', () => {
    const paused = play(system, [...WAITING, { kind: 'pause', broker: 2 }, ...CONFIRMED])
    expect(statusAt(paused.state, 2)).toBe('PrepareCommit 1')
    const resumed = play(system, [{ kind: 'resume', broker: 2 }], paused)
    expect(statusAt(resumed.state, 2)).toBe('CompleteCommit 1')
  })

  test('because it is cut off hears of no marker, and sends it once more', () => {
    const cut = play(system, [...WAITING, { kind: 'partition', broker: 2, from: [0, 1] }, ...CONFIRMED])
    expect(statusAt(cut.state, 2)).toBe('PrepareCommit 1')
    expect(canHappen(system, cut.state, marked(0, 2))).toBe(false)
    const healed = play(system, [{ kind: 'heal', broker: 2 }, marked(0, 2)], cut)
    expect(written(healed.state)).toEqual(['0 e0 s0', 'commit e1', 'commit e1'])
  })

  test('because it is cut off has no marker under way to where it cannot send', () => {
    const { state } = play(system, [...PREPARED, { kind: 'partition', broker: 2, from: [0, 1] }])
    expect(canHappen(system, state, { kind: 'delay-marker', coordinator: 2, id: 0, partition: 0 })).toBe(false)
  })

  test('has its late marker arrive at the broker that it was sent to, and at no other leader', () => {
    const { state } = play(system, [
      ...PREPARED,
      { kind: 'delay-marker', coordinator: 2, id: 0, partition: 0 },
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 0 },
      { kind: 'learn', broker: 1 },
      { kind: 'late-marker', coordinator: 2, id: 0, partition: 0 },
    ])
    expect([written(state, 0, 0), written(state, 0, 1)]).toEqual([['0 e0 s0'], ['0 e0 s0']])
  })
})

test('a coordinator that leads again counts no marker that it sent before', () => {
  const log = 1
  const system = transactional({ 'replication.factor': 2, 'transaction.state.log.replication.factor': 2 })
  const opened: readonly KafkaAction[] = [
    sent(0),
    arrives(0),
    ...fetched(2, log),
    ...fetched(2, log),
    arrives(0),
    ...fetched(1),
    ...fetched(1),
  ]
  const waiting = play(system, [...opened, ...finished(true), ...fetched(2, log), ...fetched(2, log), marked()])
  const leadsAgain: readonly KafkaAction[] = [
    { kind: 'move-leader', partition: log, to: 2 },
    { kind: 'move-leader', partition: log, to: 1 },
    { kind: 'learn', broker: 1 },
    { kind: 'learn', broker: 2 },
  ]
  const confirmed: readonly KafkaAction[] = [...fetched(1), { kind: 'fetch', follower: 1, partition: 0 }]
  expect(statusAt(play(system, [...confirmed, ...fetched(2, log), ...fetched(2, log)], waiting).state)).toBe(
    'CompleteCommit 1',
  )
  const again = play(system, [...leadsAgain, ...confirmed], waiting)
  expect(statusAt(again.state)).toBe('PrepareCommit 1')
  expect(written(play(system, [marked()], again).state)).toEqual(['0 e0 s0', 'commit e1', 'commit e1'])
})

describe('a transaction whose time is over', () => {
  const opened = (system: Kafka, given: Partial<KafkaSettings>): readonly KafkaAction[] =>
    system.machine.name.startsWith('Kafka 4') && given['transaction.version'] !== 0
      ? added(0)
      : [...called(), ...stored(0)]
  const aborted = (given: Partial<KafkaSettings>) => {
    const system = transactional(given, { records: 2, producers: 1 })
    return { system, after: play(system, [...opened(system, given), timedOut(), marked()]) }
  }

  test.each<[string, Partial<KafkaSettings>, string]>([
    ['is aborted in its own epoch up to 0.11.0.1', { 'kafka.version': '0.11.0.1' }, 'abort e0'],
    ['is aborted in a new epoch since 0.11.0.2 (KAFKA-6119)', { 'kafka.version': '0.11.0.2' }, 'abort e1'],
    ['is aborted in a new epoch in 3.9', { 'kafka.version': '3.9.1' }, 'abort e1'],
    ['is aborted two epochs later in 4.0.0 (KAFKA-19367)', { 'kafka.version': '4.0.0' }, 'abort e2'],
    [
      'is aborted in a new epoch in 4.0.0 with transaction version 0',
      { 'kafka.version': '4.0.0', 'transaction.version': 0 },
      'abort e1',
    ],
    ['is aborted in a new epoch since 4.0.1', { 'kafka.version': '4.0.1' }, 'abort e1'],
  ])('%s', (_, given, marker) => {
    const { after } = aborted(given)
    expect(written(after.state)).toEqual(['0 e0 s0', marker])
    expect(statusAt(after.state)).toBe(`CompleteAbort ${marker.slice(-1)}`)
  })

  test.each<[string, Partial<KafkaSettings>, boolean, string]>([
    ['fences a producer that commits it (3.9)', { 'kafka.version': '3.9.1' }, true, 'fatal'],
    ['fences a producer that aborts it (3.9)', { 'kafka.version': '3.9.1' }, false, 'fatal'],
    ['ends a producer that commits it (4.0.1)', { 'kafka.version': '4.0.1' }, true, 'fatal'],
    ['lets a producer that aborts it go on (4.0.1)', { 'kafka.version': '4.0.1' }, false, 'ready'],
    ['fences a producer that aborts it in 4.0.0', { 'kafka.version': '4.0.0' }, false, 'fatal'],
    ['up to 0.11.0.1 lets a producer that aborts it go on', { 'kafka.version': '0.11.0.1' }, false, 'ready'],
  ])('%s', (_, given, commit, phase) => {
    const { system, after } = aborted(given)
    expect(phaseOf(play(system, finished(commit), after).state)).toBe(phase)
  })
})

describe('a marker that is late', () => {
  const late = (version: string, level: number): readonly string[] => {
    const system = transactional(
      { 'kafka.version': version, 'transaction.version': level },
      { records: 2, producers: 1 },
    )
    const begun = (record: number): readonly KafkaAction[] =>
      level < 2 ? [...called(), ...stored(record)] : added(record)
    const { state } = play(system, [
      ...begun(0),
      ...finished(true),
      { kind: 'delay-marker', coordinator: 1, id: 0, partition: 0 },
      marked(),
      ...begun(1),
      { kind: 'late-marker', coordinator: 1, id: 0, partition: 0 },
    ])
    return written(state)
  }

  test('of the first transaction ends the second one of the same epoch', () => {
    expect(late('3.9.1', 0)).toEqual(['0 e0 s0', 'commit e0', '1 e0 s1', 'commit e0'])
  })

  test('ends the next transaction also where each has an epoch of its own, up to 4.1', () => {
    expect(late('4.1.1', 2)).toEqual(['0 e0 s0', 'commit e1', '1 e1 s0', 'commit e1'])
  })

  test('of an older epoch than the data is refused in all releases', () => {
    const system = transactional({ 'kafka.version': '3.9.1' }, { records: 2, producers: 1 })
    const aborted: readonly KafkaAction[] = [
      ...called(),
      sent(0),
      { kind: 'delivery-timeout', producer: 0, record: 0 },
      ...called(),
      { kind: 'delay-marker', coordinator: 1, id: 0, partition: 0 },
      marked(),
      arrives(0),
    ]
    const { state } = play(system, [
      ...aborted,
      ...called(),
      ...called(),
      ...stored(1),
      { kind: 'late-marker', coordinator: 1, id: 0, partition: 0 },
    ])
    expect(written(state)).toEqual(['abort e0', '1 e1 s0'])
  })

  test('is refused since 4.2 (KIP-1228)', () => {
    expect(late('4.2.0', 2)).toEqual(['0 e0 s0', 'commit e1', '1 e1 s0'])
  })
})

describe('a marker of the present epoch, which came late, and comes again', () => {
  const again = (gates: string): KafkaState =>
    play(transactional({ gates }), [
      ...added(0),
      ...finished(true),
      { kind: 'delay-marker', coordinator: 1, id: 0, partition: 0 },
      { kind: 'late-marker', coordinator: 1, id: 0, partition: 0 },
      marked(),
    ]).state

  test('is taken where nothing is open', () => {
    expect(written(again(''))).toEqual(['0 e0 s0', 'commit e1', 'commit e1'])
    expect(statusAt(again(''))).toBe('CompleteCommit 1')
  })

  test('without KAFKA-19999 makes its coordinator give up: the transaction never completes', () => {
    const state = again('marker-may-come-again=off')
    expect(written(state)).toEqual(['0 e0 s0', 'commit e1'])
    expect(statusAt(state)).toBe('PrepareCommit 1, given up')
    expect([...transactional().machine.actions(state)].filter(({ kind }) => kind === 'mark')).toEqual([])
  })

  test('and is refused by one partition is written in the others all the same', () => {
    const system = transactional({ partitions: 2, gates: 'marker-may-come-again=off' }, { records: 4, producers: 1 })
    const delayed: readonly KafkaAction[] = [
      { kind: 'delay-marker', coordinator: 2, id: 0, partition: 0 },
      { kind: 'late-marker', coordinator: 2, id: 0, partition: 0 },
    ]
    const { state } = play(system, [
      ...added(0),
      ...added(1, 1),
      ...finished(true, 2),
      ...delayed,
      marked(0, 2),
      marked(1, 2),
    ])
    expect(written(state, 1)).toEqual(['1 e0 s0', 'commit e1'])
    expect(statusAt(state, 2)).toBe('PrepareCommit 1, given up')
  })
})
