import { describe, expect, test } from 'vitest'
import { stateOf } from '../../../invariants/transactions.ts'
import type { KafkaSettings } from '../settings/types.ts'
import type { KafkaAction, KafkaState, Scope } from '../system.ts'
import { outcomeOf, play, systemOf } from '../testing/scenario.ts'
import {
  added,
  arrives,
  arrivesLate,
  asks,
  called,
  finished,
  givesUpOn,
  hears,
  marked,
  sent,
  stored,
  timedOut,
  transactional,
  written,
} from '../testing/transactional.ts'

type Kafka = ReturnType<typeof transactional>

const TWO = { records: 2, producers: 1 }
const NEWEST: Partial<KafkaSettings> = {}
const BEFORE_4: Partial<KafkaSettings> = { 'kafka.version': '3.9.1' }
const UNVERIFIED: Partial<KafkaSettings> = { 'kafka.version': '3.5.1' }

/** The first batch of a transaction, and before it what its producer has to ask up to transaction version 1. */
const begun = (given: Partial<KafkaSettings>, record: number): readonly KafkaAction[] =>
  given === NEWEST ? added(record) : [...called(), ...stored(record)]

/** What a read_committed consumer is given, and whether it gets to the end. */
function readable(system: Kafka, state: KafkaState, partition = 0) {
  const seen = system.readBack(state)
  const records = seen.flatMap((one) =>
    one.kind === 'read-back' && one.isolation === 'read_committed' && one.log === partition ? one.records : [],
  )
  const toTheEnd = seen.some((one) => one.kind === 'stable-end' && one.log === partition && one.stable === one.end)
  return { records, toTheEnd }
}

describe.each<[string, Partial<KafkaSettings>, string]>([
  ['with transaction version 2', NEWEST, 'e1'],
  ['up to transaction version 1', BEFORE_4, 'e0'],
])('a transaction %s', (_, given, epoch) => {
  const system = transactional(given, TWO)
  const ended = (commit: boolean) => play(system, [...begun(given, 0), ...finished(commit)])

  test('shows nothing until its marker is written', () => {
    const { state, ledger } = ended(true)
    expect(stateOf(ledger, 0)).toBe('committed')
    expect(readable(system, state)).toEqual({ records: [], toTheEnd: false })
  })

  test('shows its records once it is committed', () => {
    const { state } = play(system, [marked()], ended(true))
    expect(written(state)).toEqual(['0 e0 s0', `commit ${epoch}`])
    expect(readable(system, state)).toEqual({ records: [0], toTheEnd: true })
  })

  test('shows none of them once it is aborted', () => {
    const { state, ledger } = play(system, [marked()], ended(false))
    expect(stateOf(ledger, 0)).toBe('aborted')
    expect(written(state)).toEqual(['0 e0 s0', `abort ${epoch}`])
    expect(readable(system, state)).toEqual({ records: [], toTheEnd: true })
  })

  test('is followed by the next one in the epoch of its marker', () => {
    const { state } = play(system, [marked(), ...begun(given, 1), ...finished(true), marked()], ended(false))
    expect(written(state).slice(2)).toEqual(epoch === 'e1' ? ['1 e1 s0', 'commit e2'] : ['1 e0 s1', 'commit e0'])
    expect(readable(system, state).records).toEqual([1])
  })

  test('begins only when the markers of the one before are written', () => {
    const next = given === NEWEST ? [sent(1), arrives(1)] : called()
    expect(() => play(system, next, ended(true))).toThrow('not possible')
    expect(() => play(system, [marked(), ...next], ended(true))).not.toThrow()
  })

  test('whose end was answered to nobody is asked for again, and is over once its markers are written', () => {
    const unheard: readonly KafkaAction[] = [
      { kind: 'finish', producer: 0, commit: true },
      asks(),
      { kind: 'lost-response', producer: 0, record: -1 },
      hears(),
    ]
    const asking = play(system, [...begun(given, 0), ...unheard, asks()])
    expect(stateOf(asking.ledger, 0)).toBe('committing')
    expect(() => play(system, [hears()], asking)).toThrow('not possible')
    const { state, ledger } = play(system, [marked(), hears()], asking)
    expect(stateOf(ledger, 0)).toBe('committed')
    expect(state.producers[0]?.session?.producerEpoch).toBe(Number(epoch.slice(1)))
  })

  test('of a process that died is aborted by the next one, and what it had sent late is refused', () => {
    const died: readonly KafkaAction[] = given === NEWEST ? [sent(0)] : [...called(), sent(0)]
    const restarted = play(system, [...died, { kind: 'client-restart', producer: 0 }, ...called()])
    const fenced = given === NEWEST ? restarted : play(system, [marked(), ...called()], restarted)
    const { state, ledger } = play(system, [arrivesLate(0), ...begun(given, 1), ...finished(true), marked()], fenced)
    expect(outcomeOf(ledger, 0)).toBe('unknown')
    expect(readable(system, state)).toEqual({ records: [1], toTheEnd: true })
    expect(written(state).filter((entry) => entry.startsWith('0'))).toEqual([])
  })
})

