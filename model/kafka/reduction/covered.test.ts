import { expect, test } from 'vitest'
import { ROWS } from '../machine/rows.ts'
import type { KafkaAction } from '../system.ts'
import { play, systemOf } from '../testing/scenario.ts'

const system = systemOf({ 'min.insync.replicas': 2 })
const cut = (broker: number): KafkaAction => ({ kind: 'cut-off', broker, clients: false })
const coverOf = (action: KafkaAction, before: readonly KafkaAction[]): string | undefined =>
  system.reduction?.coveredBy(action, play(system, before).state)

test('a partition covers a pause, unless the broker is cut off already', () => {
  const pause: KafkaAction = { kind: 'pause', broker: 1 }
  expect([coverOf(pause, []), coverOf(pause, [cut(0)]), coverOf(pause, [cut(1)])]).toEqual([
    'partition',
    'partition',
    undefined,
  ])
})

test('a partition covers a slow follower, unless both ends are cut off already', () => {
  const shrink: KafkaAction = { kind: 'shrink', leader: 0, partition: 0, followers: [1] }
  expect([coverOf(shrink, [cut(1)]), coverOf(shrink, [cut(0), cut(1)])]).toEqual(['partition', undefined])
})

test('nothing is covered but what may be a fault', () => {
  for (const [kind, { cost, coveredBy }] of Object.entries(ROWS))
    if (coveredBy !== undefined)
      expect([kind, typeof cost === 'function' || cost?.is === 'fault']).toEqual([kind, true])
  expect(coverOf({ kind: 'crash', broker: 1 }, [])).toBeUndefined()
})
