import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../settings/types.ts'
import { type RecordsBatch, newSession } from '../state/cluster-state.ts'
import { deploymentOf } from '../state/deployment.ts'
import type { KafkaAction, KafkaState } from '../system.ts'
import { type Played, fetched, outcomeOf, play, settingsOf, systemOf } from '../testing/scenario.ts'
import { arrives, called, finished, givesUpOn, marked, sent, transactional, written } from '../testing/transactional.ts'
import { acknowledged, isNext, nextBatch } from './session.ts'

type Kafka = ReturnType<typeof systemOf>

/** One broker that holds every partition alone. */
const alone = (given: Partial<KafkaSettings> = {}, records = 2): Kafka =>
  systemOf({ 'enable.idempotence': true, 'brokers': 1, 'replication.factor': 1, ...given }, { records, producers: 1 })

const canHappen = (system: Kafka, state: KafkaState, action: KafkaAction): boolean =>
  system.machine.step(state, action).state !== state

const loses = (record: number): KafkaAction => ({ kind: 'lost-response', producer: 0, record })
const expires = (record: number): KafkaAction => ({ kind: 'delivery-timeout', producer: 0, record })
/** The record is stored, and the producer does not hear so. */
const unheard = (record: number): readonly KafkaAction[] => [sent(record), loses(record), arrives(record)]
const again = (record: number): readonly KafkaAction[] => [sent(record), arrives(record)]
const CRASHED: readonly KafkaAction[] = [
  { kind: 'crash', broker: 0 },
  { kind: 'fence', broker: 0 },
  { kind: 'restart', broker: 0 },
  { kind: 'learn', broker: 0 },
]
/** Both records are stored, and the producer hears of neither. */
const BOTH_UNHEARD: readonly KafkaAction[] = [sent(0), sent(1), loses(0), loses(1), arrives(0), arrives(1)]

const sessionOf = ({ state }: Played) => state.producers[0]?.session
const outcomes = ({ ledger }: Played): readonly (string | undefined)[] =>
  ledger.sent.map(({ record }) => outcomeOf(ledger, record))

const onTwo = (gates = ''): Kafka =>
  systemOf({ 'enable.idempotence': true, 'brokers': 2, 'replication.factor': 2, gates }, { records: 3, producers: 1 })
/** The follower gets what the leader has, and the high watermark. */
const FOLLOWED: readonly KafkaAction[] = [...fetched(1), ...fetched(1)]

describe('an idempotent producer that sends again', () => {
  test('names the same sequence, and the record stands once', () => {
    const played = play(alone(), [...unheard(0), ...again(0)])
    expect(written(played.state)).toEqual(['0 e0 s0'])
    expect(outcomes(played)).toEqual(['acknowledged'])
  })

  test('has its acknowledgement only when the stored record is replicated', () => {
    const repeated = play(onTwo(), [...again(0), givesUpOn(0), ...again(0)])
    expect(written(repeated.state)).toEqual(['0 e0 s0'])
    expect(outcomes(repeated)).toEqual(['pending'])
    expect(outcomes(play(onTwo(), FOLLOWED, repeated))).toEqual(['acknowledged'])
  })

  test('is heard only when what it has sent before on the connection is answered', () => {
    const waiting = play(onTwo(), [sent(0), sent(1), arrives(0)])
    expect(canHappen(onTwo(), waiting.state, arrives(1))).toBe(false)
    expect(canHappen(onTwo(), play(onTwo(), FOLLOWED, waiting).state, arrives(1))).toBe(true)
  })

  test('lets no batch overtake an earlier one that waits to be sent again, be it new or not', () => {
    const system = alone({}, 3)
    const broken = play(system, [sent(0), sent(1), givesUpOn(0)]).state
    expect(canHappen(system, broken, sent(1))).toBe(false)
    expect(canHappen(system, broken, sent(2))).toBe(false)
    const repeated = play(system, [sent(0)], { state: broken, ledger: play(system, []).ledger }).state
    expect(canHappen(system, repeated, sent(1))).toBe(false)
  })

  test('sends a new batch beside one that is on its way again', () => {
    const system = alone()
    const { state } = play(system, [...unheard(0), sent(0)])
    expect(canHappen(system, state, sent(1))).toBe(true)
  })

  test('after a restart of its broker is known by its last batch alone: what was stored before it is stored twice (2.5 and later)', () => {
    const played = play(alone(), [...BOTH_UNHEARD, ...CRASHED, ...again(0), ...again(0), ...again(1)])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1', '0 e1 s0', '1 e1 s1'])
    expect(outcomes(played)).toEqual(['acknowledged', 'acknowledged'])
  })

  test('would be recognised where snapshots held all batches', () => {
    const played = play(alone({ gates: 'snapshots-hold-all-batches=on' }), [
      ...BOTH_UNHEARD,
      ...CRASHED,
      ...again(0),
      ...again(1),
    ])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1'])
    expect(outcomes(played)).toEqual(['acknowledged', 'acknowledged'])
  })

  test('up to 2.4 reported the stored record as failed then, and went on with a new producer id', () => {
    const played = play(alone({ 'kafka.version': '2.4.1' }), [...BOTH_UNHEARD, ...CRASHED, ...again(0), ...again(1)])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1'])
    expect(outcomes(played)).toEqual(['rejected', 'acknowledged'])
    expect(sessionOf(played)).toMatchObject({ producerId: 1, producerEpoch: 0 })
  })

  test('with its retries exhausted gives up one batch, and the next one keeps its sequence', () => {
    const played = play(alone({ retries: 1 }), [...unheard(0), ...unheard(0), ...again(1)])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1'])
    expect(outcomes(played)).toEqual(['rejected', 'acknowledged'])
  })

  test('in 0.11 counted a sequence only when it was acknowledged: the next record was taken for the stored one, and lost', () => {
    const exhausted: readonly KafkaAction[] = [...unheard(0), ...unheard(0), ...again(1)]
    const old = play(
      alone({ 'kafka.version': '0.11.0.3', 'retries': 1, 'max.in.flight.requests.per.connection': 1 }),
      exhausted,
    )
    expect(written(old.state)).toEqual(['0 e0 s0'])
    expect(outcomes(old)).toEqual(['rejected', 'acknowledged'])
    expect(written(play(alone({ 'kafka.version': '1.0.2', 'retries': 1 }), exhausted).state)).toEqual([
      '0 e0 s0',
      '1 e0 s1',
    ])
  })

  test('up to 2.4 gave up a batch of the old producer id with the next error', () => {
    const played = play(alone({ 'kafka.version': '2.4.1' }), [
      ...BOTH_UNHEARD,
      ...CRASHED,
      ...again(0),
      sent(1),
      loses(1),
      arrives(1),
    ])
    expect(outcomes(played)).toEqual(['rejected', 'rejected'])
  })

  test('and dies is another producer afterwards, for which all sequences begin at 0', () => {
    const played = play(alone(), [...unheard(0), { kind: 'client-restart', producer: 0 }, ...again(1)])
    expect(sessionOf(played)).toMatchObject({ producerId: 1, producerEpoch: 0 })
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s0'])
    expect(outcomes(played)).toEqual(['unknown', 'acknowledged'])
  })
})

