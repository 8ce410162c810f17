/**
 * Every promise of idempotent producers and of transactions can fail, and one rule of the protocol is what keeps it.
 */
import { describe, expect, test } from 'vitest'
import { type Budget, budgetOf } from '../generators/budget.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import { type Scope, kafkaSystem } from '../model/kafka/system.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import { type Experiment, type Mutation, verdicts, withMutant } from './testing/mutants.ts'

interface Mutant extends Mutation, Experiment {
  /** What is different, as the end of the sentence "… is broken when …". */
  readonly when: string
  readonly promise: string
}

/** Three brokers, the newest Kafka. */
const IDEMPOTENT: Partial<KafkaSettings> = { 'enable.idempotence': true, 'min.insync.replicas': 2 }
const TRANSACTIONAL: Partial<KafkaSettings> = {
  ...IDEMPOTENT,
  'transactional.id': 't',
  'isolation.level': 'read_committed',
}
/** One broker: nothing but what clients and the coordinator do can go wrong, and a pause is mostly one of a client. */
const ALONE: Partial<KafkaSettings> = {
  ...TRANSACTIONAL,
  'brokers': 1,
  'replication.factor': 1,
  'min.insync.replicas': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
}
/** Two brokers, of which either can go on without the other. */
const TWO_BROKERS: Partial<KafkaSettings> = {
  ...ALONE,
  'brokers': 2,
  'replication.factor': 2,
  'transaction.state.log.replication.factor': 2,
}
/** The coordinator adds partitions for the client, and all transactions of a producer have the same epoch. */
const BEFORE_VERSION_2 = { 'transaction.version': 0 }
const UNVERIFIED = { ...BEFORE_VERSION_2, 'transaction.partition.verification.enable': false }

const records = (count: number, more: Partial<Scope> = {}): readonly Scope[] => [
  { records: count, producers: 1, prompt: true, ...more },
]

/** So many faults of these kinds, and so many moves. */
function upTo(faults: number, kinds: readonly FaultKind[], moves = 0): Budget {
  const limits = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, kinds.includes(kind) ? faults : 0]))
  return budgetOf(faults + moves, limits, moves)
}

/** What goes wrong between clients and brokers, or in a client. */
const CLIENT_FAULT = upTo(1, ['lost-request', 'lost-response', 'timeout', 'client-restart'])
const CRASH = upTo(1, ['crash'])
const PAUSE = upTo(1, ['pause'])
const MOVE = upTo(0, [], 1)
const LOST_RESPONSES = upTo(2, ['lost-response'])

const ofReaders: readonly Mutant[] = [
  {
    when: 'readers are given what was aborted',
    promise: 'read-committed',
    from: "return end?.kind === 'marker' && end.decision === 'commit'",
    to: "return end?.kind === 'marker'",
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a consumer does not stop at the last stable offset',
    promise: 'read-committed',
    from: "const committedOnly = deployment.settings['isolation.level'] === 'read_committed'",
    to: 'const committedOnly = false',
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a coordinator commits a transaction whose time is over',
    promise: 'read-committed',
    from: "broker, id, bumpedTo('PrepareAbort', metadata))",
    to: "broker, id, bumpedTo('PrepareCommit', metadata))",
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a marker that comes late ends the transaction that is open then',
    promise: 'read-committed',
    from: 'known.openSince !== NO_OFFSET || ',
    to: '',
    settings: ALONE,
    scopes: records(2),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a process that was replaced can end the transaction of its successor',
    promise: 'read-committed',
    from: "if (producerEpoch !== metadata.producerEpoch) return answer('PRODUCER_FENCED')\n  switch",
    to: 'switch',
    settings: { ...ALONE, ...BEFORE_VERSION_2 },
    scopes: records(2),
    budget: upTo(1, ['client-restart']),
  },
]

