/** What the reductions look at, one by one; that they leave nothing out is held by reduction.test.ts. */
import { describe, expect, test } from 'vitest'
import { type ClusterState, type Replica, replicaOf, withReplica } from '../state/cluster-state.ts'
import { deploymentOf } from '../state/deployment.ts'
import type { KafkaAction } from '../system.ts'
import { fetched, play, produced, settingsOf, systemOf } from '../testing/scenario.ts'
import { transactional } from '../testing/transactional.ts'
import { newWorkload } from '../../clients/workload.ts'
import { holds, inOne } from '../../parts.ts'
import { coveredBy } from './covered.ts'
import { essenceOf } from './essence.ts'
import { isSettled } from './settled.ts'

const system = systemOf()
const { initial } = system.machine
const essenceIn = (state: ClusterState): string => JSON.stringify(inOne(essenceOf(initial), state))

describe('a slow follower is covered by a partition', () => {
  const shrink = { kind: 'shrink', partition: 0, leader: 0, followers: [1] } as const
  const cut = (broker: number) => ({ kind: 'partition', broker, from: ['controller'] }) as const

  test('as long as one of both ends can still be cut off', () => {
    expect(coveredBy(shrink, initial)).toBe('partition')
    expect(coveredBy(shrink, play(system, [cut(0)]).state)).toBe('partition')
    expect(coveredBy(shrink, play(system, [cut(1)]).state)).toBe('partition')
  })

  test('and not when both are cut off already', () => {
    expect(coveredBy(shrink, play(system, [cut(0), cut(1)]).state)).toBeUndefined()
  })
})

describe('a state is settled', () => {
  const settled = isSettled(deploymentOf(settingsOf(), { records: 1, producers: 1 }), initial)

  test('while its leader leads and its replicas are in good order', () => {
    expect(holds(settled, initial)).toBe(true)
    expect(holds(settled, play(system, produced()).state)).toBe(true)
  })

  test('not when its leader has crashed, or has not heard that it leads while it still follows another one', () => {
    expect(holds(settled, play(system, [{ kind: 'crash', broker: 0 }]).state)).toBe(false)
    expect(holds(settled, play(system, [...produced(), { kind: 'move-leader', partition: 0, to: 1 }]).state)).toBe(
      false,
    )
  })
})

const NEWS: readonly KafkaAction[] = [
  { kind: 'move-leader', partition: 0, to: 1 },
  { kind: 'learn', broker: 1 },
]
const AWAY_AND_BACK: readonly KafkaAction[] = [
  { kind: 'move-leader', partition: 0, to: 1 },
  { kind: 'move-leader', partition: 0, to: 0 },
]

describe.each<[string, readonly KafkaAction[], number]>([
  ['where every leader epoch occurs', [], 1],
  ['where a leader epoch is known to nobody', AWAY_AND_BACK, 3],
])('states have different essences, %s:', (_, before, present) => {
  const moved = play(system, [...produced(), ...fetched(1), ...before, ...NEWS]).state
  const replica = replicaOf(moved, 0, 2)
  const essence = essenceIn(moved)

  test.each<[string, Partial<Replica>]>([
    ['leader epoch that a follower knows', { leaderEpoch: present }],
    ['leader that it follows', { leader: 1 }],
    ['log', { log: [{ record: 0, leaderEpoch: 0, payload: null }] }],
    ['epoch of a record', { log: [{ record: 0, leaderEpoch: present, payload: null }] }],
    ['high watermark', { highWatermark: 1 }],
    ['part of the log on its disk', { flushed: 1 }],
    ['checkpoint', { checkpoint: 1 }],
    ['start of an epoch', { epochs: [{ leaderEpoch: 0, start: 0 }] }],
    ['question about where to cut', { truncating: true }],
  ])('by the %s', (__, changed) => {
    expect(essenceIn(withReplica(moved, 0, 2, { ...replica, ...changed }))).not.toBe(essence)
  })

  test.each<[string, Partial<ClusterState>]>([
    ['producers', { producers: [] }],
    ['requests', { requests: play(system, [{ kind: 'send', producer: 0, record: 0 }]).state.requests }],
    ['producer ids given', { nextProducerId: 9 }],
    ['transactions', { transactions: transactional().machine.initial.transactions }],
    ['group', { group: { owner: 0, generation: 1 } }],
    ['workload', { workload: newWorkload([[7]], 0) }],
  ])('by the %s', (__, changed) => {
    expect(essenceIn({ ...moved, ...changed })).not.toBe(essence)
  })

  test('by who leads, and by what a process does', () => {
    const after = (action: KafkaAction): string => essenceIn(play(system, [action]).state)
    const essences = [
      essenceIn(initial),
      essence,
      after({ kind: 'pause', broker: 2 }),
      after({ kind: 'crash', broker: 2 }),
    ]
    expect(new Set(essences).size).toBe(4)
  })
})
