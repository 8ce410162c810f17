import { describe, expect, it } from 'vitest'
import { replicaOf } from '../state/cluster-state.ts'
import { fetched, outcomeOf, play, produced, systemOf } from '../testing/scenario.ts'

describe('replication', () => {
  it('a leader learns what a follower has only from its next fetch, and the follower learns the high watermark one fetch later still', () => {
    const system = systemOf({ 'replication.factor': 2, 'min.insync.replicas': 2 })
    const appended = play(system, [...produced(), ...fetched(1)])
    expect(replicaOf(appended.state, 0, 1).log).toHaveLength(1)
    expect(replicaOf(appended.state, 0, 0).highWatermark).toBe(0)
    expect(outcomeOf(appended.ledger)).toBe('pending')

    const counted = play(system, [{ kind: 'fetch', follower: 1, partition: 0 }], appended)
    expect(replicaOf(counted.state, 0, 0).highWatermark).toBe(1)
    expect(outcomeOf(counted.ledger)).toBe('acknowledged')

    const answered = play(system, [{ kind: 'fetched', follower: 1, partition: 0 }], counted)
    expect(replicaOf(answered.state, 0, 1).highWatermark).toBe(0)
    expect(replicaOf(play(system, fetched(1), answered).state, 0, 1).highWatermark).toBe(1)
  })

  it('a follower cuts what a new leader does not have, by the epoch at which the logs part', () => {
    const system = systemOf({ acks: '1' })
    const moved = play(system, [
      ...produced(),
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 0 },
      { kind: 'learn', broker: 1 },
    ])
    expect(outcomeOf(moved.ledger)).toBe('acknowledged')
    const { state } = play(system, fetched(0), moved)
    expect(replicaOf(state, 0, 0).log).toEqual([])
  })

  it('a leader serves no fetch of another leader epoch', () => {
    const system = systemOf({ acks: '1' })
    const { state } = play(system, [
      ...produced(),
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 2 },
      { kind: 'learn', broker: 0 },
    ])
    const action = { kind: 'fetch', follower: 2, partition: 0 } as const
    expect(system.machine.step(state, action).state).toBe(state)
  })

  it('before leader epochs were compared, a follower cuts its log to its high watermark when the leader is another one', () => {
    const system = systemOf({ 'kafka.version': '0.10.2.2', 'replication.factor': 2, 'min.insync.replicas': 2 })
    const replicated = play(system, [...produced(), ...fetched(1), { kind: 'fetch', follower: 1, partition: 0 }])
    expect(outcomeOf(replicated.ledger)).toBe('acknowledged')
    const { state } = play(
      system,
      [
        { kind: 'move-leader', partition: 0, to: 1 },
        { kind: 'learn', broker: 1 },
        { kind: 'move-leader', partition: 0, to: 0 },
        { kind: 'learn', broker: 1 },
      ],
      replicated,
    )
    expect(replicaOf(state, 0, 1).log).toEqual([])
  })

  it('the high watermark stands still while the ISR is below the minimum, even for acks=1', () => {
    const system = systemOf({ 'replication.factor': 2, 'min.insync.replicas': 2, 'acks': '1' })
    const alone = [
      { kind: 'crash', broker: 1 },
      { kind: 'fence', broker: 1 },
      { kind: 'learn', broker: 0 },
    ] as const
    const { state, ledger } = play(system, [...alone, ...produced()])
    expect(outcomeOf(ledger)).toBe('acknowledged')
    expect(replicaOf(state, 0, 0).highWatermark).toBe(0)
    const older = systemOf({
      'kafka.version': '0.10.2.2',
      'replication.factor': 2,
      'min.insync.replicas': 2,
      'acks': '1',
    })
    expect(replicaOf(play(older, [...alone, ...produced()]).state, 0, 0).highWatermark).toBe(1)
  })

  it('a follower that cuts its log takes from the leader no higher watermark than the leader has, though its own log is longer (before KAFKA-14704)', () => {
    const system = systemOf({ acks: '1', gates: 'diverging-keeps-high-watermark=off' }, { records: 3, producers: 1 })
    // Broker 1 has the first two records and no follower, and becomes the leader; broker 0 has one more, which it cuts.
    const { state } = play(system, [
      ...produced(0),
      ...produced(1),
      ...fetched(1),
      ...produced(2),
      { kind: 'move-leader', partition: 0, to: 1 },
      { kind: 'learn', broker: 0 },
      { kind: 'learn', broker: 1 },
      ...fetched(0),
    ])
    expect(replicaOf(state, 0, 0)).toMatchObject({ log: [{ record: 0 }, { record: 1 }], highWatermark: 0 })
  })
})
