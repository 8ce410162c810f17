/** Every promise that Kafka is judged by can fail, and one rule of the protocol is what keeps it. */
import { describe, expect, test } from 'vitest'
import { tryOut } from '../harness/judge.ts'
import { type KafkaAction, kafkaSystem } from '../model/kafka/system.ts'
import { fetched, produced, settingsOf } from '../model/kafka/testing/scenario.ts'
import { noAcknowledgedLoss } from './no-acknowledged-loss.ts'
import { type Mutant, ONE, breakTheirPromises, only } from './testing/kafka-mutants.ts'
import { type Mutation, mutated, withMutant } from './testing/mutants.ts'

/** Those that take longer stand in mutants.long.test.ts. */
const mutants: readonly Mutant[] = [
  {
    when: 'brokers say that they have flushed what they have not, and all lose power in one moment',
    promise: 'no-acknowledged-loss',
    from: 'log.length - replica.flushed >= interval ? log.length : replica.flushed',
    to: 'log.length - replica.flushed > interval ? log.length : replica.flushed',
    settings: { 'log.flush.interval.messages': 1, 'min.insync.replicas': 2, 'replication.factor': 2, 'brokers': 2 },
    scopes: [{ records: 1, producers: 1, rackPowerLoss: true }],
    budget: only({ 'rack-power-loss': 1 }, 0),
  },
  {
    when: 'a follower that left the ISR never joins it again',
    promise: 'writes-resume',
    from: 'known.logEndOffset < replica.highWatermark) return false',
    to: 'known.logEndOffset >= -1) return false',
    settings: { 'replication.factor': 2, 'min.insync.replicas': 2 },
    scopes: ONE,
    budget: only({ crash: 1 }, 0),
    runs: 200,
  },
]

describe('a mutant of the protocol breaks what the protocol keeps', { timeout: 60_000 }, () => {
  breakTheirPromises(mutants)

  /** KIP-903. The random search finds this loss too, but seldom: three things must go wrong in one order. */
  test('a replica that lost its log after it asked to join is let in when the controller ignores its broker epoch, and a record is lost', async () => {
    const anyEpoch: Mutation = {
      from: 'isEligible(deployment, state, pending.joins.broker, pending.joins.brokerEpoch)',
      to: "brokerOf(state, pending.joins.broker).registration === 'active'",
    }
    const schedule: readonly KafkaAction[] = [
      ...produced(),
      ...fetched(2),
      { kind: 'fetch', follower: 2, partition: 0 },
      { kind: 'shrink', leader: 0, partition: 0, followers: [1] },
      { kind: 'alter-partition', leader: 0, partition: 0 },
      ...fetched(1),
      { kind: 'fetch', follower: 1, partition: 0 },
      { kind: 'power-loss', broker: 1, keep: [0] },
      { kind: 'fence', broker: 1 },
      { kind: 'restart', broker: 1 },
      { kind: 'alter-partition', leader: 0, partition: 0 },
    ]
    const moved: KafkaAction = { kind: 'move-leader', partition: 0, to: 1 }
    const outcome = (makeSystem: typeof kafkaSystem): string => {
      const system = makeSystem(settingsOf({ 'min.insync.replicas': 2 }), { records: 1, producers: 1 })
      const { run, violation } = tryOut(
        system,
        noAcknowledgedLoss,
        [...schedule, moved],
        only({ 'slow-follower': 1, 'power-loss': 1 }, 1),
      )
      const joined =
        run.actions.length === schedule.length + 1
          ? 'let in'
          : run.actions.length === schedule.length
            ? 'refused'
            : 'impossible'
      return `${joined}, ${violation === undefined ? 'kept' : 'lost'}`
    }
    expect(await withMutant(anyEpoch, async (makeSystem) => outcome(makeSystem))).toBe('let in, lost')
    expect(outcome(kafkaSystem)).toBe('refused, kept')
  })

  test('a mutation whose rule has moved on is an error that says so', () => {
    const mutation: Mutation = { from: 'f(a, b)', to: '$&' }
    expect(() => mutated([''], mutation)).toThrow('this text stands 0 times in the model')
    expect(() => mutated(['f(a, b)', 'f(a, b)'], mutation)).toThrow('this text stands 2 times in the model')
    expect(mutated(['', 'x f(\n  a,\n  b,\n) x'], mutation)).toEqual([[1, 'x $& x']])
  })
})