const ofWholeTransactions: readonly Mutant[] = [
  {
    when: 'a new process does not end what the one before it left open',
    promise: 'atomic-transactions',
    from: "if (metadata.state === 'Ongoing') return { is: 'fence' }",
    to: '',
    settings: ALONE,
    scopes: records(2),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a late EndTxn of one transaction ends the next one',
    promise: 'atomic-transactions',
    from: 'if (producerEpoch !== metadata.producerEpoch && !again)',
    to: 'if (producerEpoch > metadata.producerEpoch && !again)',
    settings: ALONE,
    scopes: records(2),
    budget: CLIENT_FAULT,
  },
  {
    when: 'only the first partition of a transaction gets its marker',
    promise: 'atomic-transactions',
    from: 'isEnding(metadata.state) ? metadata.partitions :',
    to: 'isEnding(metadata.state) ? metadata.partitions.slice(0, 1) :',
    settings: { ...ALONE, partitions: 2 },
    scopes: records(3),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a producer is told that its transaction was committed after the coordinator has aborted it',
    promise: 'atomic-transactions',
    from: "(metadata.state === 'CompleteCommit') === commit ? 'none' : 'INVALID_TXN_STATE'",
    to: "'none'",
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
]

const ofTheEnd: readonly Mutant[] = [
  {
    when: 'a coordinator that takes over sends no marker for what was about to end',
    promise: 'transactions-finish',
    from: 'unmarked: isEnding(one.state) ? one.partitions : []',
    to: 'unmarked: []',
    settings: ALONE,
    scopes: records(1),
    budget: CRASH,
  },
  {
    when: 'the time of a transaction never runs out',
    promise: 'transactions-finish',
    from: "entry.pending === null && entry.metadata.state === 'Ongoing'",
    to: "entry.pending === null && entry.metadata.state === 'Empty'",
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
  {
    when: 'markers have the epoch of what they end',
    promise: 'transactions-finish',
    from: 'producerEpoch: metadata.producerEpoch + 1, lastProducerEpoch: metadata.producerEpoch }',
    to: 'lastProducerEpoch: metadata.producerEpoch }',
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a coordinator that is asked whether a partition is in the transaction does not look',
    promise: 'transactions-finish',
    from: "metadata.partitions.includes(partition) ? 'none' : 'INVALID_TXN_STATE'",
    to: "'none'",
    settings: { ...TRANSACTIONAL, ...BEFORE_VERSION_2 },
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
]

const ofZombies: readonly Mutant[] = [
  {
    when: 'a coordinator adds partitions for a producer of an older epoch',
    promise: 'no-zombie-writes',
    from: "if (producerEpoch !== metadata.producerEpoch) return answer('PRODUCER_FENCED')\n  const",
    to: 'const',
    settings: ALONE,
    scopes: records(2),
    budget: PAUSE,
  },
  {
    when: 'a new process does not end what the one before it left open',
    promise: 'no-zombie-writes',
    from: "if (metadata.state === 'Ongoing') return { is: 'fence' }",
    to: '',
    settings: ALONE,
    scopes: records(4),
    budget: PAUSE,
  },
  {
    when: 'brokers take batches of an older epoch and ask no coordinator',
    promise: 'no-zombie-writes',
    from: 'if (batch.producerEpoch < state.producerEpoch)',
    to: 'if (batch.producerEpoch < NO_EPOCH)',
    settings: { ...ALONE, ...UNVERIFIED },
    scopes: records(2),
    budget: PAUSE,
  },
  {
    when: 'the transaction of a process that is replaced is aborted in its own epoch',
    promise: 'no-zombie-writes',
    from: 'const fenced = { ...metadata, producerEpoch: metadata.producerEpoch + 1, lastProducerEpoch: -1 }',
    to: 'const fenced = { ...metadata, lastProducerEpoch: -1 }',
    settings: { ...ALONE, ...UNVERIFIED },
    scopes: records(2),
    budget: PAUSE,
  },
]

const ofProcessing: readonly Mutant[] = [
  {
    when: 'a position counts although its transaction was aborted',
    promise: 'at-least-once',
    from: 'else if (isGiven(log, offset)) position',
    to: 'else position',
    settings: ALONE,
    scopes: records(1, { loop: true }),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a process goes on behind a record whose transaction it had to abort',
    promise: 'at-least-once',
    from: 'committed && position >= 0',
    to: 'position >= 0',
    settings: ALONE,
    scopes: records(2, { loop: true }),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a process that takes over does not wait for a position whose transaction is open',
    promise: 'at-most-once',
    from: "if (deployment.mechanisms['unstable-offsets-wait']) return null",
    to: 'continue',
    settings: ALONE,
    scopes: records(1, { loop: true, producers: 2 }),
    budget: CLIENT_FAULT,
  },
  {
    when: 'a group takes a position from a process that has lost its input',
    promise: 'at-most-once',
    from: 'generation !== group.generation',
    to: 'generation > group.generation',
    settings: ALONE,
    scopes: records(1, { loop: true, producers: 2 }),
    budget: CLIENT_FAULT,
  },
]

const ofSequences: readonly Mutant[] = [
  {
    when: 'a broker does not look whether it has a batch already',
    promise: 'no-duplicates',
    from: "if (again !== undefined) return { is: 'duplicate', offset: again.offset }",
    to: "if (again !== undefined && batch.kind !== 'records') return { is: 'duplicate', offset: again.offset }",
    settings: IDEMPOTENT,
    scopes: records(1),
    budget: LOST_RESPONSES,
  },
  {
    when: 'a broker remembers the last batch of a producer alone',
    promise: 'no-duplicates',
    from: 'const REMEMBERED = 5',
    to: 'const REMEMBERED = 1',
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: LOST_RESPONSES,
  },
  {
    when: 'a new leader knows nothing of the batches that it had as a follower',
    promise: 'no-duplicates',
    from: 'if (batch?.producerId === producerId)',
    to: 'if (batch?.producerId === producerId && entry?.leaderEpoch === replica.leaderEpoch)',
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: MOVE,
  },
  {
    when: 'a batch that is sent again gets a sequence of its own',
    promise: 'no-duplicates',
    from: 'again?.batch ?? first?.batch ?? null',
    to: 'first?.batch ?? (producer.session && nextBatch(deployment, producer.session, partition).batch)',
    settings: IDEMPOTENT,
    scopes: records(1),
    budget: LOST_RESPONSES,
  },
  {
    when: 'a batch that had no answer is sent again in a new epoch',
    promise: 'no-duplicates',
    from: "default:\n      return 'again'",
    to: "default:\n      return 'in a new epoch'",
    settings: IDEMPOTENT,
    scopes: records(1),
    budget: LOST_RESPONSES,
  },
  {
    when: 'a broker takes a batch that is not the next one',
    promise: 'in-order',
    from: 'return batch.sequence === (last === NO_SEQUENCE ? 0 : sequenceAfter(last))',
    to: 'return batch.sequence !== last',
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: MOVE,
  },
  {
    when: 'a batch that the wrong broker has refused is sent again in a new epoch',
    promise: 'in-order',
    from: "default:\n      return 'again'",
    to: "default:\n      return 'in a new epoch'",
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: MOVE,
  },
  {
    when: 'a producer begins a new epoch for every batch that is out of sequence',
    promise: 'in-order',
    from: 'if (send.rewritten || !isNext(session, partition, send.batch.sequence))',
    to: 'if (send.rewritten)',
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: MOVE,
  },
]

const ofAcknowledgement: readonly Mutant[] = [
  {
    when: 'a sequence is used again until it is acknowledged',
    promise: 'no-acknowledged-loss',
    from: "deployment.mechanisms['sequence-counts-when-sent'] ? sequenceAfter(sequences.next) : sequences.next",
    to: 'sequences.next',
    settings: IDEMPOTENT,
    scopes: records(2),
    budget: LOST_RESPONSES,
  },
  {
    when: 'a coordinator answers before what it has decided is replicated',
    promise: 'no-acknowledged-loss',
    from: ': write(deployment, waiting, broker, call.transactionalId, decision.metadata)',
    to: ": answerCall(deployment, write(deployment, state, broker, call.transactionalId, decision.metadata), request, 'none', decision.metadata, seen)",
    settings: TWO_BROKERS,
    scopes: records(1),
    budget: CRASH,
  },
  {
    when: 'a coordinator that takes over does not read its log',
    promise: 'no-acknowledged-loss',
    from: 'const { payload } of log',
    to: 'const { payload } of log.slice(0, 0)',
    settings: ALONE,
    scopes: records(1),
    budget: CRASH,
  },
  {
    when: 'a coordinator is done with a transaction whose markers nobody has written',
    promise: 'no-acknowledged-loss',
    from: 'entry.unmarked.length > 0 || ',
    to: '',
    settings: TRANSACTIONAL,
    scopes: records(1),
    budget: CLIENT_FAULT,
  },
]

const mutants = [
  ...ofReaders,
  ...ofWholeTransactions,
  ...ofTheEnd,
  ...ofZombies,
  ...ofProcessing,
  ...ofSequences,
  ...ofAcknowledgement,
]

describe('a mutant of the protocol breaks what the protocol keeps', { timeout: 60_000 }, () => {
  test.each(mutants)('$promise is broken when $when', async (mutant) => {
    const { promise } = mutant
    expect(await withMutant(mutant, (makeSystem) => verdicts(makeSystem, mutant, [promise]))).toEqual({
      [promise]: 'violated',
    })
    expect(await verdicts(kafkaSystem, mutant, [promise])).toEqual({ [promise]: 'held' })
  })
})
