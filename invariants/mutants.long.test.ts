/** Mutants of which it takes long to see that the protocol without them keeps the promise. */
import { describe, expect, test } from 'vitest'
import { budgetOf } from '../generators/budget.ts'
import { kafkaSystem } from '../model/kafka/system.ts'
import { type Mutant, ONE, TWO, breakTheirPromises, only } from './testing/kafka-mutants.ts'
import { type Experiment, type Mutation, verdicts, withMutant } from './testing/mutants.ts'

const mutants: readonly Mutant[] = [
  {
    when: 'a broker answers with an error after it appended',
    promise: 'honest-outcome',
    from: "respond(deployment, appended, request, 'none', seen)",
    to: "respond(deployment, appended, request, 'NOT_LEADER_OR_FOLLOWER', seen)",
    settings: { acks: '1', retries: 0 },
    scopes: ONE,
    budget: only({}, 2),
    runs: 500,
  },
  {
    when: 'a broker appends an arriving record twice',
    promise: 'no-duplicates',
    from: '[{ record: isPosition ? NO_RECORD : request.record, leaderEpoch: replica.leaderEpoch, payload: batch }]',
    to: '[0, 1].map(() => ({ record: request.record, leaderEpoch: replica.leaderEpoch, payload: batch }))',
    settings: { 'min.insync.replicas': 2, 'retries': 0 },
    scopes: ONE,
    budget: budgetOf(2),
    runs: 500,
  },
  {
    when: 'a partition may have two requests in flight to two brokers although max.in.flight is 1',
    promise: 'in-order',
    from: 'if (limit === 1 && producer.sends',
    to: 'if (limit === 0 && producer.sends',
    settings: { 'min.insync.replicas': 2, 'retries': 2, 'max.in.flight.requests.per.connection': 1 },
    scopes: TWO,
    budget: budgetOf(1),
    runs: 1000,
  },
  {
    when: 'any active replica may be elected',
    promise: 'no-acknowledged-loss',
    from: '(targetIsr.includes(replica) || (targetIsr.length === 0 && targetElr.includes(replica))) && active(replica)',
    to: 'active(replica)',
    settings: { 'min.insync.replicas': 2 },
    scopes: ONE,
    budget: budgetOf(2),
    runs: 1000,
  },
  {
    when: 'the high watermark rises although too few replicas are in sync',
    promise: 'no-committed-loss',
    keeps: ['no-acknowledged-loss'],
    from: "deployment.mechanisms['strict-min-isr'] && ",
    to: 'false && ',
    settings: { 'min.insync.replicas': 2 },
    scopes: ONE,
    budget: budgetOf(2),
    runs: 1000,
  },
  {
    when: 'a leader never says where the logs part',
    promise: 'replicas-agree',
    from: 'if (lastFetchedEpoch < 0) return null',
    to: 'if (lastFetchedEpoch >= -1) return null',
    settings: { 'min.insync.replicas': 2 },
    scopes: TWO,
    budget: budgetOf(2),
    runs: 1000,
  },
  {
    when: 'a leader counts a record as committed before its followers have it',
    promise: 'stable-offsets',
    from: 'for (const member of maximalIsr(leadership))',
    to: 'for (const member of [leading.leader])',
    settings: { 'min.insync.replicas': 2 },
    scopes: TWO,
    budget: budgetOf(1),
    runs: 1000,
  },
  {
    when: 'a new record may overtake one that waits to be sent again',
    promise: 'in-order',
    from: "if (producer.sends.some((send) => send.state === 'retry'",
    to: "if (producer.sends.some((send) => send.state === 'retry' && send.resent > 0",
    settings: { 'min.insync.replicas': 2, 'retries': 2, 'max.in.flight.requests.per.connection': 1 },
    scopes: TWO,
    budget: budgetOf(1),
    runs: 1000,
  },
]

describe('a mutant of the protocol breaks what the protocol keeps', { timeout: 240_000 }, () => {
  breakTheirPromises(mutants)

  /** KIP-101: a follower hears of a high watermark one fetch late, and that is how truncation to it loses records. */
  test('the loss of Kafka 0.10 by planned moves is gone when a fetch is one step that hands out the high watermark it has just raised', async () => {
    const fetchInOneStep: Mutation = {
      from: 'return raised === served ? joined : withReplica(joined, partition, leader, raised)',
      to: `const after = withReplica(joined, partition, leader, raised)
  const newer = { ...response, highWatermark: replicaOf(after, partition, leader).highWatermark }
  return finishFetch(deployment, withReplica(after, partition, follower, { ...replicaOf(after, partition, follower), response: newer }), partition, follower)`,
    }
    const experiment: Experiment = {
      settings: { 'kafka.version': '0.10.2.2', 'replication.factor': 2, 'min.insync.replicas': 2 },
      scopes: ONE,
      budget: only({}, 3),
      runs: 2000,
    }
    const promises = ['no-acknowledged-loss']
    expect(await verdicts(kafkaSystem, experiment, promises)).toEqual({ 'no-acknowledged-loss': 'violated' })
    expect(await withMutant(fetchInOneStep, (makeSystem) => verdicts(makeSystem, experiment, promises))).toEqual({
      'no-acknowledged-loss': 'held',
    })
  })
})