describe('a batch that is out of order', () => {
  const moved = (to: number): KafkaAction => ({ kind: 'move-leader', partition: 0, to })
  const LEARNT: KafkaAction = { kind: 'learn', broker: 0 }
  /** The first of two batches in flight is refused, because the broker does not lead for a moment. */
  const firstRefused = (one: number, other: number): readonly KafkaAction[] => [
    sent(one),
    sent(other),
    moved(1),
    LEARNT,
    arrives(one),
    moved(0),
    LEARNT,
    arrives(other),
    { kind: 'learn', broker: 1 },
  ]

  test('because an earlier one was refused is sent again behind it, in the same epoch', () => {
    const played = play(onTwo(), [
      ...again(0),
      ...FOLLOWED,
      ...firstRefused(1, 2),
      ...again(1),
      ...FOLLOWED,
      ...again(2),
      ...FOLLOWED,
    ])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1', '2 e0 s2'])
    expect(outcomes(played)).toEqual(['acknowledged', 'acknowledged', 'acknowledged'])
  })

  test('is taken by a leader that knows nothing of its producer, and then the one before it is refused again and again (KAFKA-15591)', () => {
    const played = play(onTwo(), [...firstRefused(0, 1), ...FOLLOWED, ...again(0), ...again(0)])
    expect(written(played.state)).toEqual(['1 e0 s1'])
    expect(outcomes(played)).toEqual(['pending', 'acknowledged'])
    expect(sessionOf(played)).toMatchObject({ producerId: 0, producerEpoch: 0 })
    const checked = play(onTwo('first-sequence-checked=on'), [
      ...firstRefused(0, 1),
      ...again(0),
      ...FOLLOWED,
      ...again(1),
      ...FOLLOWED,
    ])
    expect(written(checked.state)).toEqual(['0 e0 s0', '1 e0 s1'])
  })
})

describe('a batch that a broker refuses for good', () => {
  /**
   * The broker has lost the last batch that it had acknowledged, so the next one is out of order, and the transaction
   * has to be aborted.
   */
  const nextIn = (version: string): number | undefined => {
    const system = transactional(
      { 'kafka.version': version, 'max.in.flight.requests.per.connection': 1 },
      { records: 3, producers: 1 },
    )
    const lost: readonly KafkaAction[] = [
      { kind: 'power-loss', broker: 0, keep: [2, 0] },
      { kind: 'fence', broker: 0 },
      { kind: 'restart', broker: 0 },
      { kind: 'learn', broker: 0 },
    ]
    const played = play(system, [
      ...called(),
      ...again(0),
      ...finished(true),
      marked(),
      ...called(),
      ...again(1),
      ...lost,
      ...again(2),
    ])
    expect(played.state.transactions?.clients[0]?.phase).toBe('aborting')
    return sessionOf(played)?.sequences[0]?.next
  }

  test('gives its sequence back, up to 2.4 where no new epoch follows', () => {
    expect(nextIn('1.0.2')).toBe(2)
    expect(nextIn('2.4.1')).toBe(2)
  })

  // The model gives back what was not taken.
  test('never had one of its own in 0.11', () => {
    expect(nextIn('0.11.0.3')).toBe(2)
  })
})