describe('another process with the same transactional id', () => {
  /** The second transaction has two records; after the first of them the process is taken for dead. */
  const takenOver = (given: Partial<KafkaSettings>) => {
    const system = transactional(given, { records: 3, producers: 1 })
    const first = [...begun(given, 0), ...finished(true), marked(), ...begun(given, 1)]
    return {
      system,
      played: play(system, [
        ...first,
        { kind: 'replace-client', producer: 0 },
        ...called(1, 1),
        marked(),
        ...called(1, 1),
      ]),
    }
  }

  test.each([
    ['4.3', NEWEST, 3],
    ['3.9', BEFORE_4, 2],
    ['3.5', UNVERIFIED, 2],
  ] as const)('aborts what the first one left open, and is let in with a newer epoch (%s)', (_, given, epoch) => {
    const { system, played } = takenOver(given)
    expect(played.ledger.fenced).toEqual([0])
    expect(played.state.producers[1]?.session?.producerEpoch).toBe(epoch)
    expect(readable(system, played.state)).toEqual({ records: [0], toTheEnd: true })
  })

  test.each([
    ['4.3', NEWEST],
    ['3.9', BEFORE_4],
    ['3.5', UNVERIFIED],
  ] as const)('keeps the first one from writing (%s)', (_, given) => {
    const { system, played } = takenOver(given)
    const { state, ledger } = play(system, stored(2), played)
    expect(outcomeOf(ledger, 2)).toBe('rejected')
    expect(written(state)).toEqual(written(played.state))
    expect(play(system, called(), { state, ledger }).state.transactions?.clients[0]?.phase).toBe('fatal')
  })

  test('was the end of the first one at once, up to 2.6', () => {
    const phaseIn = (version: string): string | undefined => {
      const { system, played } = takenOver({ 'kafka.version': version })
      return play(system, stored(2), played).state.transactions?.clients[0]?.phase
    }
    expect([phaseIn('2.6.3'), phaseIn('2.7.2')]).toEqual(['fatal', 'aborting'])
  })
})

describe('another process with a transactional id of its own', () => {
  const RANDOM = { 'transactional.ids': 'random' } as const
  const system = transactional({ ...NEWEST, ...RANDOM }, { records: 3, producers: 1 })
  const first = [...added(0), ...finished(true), marked(), ...added(1)]

  test('fences nobody: the first one, taken for dead, writes on, and commits', () => {
    const played = play(system, [...first, { kind: 'replace-client', producer: 0 }, ...called(1, 1)])
    expect(played.ledger.fenced).toEqual([])
    const [old, fresh] = played.state.producers
    expect(fresh?.session?.producerId).not.toBe(old?.session?.producerId)
    expect(readable(system, played.state)).toEqual({ records: [0], toTheEnd: false })
    const { state, ledger } = play(system, [...stored(2), ...finished(true), marked()], played)
    expect(outcomeOf(ledger, 2)).toBe('acknowledged')
    expect(readable(system, state)).toEqual({ records: [0, 1, 2], toTheEnd: true })
  })

  test('leaves what a dead one had open to its timeout: until then readers wait', () => {
    const restarted = play(system, [...first, { kind: 'client-restart', producer: 0 }])
    expect(readable(system, restarted.state)).toEqual({ records: [0], toTheEnd: false })
    const { state } = play(system, [timedOut(), marked()], restarted)
    expect(readable(system, state)).toEqual({ records: [0], toTheEnd: true })
  })

  test('is judged without a fence, and says so', () => {
    expect(system.reservations['no-zombie-writes']).toMatchObject({ verdict: 'not-applicable' })
    expect(transactional().reservations['no-zombie-writes']).toBeUndefined()
  })

  test('comes as often as there are ids that the coordinator knows, which the evidence says', () => {
    const { machine, bounds } = system
    expect(bounds).toMatchObject({ transactionalIds: 6 })
    const sending = play(system, [sent(0)]).state
    const restart: KafkaAction = { kind: 'client-restart', producer: 0 }
    const withId = (transactionalId: number): KafkaState => ({
      ...sending,
      transactions: sending.transactions && {
        ...sending.transactions,
        clients: sending.transactions.clients.map((client) => ({ ...client, transactionalId })),
      },
    })
    const idAfter = (id: number): number | undefined =>
      machine.step(withId(id), restart).state.transactions?.clients[0]?.transactionalId
    expect([0, 3, 4, 5].map(idAfter)).toEqual([1, 4, 5, 5])
    const last = withId(5)
    expect(machine.step(last, restart).state).toBe(last)
  })
})

