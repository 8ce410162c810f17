import { expect, test } from 'vitest'
import { emptyLedger } from '../../invariants/ledger.ts'
import type { KafkaAction } from '../../model/kafka/system.ts'
import { deploymentOf } from '../../model/kafka/state/deployment.ts'
import { fetched, play, produced, settingsOf, systemOf } from '../../model/kafka/testing/scenario.ts'
import { timingOf } from './configuration.ts'
import { isForced, type Operation, operationOf } from './operations.ts'
import { pictureOf } from './picture.ts'
import { reasonsAgainst } from './replay-on.ts'

const system = systemOf()
const from = (...before: readonly KafkaAction[]) => play(system, before).state

function operation(action: KafkaAction, ...before: readonly KafkaAction[]) {
  const state = from(...before)
  return operationOf(action, state, system.machine.step(state, action).state)
}

const MOVED: KafkaAction = { kind: 'move-leader', partition: 0, to: 1 }

test.each<readonly [string, KafkaAction, readonly KafkaAction[], Operation]>([
  [
    'a send',
    { kind: 'send', producer: 0, record: 0 },
    [],
    { does: 'send', producer: 0, record: 0, broker: 0, again: false },
  ],
  [
    'an arrival',
    { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
    produced().slice(0, 1),
    { does: 'deliver', record: 0, broker: 0, late: false },
  ],
  [
    'a fetch goes to whom the follower believes in',
    fetched(1)[0]!,
    produced(),
    { does: 'fetch', follower: 1, leader: 0 },
  ],
  ['a planned move', MOVED, [], { does: 'move', to: 1, over: 0 }],
  ['news', { kind: 'learn', broker: 1 }, [MOVED], { does: 'learn', brokers: [1] }],
  ['a crash', { kind: 'crash', broker: 2 }, [], { does: 'kill', broker: 2 }],
  ['a pause', { kind: 'pause', broker: 2 }, [], { does: 'pause', broker: 2 }],
  [
    'a loss of power, and what is left',
    { kind: 'power-loss', broker: 0, keep: [0] },
    produced(),
    { does: 'lose-power', broker: 0, keep: [0] },
  ],
  ['a controlled shutdown', { kind: 'controlled-shutdown', broker: 0 }, [], { does: 'shut-down', broker: 0 }],
])('%s is done from outside', (_, action, before, done) => {
  expect(operation(action, ...before)).toEqual(done)
})

test('what nobody can force is told with its reason, before anything is started', () => {
  const failover: KafkaAction = { kind: 'controller-failover', broker: 0, partition: 0 }
  expect(isForced(operationOf(failover, from(), from()))).toBe(false)
  const deployment = deploymentOf(settingsOf({ controller: 'zookeeper' }), { records: 1, producers: 1 })
  const actions: readonly KafkaAction[] = [...produced(), { kind: 'delivery-timeout', producer: 0, record: 0 }]
  const reasons = reasonsAgainst({ system, deployment, actions, promise: 'no-acknowledged-loss' })
  expect(reasons).toEqual([
    'clusters with ZooKeeper are not done yet',
    'step 3 (delivery-timeout): delivery.timeout.ms would have to pass; not done yet',
  ])
})

test('what happens by itself happens soon where the schedule has it, and else never', () => {
  const quiet = timingOf(produced())
  const { lag } = timingOf([{ kind: 'shrink', leader: 0, partition: 0, followers: [1] }])
  const { session } = timingOf([{ kind: 'fence', broker: 1 }])
  expect(lag).toBeLessThan(quiet.lag / 10)
  expect(session).toBeLessThan(quiet.session / 10)
})

test('a picture shows what can be seen of the model from outside', () => {
  const { state, ledger } = play(system, [...produced(), ...fetched(1)])
  const picture = pictureOf(state, ledger, { partition: 0, record: () => 'a' })
  expect(picture.controller).toEqual({ leader: 0, leaderEpoch: 0, isr: [0, 1, 2], elr: [] })
  expect(picture.brokers.map(({ log }) => log)).toEqual([['a@0'], ['a@0'], []])
  expect(picture.brokers[0]?.own).toEqual({ leader: 0, leaderEpoch: 0, highWatermark: 0 })
  expect(picture.outcomes).toEqual({ a: 'open' })
  expect(pictureOf(state, emptyLedger, { partition: 0, record: () => 'a' }).outcomes).toEqual({})
})
