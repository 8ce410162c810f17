import { describe, expect, test } from 'vitest'
import { isProduce } from '../state/cluster-state.ts'
import { fetched, play, systemOf } from '../testing/scenario.ts'
import { arrives, sent, transactional } from '../testing/transactional.ts'

describe('a broker that is cut off from nobody knows whom', () => {
  test('is not cut off from a coordinator whose answer it hears, also while others wait for theirs', () => {
    // Broker 1 is the coordinator, and broker 2 has a copy of the transaction log, partition 1.
    const system = transactional({ 'transaction.state.log.replication.factor': 2 }, { records: 2, producers: 2 })
    const asked = play(system, [sent(0, 0), sent(1, 1), arrives(0, 0, 0), arrives(1, 0, 1)])
    const cut = play(system, [{ kind: 'cut-off', broker: 0, clients: false }], asked)
    expect(cut.state.brokers[0]?.undecided).toEqual(['controller', 1, 2])
    const heard = play(system, [...fetched(2, 1), { kind: 'fetch', follower: 2, partition: 1 }], cut)
    expect(heard.state.requests.filter(isProduce).map(({ verification }) => verification)).toContain('confirmed')
    expect(heard.state.brokers[0]).toMatchObject({ undecided: ['controller', 2], cutFrom: [] })
  })

  test('is not cut off from a leader that it fetches from', () => {
    const system = systemOf({ 'replication.factor': 2 })
    const cut = play(system, [{ kind: 'cut-off', broker: 1, clients: false }])
    const { state } = play(
      system,
      [
        { kind: 'send', producer: 0, record: 0 },
        { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
        ...fetched(1),
      ],
      cut,
    )
    expect(state.brokers[1]?.undecided).not.toContain(0)
  })

  test('and from each of two that are, one is reason enough for the lag of a follower', () => {
    const system = systemOf({ 'replication.factor': 2 })
    const { state } = play(system, [
      { kind: 'cut-off', broker: 0, clients: false },
      { kind: 'cut-off', broker: 1, clients: false },
      { kind: 'send', producer: 0, record: 0 },
      { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
      { kind: 'shrink', leader: 0, partition: 0, followers: [1] },
    ])
    expect(state.brokers[0]).toMatchObject({ cutFrom: [1] })
    expect(state.brokers[1]?.cutFrom).toEqual([])
    expect(state.brokers[1]?.undecided).toContain(0)
  })
})