describe('an id for each partition of the input', () => {
  const given: Partial<KafkaSettings> = { 'transactional.ids': 'per-partition', 'isolation.level': 'read_committed' }
  const looping: Scope = { records: 1, producers: 2, loop: true }
  const loop = transactional(given, looping)
  const polled = (producer: number): KafkaAction => ({ kind: 'poll', producer })
  const given1: KafkaAction = { kind: 'rebalance', producer: 1 }
  const phases = ({ transactions }: KafkaState) => transactions?.clients.map(({ phase }) => phase)

  test('is used by the owner of the partition alone', () => {
    const { state } = play(loop, [polled(0)])
    expect(phases(state)).toEqual(['ready', 'initializing'])
    expect([...loop.machine.actions(state)]).not.toContainEqual({ kind: 'call', producer: 1 })
  })

  test('fences the old owner once the new one has begun, and not before it polls', () => {
    const taken = play(loop, [polled(0), given1])
    expect([...loop.machine.actions(taken.state)]).not.toContainEqual(polled(1))
    const { state, ledger } = play(loop, called(1, 1), taken)
    expect(phases(state)).toEqual(['ready', 'ready'])
    expect(ledger.fenced).toEqual([0])
    expect(state.producers[1]?.session?.producerEpoch).toBe(1)
    expect([...loop.machine.actions(state)]).toContainEqual(polled(1))
  })

  test('waits with a partition until a process is through with what it was about', () => {
    const { state } = play(loop, [polled(0), given1])
    expect([...loop.machine.actions(state)]).not.toContainEqual({ kind: 'rebalance', producer: 0 })
  })

  test('belongs to a process where nobody reads partitions', () => {
    const { state } = play(transactional(given, { records: 2, producers: 2 }), [])
    expect(state.transactions?.clients.map(({ transactionalId }) => transactionalId)).toEqual([0, 1])
  })
})

describe('an EndTxn that arrives late', () => {
  /** The producer gave up waiting for the answer, asked again, and has sent its next record. */
  const late = (given: Partial<KafkaSettings>) => {
    const system = transactional(given, TWO)
    const again: readonly KafkaAction[] = [
      { kind: 'finish', producer: 0, commit: true },
      asks(),
      givesUpOn(1),
      ...called(),
      marked(),
    ]
    return { system, played: play(system, [...begun(given, 0), ...again, ...begun(given, 1), arrivesLate(-1, 1)]) }
  }

  test('decides the next transaction, up to transaction version 1: its record is given to readers before it is committed (KAFKA-17754)', () => {
    const { system, played } = late(BEFORE_4)
    const { state, ledger } = play(system, [marked()], played)
    expect(written(state)).toEqual(['0 e0 s0', 'commit e0', '1 e0 s1', 'commit e0'])
    expect(stateOf(ledger, 1)).toBe('open')
    expect(ledger.dirty).toEqual([1])
  })

  test('is of an old epoch with transaction version 2', () => {
    const { system, played } = late(NEWEST)
    expect(() => play(system, [marked()], played)).toThrow('not possible')
    expect(readable(system, played.state)).toEqual({ records: [0], toTheEnd: false })
  })
})

