import { describe, expect, it } from 'vitest'
import { partitionAt, replicaOf } from '../state/cluster-state.ts'
import { fetched, play, produced, systemOf } from '../testing/scenario.ts'

const gone = (broker: number) => [{ kind: 'crash', broker } as const, { kind: 'fence', broker } as const]

describe('the KRaft controller', () => {
  it('elects the first replica of the assignment that is in sync and alive', () => {
    const { registration } = partitionAt(play(systemOf(), gone(0)).state, 0)
    expect(registration).toMatchObject({ leader: 1, leaderEpoch: 1, isr: [1, 2] })
  })

  it('keeps replicas that left an ISR below the minimum as eligible leaders, until they come back from an unclean shutdown', () => {
    const system = systemOf({ 'min.insync.replicas': 2 })
    const one = play(system, [...gone(1), ...gone(2)])
    expect(partitionAt(one.state, 0).registration).toMatchObject({ isr: [0], elr: [2] })
    const back = play(system, [{ kind: 'restart', broker: 2 }], one)
    expect(partitionAt(back.state, 0).registration).toMatchObject({ isr: [0], elr: [] })
  })

  it('keeps a replica eligible that was shut down in a controlled way', () => {
    const system = systemOf({ 'min.insync.replicas': 2 })
    const alone = play(system, [
      ...gone(1),
      { kind: 'controlled-shutdown', broker: 2 },
      { kind: 'learn', broker: 0 },
      { kind: 'stop', broker: 2 },
    ])
    expect(partitionAt(alone.state, 0).registration).toMatchObject({ isr: [0], elr: [2] })
    const { state } = play(system, [...gone(0), { kind: 'restart', broker: 2 }], alone)
    expect(partitionAt(state, 0).registration).toMatchObject({ leader: 2, isr: [2], elr: [0] })
  })

  it('elects the last known leader when nobody is in sync or eligible, although unclean election is off', () => {
    const system = systemOf({ 'min.insync.replicas': 2 })
    const none = play(system, [...gone(1), ...gone(2), ...gone(0), { kind: 'restart', broker: 2 }])
    expect(partitionAt(none.state, 0).registration).toMatchObject({ leader: -1, isr: [], elr: [0], lastKnownLeader: 0 })
    const { state } = play(system, [{ kind: 'restart', broker: 0 }], none)
    expect(partitionAt(state, 0).registration).toMatchObject({ leader: 0, isr: [0], elr: [], lastKnownLeader: -1 })
  })

  it('without eligible leader replicas leaves the last member in the ISR, and waits for it', () => {
    const system = systemOf({ 'kafka.version': '4.0.2' })
    const none = play(system, [...gone(1), ...gone(2), ...gone(0)])
    expect(partitionAt(none.state, 0).registration).toMatchObject({ leader: -1, isr: [0] })
    const { state } = play(
      system,
      [
        { kind: 'restart', broker: 1 },
        { kind: 'restart', broker: 0 },
      ],
      none,
    )
    expect(partitionAt(state, 0).registration).toMatchObject({ leader: 0, isr: [0] })
  })

  it('elects anyone who is alive when unclean election is on', () => {
    const system = systemOf({ 'kafka.version': '4.0.2', 'unclean.leader.election.enable': true })
    const { state } = play(system, [...gone(1), ...gone(2), ...gone(0), { kind: 'restart', broker: 2 }])
    expect(partitionAt(state, 0).registration).toMatchObject({ leader: 2, isr: [2] })
  })

  it('refuses to add a replica that was restarted since it fetched, and the leader falls back to its ISR', () => {
    const system = systemOf({ 'min.insync.replicas': 1 })
    const out = play(system, [
      ...gone(1),
      { kind: 'learn', broker: 0 },
      ...produced(),
      { kind: 'restart', broker: 1 },
      ...fetched(1),
      { kind: 'fetch', follower: 1, partition: 0 },
    ])
    expect(replicaOf(out.state, 0, 0).leadership?.pending).toMatchObject({ isr: [0, 1, 2], joins: { broker: 1 } })
    const again = play(
      system,
      [...gone(1), { kind: 'restart', broker: 1 }, { kind: 'alter-partition', leader: 0, partition: 0 }],
      out,
    )
    expect(partitionAt(again.state, 0).registration.isr).toEqual([0, 2])
    expect(replicaOf(again.state, 0, 0).leadership).toMatchObject({ pending: null, isr: [0, 2] })
  })
})

describe('the ZooKeeper controller', () => {
  it('raises the leader epoch with every change of the ISR that it makes', () => {
    const { registration } = partitionAt(play(systemOf({ 'kafka.version': '0.10.2.2' }), gone(2)).state, 0)
    expect(registration).toMatchObject({ leader: 0, leaderEpoch: 1, isr: [0, 1] })
  })

  it('misses a broker that is back before a new controller looks, and leaves it in the ISR', () => {
    const system = systemOf({ 'kafka.version': '0.10.2.2', 'replication.factor': 2 })
    const { state } = play(system, [
      { kind: 'crash', broker: 1 },
      { kind: 'bounce', broker: 1 },
      { kind: 'learn', broker: 1 },
    ])
    expect(partitionAt(state, 0).registration).toMatchObject({ leader: 0, leaderEpoch: 0, isr: [0, 1] })
    expect(state.mayHostController).not.toContain(1)
  })
})
