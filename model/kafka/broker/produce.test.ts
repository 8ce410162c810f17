import { describe, expect, it } from 'vitest'
import { replicaOf } from '../state/cluster-state.ts'
import type { KafkaAction } from '../system.ts'
import { fetched, outcomeOf, play, produced, systemOf } from '../testing/scenario.ts'

const possible = (
  system: ReturnType<typeof systemOf>,
  state: Parameters<typeof system.machine.step>[0],
  action: KafkaAction,
): boolean => [...system.machine.actions(state)].some((other) => JSON.stringify(other) === JSON.stringify(action))

describe('a producer', () => {
  it('with acks=0 takes every send for a success, whatever becomes of the request', () => {
    const system = systemOf({ acks: '0' })
    const { ledger, state } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'lost-request', producer: 0, broker: 0 },
    ])
    expect(outcomeOf(ledger)).toBe('acknowledged')
    expect(state.requests).toEqual([])
  })

  it('sends again after a lost response, and the record stands twice in the log', () => {
    const system = systemOf({ acks: '1', retries: 2 })
    const { state, ledger } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'lost-response', producer: 0, record: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
      ...produced(),
    ])
    expect(replicaOf(state, 0, 0).log.map((entry) => entry.record)).toEqual([0, 0])
    expect(outcomeOf(ledger)).toBe('acknowledged')
  })

  it('with retries=0 gives the application an exception at the first lost response', () => {
    const system = systemOf({ acks: '1', retries: 0 })
    const { ledger } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'lost-response', producer: 0, record: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
    ])
    expect(outcomeOf(ledger)).toBe('rejected')
  })

  it('leaves a request behind when it gives up waiting: it arrives late, and nobody hears the answer', () => {
    const system = systemOf({ acks: '1' })
    const { state, ledger } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'request-timeout', producer: 0, broker: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: true },
    ])
    expect(replicaOf(state, 0, 0).log).toHaveLength(1)
    expect(outcomeOf(ledger)).toBe('pending')
  })

  it('with one request in flight sends the next record only when the one before has its outcome', () => {
    const system = systemOf({ 'acks': '1', 'max.in.flight.requests.per.connection': 1 }, { records: 2, producers: 1 })
    const second: KafkaAction = { kind: 'send', producer: 0, record: 1 }
    const inFlight = play(system, [{ kind: 'send', producer: 0, record: 0 }])
    expect(possible(system, inFlight.state, second)).toBe(false)
    const retrying = play(system, [{ kind: 'request-timeout', producer: 0, broker: 0 }], inFlight)
    expect(possible(system, retrying.state, second)).toBe(false)
    expect(possible(system, play(system, produced(), retrying).state, second)).toBe(true)
  })

  it('with several in flight is overtaken by its own next record when the first is refused', () => {
    const system = systemOf({ acks: '1', retries: 2 }, { records: 2, producers: 1 })
    const { state } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'send', producer: 0, record: 1 },
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
      { kind: 'move-leader', partition: 0, to: 0 },
      { kind: 'learn', broker: 0 },
      { kind: 'arrive', producer: 0, record: 1, broker: 0, late: false },
      ...produced(0),
    ])
    expect(replicaOf(state, 0, 0).log.map((entry) => entry.record)).toEqual([1, 0])
  })

  it('that dies leaves its sends without an outcome', () => {
    const { ledger } = play(systemOf(), [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'client-restart', producer: 0 },
    ])
    expect(outcomeOf(ledger)).toBe('unknown')
  })
})