describe('a batch that arrives after its transaction was aborted', () => {
  /** delivery.timeout.ms is over while the request is under way; the partition was in the transaction before. */
  const EXPIRED: KafkaAction = { kind: 'delivery-timeout', producer: 0, record: 0 }
  const late = (given: Partial<KafkaSettings>) => {
    const system = transactional(given, TWO)
    return { system, played: play(system, [...called(), sent(0), EXPIRED, ...called(), marked(), arrives(0)]) }
  }

  test('opens a transaction that nobody ends, where the coordinator is not asked (3.5)', () => {
    const { system, played } = late(UNVERIFIED)
    expect(written(played.state)).toEqual(['abort e0', '0 e0 s0'])
    expect(stateOf(played.ledger, 0)).toBe('aborted')
    expect(readable(system, played.state).toTheEnd).toBe(false)
  })

  test('is committed with the next transaction of its producer then', () => {
    const { system, played } = late(UNVERIFIED)
    const { state } = play(system, [...called(), ...begun(UNVERIFIED, 1), ...finished(true), marked()], played)
    expect(written(state)).toEqual(['abort e0', '0 e0 s0', '1 e1 s0', 'commit e1'])
    expect(readable(system, state)).toEqual({ records: [0, 1], toTheEnd: true })
  })

  test.each<[string, Partial<KafkaSettings>, readonly string[]]>([
    ['is refused since 3.6 (KIP-890)', { 'kafka.version': '3.6.2' }, ['abort e0']],
    [
      'is stored in 3.6 where that is switched off',
      { 'kafka.version': '3.6.2', 'transaction.partition.verification.enable': false },
      ['abort e0', '0 e0 s0'],
    ],
    [
      'is refused in 4.0 with transaction version 0, too',
      { 'kafka.version': '4.0.1', 'transaction.version': 0 },
      ['abort e0'],
    ],
  ])('%s', (_, given, expected) => {
    expect(written(late(given).played.state)).toEqual(expected)
  })

  test('is of an old epoch with transaction version 2', () => {
    const system = transactional(NEWEST, TWO)
    const { state } = play(system, [sent(0), EXPIRED, ...called(), arrives(0)])
    expect(written(state)).toEqual([])
    expect(readable(system, state).toTheEnd).toBe(true)
  })
})

describe('a batch that expires while the application waits for the end of its transaction', () => {
  const EXPIRED: KafkaAction = { kind: 'delivery-timeout', producer: 0, record: 0 }
  const COMMITS: KafkaAction = { kind: 'finish', producer: 0, commit: true }
  const ABORTS: KafkaAction = { kind: 'finish', producer: 0, commit: false }
  /** The transaction is aborted, and the next one is about to write to the same partition when the late batch comes. */
  const joined = (given: Partial<KafkaSettings>, ...ending: readonly KafkaAction[]) => {
    const system = transactional(given, TWO)
    return {
      system,
      played: play(system, [...called(), sent(0), ...ending, ...called(), marked(), ...called(), arrives(0)]),
    }
  }

  test.each<[string, readonly KafkaAction[]]>([
    ['commit', [COMMITS, EXPIRED]],
    ['abort', [ABORTS, EXPIRED]],
  ])(
    'raises no epoch where it waits for %s, and is committed with the next transaction (2.5 to 3.9, KIP-890)',
    (_, ending) => {
      for (const version of ['2.5.1', '3.5.2', '3.9.1']) {
        const { system, played } = joined({ 'kafka.version': version }, ...ending)
        const { state, ledger } = play(system, [...stored(1), ...finished(true), marked()], played)
        expect(stateOf(ledger, 0)).toBe('aborted')
        expect(outcomeOf(ledger, 0)).toBe('rejected')
        expect(written(state)).toEqual(['abort e0', '0 e0 s0', '1 e0 s1', 'commit e0'])
        expect(readable(system, state)).toEqual({ records: [0, 1], toTheEnd: true })
      }
    },
  )

  test('raises the epoch where it does not wait yet: the late batch is refused', () => {
    const system = transactional(BEFORE_4, TWO)
    const { state, ledger } = play(system, [
      ...called(),
      sent(0),
      EXPIRED,
      ...called(),
      marked(),
      ...called(),
      ...called(),
      arrives(0),
    ])
    expect(state.producers[0]?.session?.producerEpoch).toBe(1)
    expect(written(state)).toEqual(['abort e0'])
    expect(outcomeOf(ledger, 0)).toBe('rejected')
  })

  test('raises it all the same where the batch was to be sent again, as nobody knows its sequence then', () => {
    const system = transactional(BEFORE_4, TWO)
    const { state } = play(system, [...called(), sent(0), COMMITS, givesUpOn(0), EXPIRED, ...called(), marked()])
    expect(state.transactions?.clients[0]).toMatchObject({ phase: 'initializing', bumps: true })
  })

  test('ends the transaction before it, where each has an epoch of its own', () => {
    const system = transactional(NEWEST, TWO)
    expect(() => play(system, [sent(0), COMMITS])).toThrow('not possible')
    expect(() => play(system, [...added(0), COMMITS])).not.toThrow()
  })
})