describe('delivery.timeout.ms', () => {
  test('of a batch that was sent once leaves the next one free to go, with the next sequence', () => {
    const played = play(alone(), [sent(0), expires(0), sent(1), arrives(0), arrives(1)])
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s1'])
    expect(outcomes(played)).toEqual(['rejected', 'acknowledged'])
  })

  test('of a batch that was to be sent again holds new ones back until nothing is under way', () => {
    const system = alone({}, 3)
    const expired = play(system, [...BOTH_UNHEARD, expires(0), sent(1)])
    expect(canHappen(system, expired.state, sent(2))).toBe(false)
    const resolved = play(system, [arrives(1), ...again(2)], expired)
    expect(written(resolved.state)).toEqual(['0 e0 s0', '1 e0 s1', '2 e0 s2'])
  })

  const EXPIRED: readonly KafkaAction[] = [...unheard(0), expires(0), ...again(1)]

  test('of the last batch under way takes the producer to a new epoch, as nobody knows what became of it', () => {
    const played = play(alone(), EXPIRED)
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e1 s0'])
    expect(outcomes(played)).toEqual(['rejected', 'acknowledged'])
  })

  test('took it to a new producer id up to 2.4', () => {
    const played = play(alone({ 'kafka.version': '2.4.1' }), EXPIRED)
    expect(sessionOf(played)).toMatchObject({ producerId: 1, producerEpoch: 0 })
  })

  test('took it to a new producer id in 0.11, too', () => {
    const played = play(alone({ 'kafka.version': '0.11.0.3', 'max.in.flight.requests.per.connection': 1 }), EXPIRED)
    expect(written(played.state)).toEqual(['0 e0 s0', '1 e0 s0'])
  })

  test('was not looked at while a batch is in flight, up to 2.0 (KIP-91)', () => {
    const system = alone({ 'kafka.version': '2.0.1' })
    expect(canHappen(system, play(system, [sent(0)]).state, expires(0))).toBe(false)
  })
})

describe('a new epoch of an idempotent producer', () => {
  /**
   * Records 0, 2 and 4 go to one partition, the others to another one; of the first the leader comes to know the last
   * batch alone.
   */
  const restarted = (version: string): Played =>
    play(alone({ 'kafka.version': version, 'partitions': 2 }, 6), [
      ...again(0),
      ...again(1),
      sent(2),
      sent(3),
      sent(4),
      loses(2),
      loses(4),
      arrives(2),
      arrives(3),
      arrives(4),
      ...CRASHED,
      ...again(2),
      ...again(2),
      ...again(4),
      ...again(5),
    ])

  test('begins the sequences of each partition again when nothing is under way there', () => {
    const { state } = restarted('4.3.1')
    expect(written(state, 0, 0)).toEqual(['0 e0 s0', '2 e0 s1', '4 e0 s2', '2 e1 s0', '4 e1 s1'])
    expect(written(state, 1, 0)).toEqual(['1 e0 s0', '3 e0 s1', '5 e1 s0'])
  })

  test('in 2.5 to 2.7.0 went on with the old sequences in idle partitions, was refused, and began one more (KAFKA-12152)', () => {
    const played = restarted('2.7.0')
    expect(written(played.state, 1, 0)).toEqual(['1 e0 s0', '3 e0 s1'])
    expect(sessionOf(played)).toMatchObject({ producerEpoch: 2 })
    expect(written(restarted('2.7.1').state, 1, 0)).toEqual(['1 e0 s0', '3 e0 s1', '5 e1 s0'])
  })
})

describe('an acknowledgement', () => {
  const deployment = deploymentOf(settingsOf({ 'enable.idempotence': true }), { records: 1, producers: 1 })
  const batch = (producerId: number, producerEpoch: number, sequence: number): RecordsBatch => ({
    kind: 'records',
    producerId,
    producerEpoch,
    sequence,
    transactional: false,
  })
  const begun = [0, 1, 2].reduce((session) => nextBatch(deployment, session, 0).session, newSession(false, 7, 1))

  test('of a batch of this producer id and epoch counts', () => {
    const after = acknowledged(deployment, begun, 0, batch(7, 0, 1), false)
    expect([isNext(after, 0, 2), isNext(after, 0, 1)]).toEqual([true, false])
  })

  test.each([
    ['producer id', batch(6, 0, 1)],
    ['epoch', batch(7, 1, 1)],
  ])('of a batch of another %s does not: what comes next is what came next before', (_, other) => {
    expect(acknowledged(deployment, begun, 0, other, false)).toBe(begun)
  })

  test('of a batch before the last acknowledged one changes nothing', () => {
    const after = acknowledged(deployment, begun, 0, batch(7, 0, 1), false)
    expect(acknowledged(deployment, after, 0, batch(7, 0, 0), false)).toBe(after)
  })
})