describe('a broker', () => {
  it('refuses acks=all below the minimum of in-sync replicas before it appends', () => {
    const system = systemOf({ 'replication.factor': 2, 'min.insync.replicas': 2 })
    const { state, ledger } = play(system, [
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'crash', broker: 1 },
      { kind: 'fence', broker: 1 },
      { kind: 'learn', broker: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
    ])
    expect(replicaOf(state, 0, 0).log).toEqual([])
    expect(state.producers[0]?.sends).toEqual([
      { record: 0, resent: 0, state: 'retry', lost: false, batch: null, rewritten: false },
    ])
    expect(outcomeOf(ledger)).toBe('pending')
  })

  it('before the strict minimum answers NOT_ENOUGH_REPLICAS_AFTER_APPEND for a record that is stored', () => {
    const system = systemOf({
      'kafka.version': '0.10.2.2',
      'replication.factor': 2,
      'min.insync.replicas': 2,
      'retries': 0,
    })
    const { state, ledger } = play(system, [
      ...produced(),
      { kind: 'crash', broker: 1 },
      { kind: 'fence', broker: 1 },
      { kind: 'learn', broker: 0 },
    ])
    expect(replicaOf(state, 0, 0).highWatermark).toBe(1)
    expect(outcomeOf(ledger)).toBe('rejected')
  })

  it('that lost its leadership answers waiting requests with NOT_LEADER_OR_FOLLOWER', () => {
    const { state } = play(systemOf(), [
      ...produced(),
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 0 },
    ])
    expect(state.requests).toEqual([])
    expect(state.producers[0]).toMatchObject({ sends: [{ state: 'retry' }], target: [-1] })
  })

  it('keeps its log in a crash, and in a power loss only what was flushed or chance had written', () => {
    const system = systemOf({ acks: '1' }, { records: 2, producers: 1 })
    const filled = play(system, [...produced(0), ...produced(1)])
    expect(replicaOf(play(system, [{ kind: 'crash', broker: 0 }], filled).state, 0, 0).log).toHaveLength(2)
    expect(
      replicaOf(play(system, [{ kind: 'power-loss', broker: 0, keep: [1] }], filled).state, 0, 0).log,
    ).toHaveLength(1)
    const flushing = systemOf({ 'acks': '1', 'log.flush.interval.messages': 1 }, { records: 2, producers: 1 })
    const flushed = play(flushing, [...produced(0), ...produced(1)])
    expect(possible(flushing, flushed.state, { kind: 'power-loss', broker: 0, keep: [1] })).toBe(false)
  })

  it("that finds the leader's log shorter than its own halts in 0.10, unless unclean election is on", () => {
    const shorter: readonly KafkaAction[] = [
      ...produced(),
      ...fetched(1),
      { kind: 'fetch', follower: 1, partition: 0 },
      { kind: 'crash', broker: 1 },
      { kind: 'bounce', broker: 1 },
      { kind: 'learn', broker: 1 },
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 1 },
      { kind: 'learn', broker: 0 },
      ...fetched(0),
    ]
    const given = { 'kafka.version': '0.10.2.2', 'replication.factor': 2, 'min.insync.replicas': 2 } as const
    expect(play(systemOf(given), shorter).state.brokers[0]?.process).toBe('halted')
    const { state } = play(systemOf({ ...given, 'unclean.leader.election.enable': true }), shorter)
    expect(state.brokers[0]?.process).toBe('running')
    expect(replicaOf(state, 0, 0).log).toEqual([])
  })

  it('has its record stored in the epoch of the leader that appends it', () => {
    const system = systemOf({ acks: '1' }, { records: 2, producers: 1 })
    const first = play(system, produced(0))
    expect(replicaOf(first.state, 0, 0)).toMatchObject({
      log: [{ record: 0, leaderEpoch: 0 }],
      epochs: [{ leaderEpoch: 0, start: 0 }],
    })
    const { state } = play(
      system,
      [
        { kind: 'move-leader', partition: 0, to: 1 },
        { kind: 'learn', broker: 0 },
        { kind: 'learn', broker: 1 },
        ...produced(1, 1),
      ],
      first,
    )
    expect(replicaOf(state, 0, 1)).toMatchObject({
      log: [{ record: 1, leaderEpoch: 1 }],
      epochs: [{ leaderEpoch: 1, start: 0 }],
    })
  })
})