test('an open transaction of one producer hides what another one has committed behind it', () => {
  const system = transactional({}, { records: 2, producers: 2 })
  const behind = play(system, [...added(0), ...added(1, 0, 1), ...finished(true, 1, 1), marked(0, 1, 1)])
  expect(stateOf(behind.ledger, 2)).toBe('committed')
  expect(readable(system, behind.state)).toEqual({ records: [], toTheEnd: false })
  expect(readable(system, play(system, [...finished(false), marked()], behind).state)).toEqual({
    records: [1],
    toTheEnd: true,
  })
})

describe('delivery.timeout.ms of a batch in a transaction', () => {
  const expired = (version: string, ...before: readonly KafkaAction[]): string | undefined =>
    play(transactional({ 'kafka.version': version }, TWO), [
      ...called(),
      sent(0),
      ...before,
      { kind: 'delivery-timeout', producer: 0, record: 0 },
    ]).state.transactions?.clients[0]?.phase

  test('makes the application abort it', () => {
    expect(['2.1.1', '2.4.1', '2.5.1', '3.9.1'].map((version) => expired(version))).toEqual([
      'aborting',
      'aborting',
      'aborting',
      'aborting',
    ])
  })

  test('was the end of the producer up to 2.4, if the batch was to be sent again', () => {
    expect(['2.1.1', '2.4.1', '2.5.1', '3.9.1'].map((version) => expired(version, givesUpOn(0)))).toEqual([
      'fatal',
      'fatal',
      'aborting',
      'aborting',
    ])
  })
})

test('a transaction over two partitions is readable in both or in none', () => {
  const system = transactional({ partitions: 2 }, { records: 4, producers: 1 })
  const both = (commit: boolean): KafkaState =>
    play(system, [...added(0), ...added(1, 1), ...finished(commit, 2), marked(0, 2), marked(1, 2)]).state
  expect([0, 1].map((partition) => readable(system, both(true), partition).records)).toEqual([[0], [1]])
  expect([0, 1].map((partition) => readable(system, both(false), partition).records)).toEqual([[], []])
})

describe('five records in flight, of which one response is lost', () => {
  const played = (idempotent: boolean) => {
    const system = systemOf(
      { 'enable.idempotence': idempotent, 'brokers': 1, 'replication.factor': 1 },
      { records: 5, producers: 1 },
    )
    const records = [0, 1, 2, 3, 4]
    return play(system, [
      ...records.map((record) => sent(record)),
      { kind: 'lost-response', producer: 0, record: 1 },
      ...records.map((record) => arrives(record)),
      ...stored(1),
    ])
  }
  const logOf = (state: KafkaState): readonly number[] => written(state).map((entry) => Number(entry.split(' ')[0]))

  test('stand once and in order with idempotence, and one of them twice without', () => {
    expect(logOf(played(true).state)).toEqual([0, 1, 2, 3, 4])
    expect(logOf(played(false).state)).toEqual([0, 1, 2, 3, 4, 1])
  })

  test('are all acknowledged', () => {
    for (const idempotent of [true, false])
      expect(played(idempotent).ledger.sent.map(({ outcome }) => outcome)).toEqual(
        Array<string>(5).fill('acknowledged'),
      )
  })
})
