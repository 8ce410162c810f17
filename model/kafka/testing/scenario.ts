/** Test material: clusters in two words, and schedules that must be possible step by step. */
import { fold } from '../../../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../../../invariants/ledger.ts'
import type { System } from '../../system.ts'
import { compareVersions } from '../releases/versions.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from '../system.ts'

/**
 * Settings of the newest version with three replicas, acks=all, idempotence off and no transactions, but for what is
 * given.
 */
export function settingsOf(given: Partial<KafkaSettings> = {}): KafkaSettings {
  const version = given['kafka.version'] ?? '4.3.1'
  return {
    'kafka.version': version,
    'protocol.version': version,
    'controller': compareVersions(version, '3.3.0') < 0 ? 'zookeeper' : 'kraft',
    'gates': '',
    'brokers': Math.max(3, given['replication.factor'] ?? 3),
    'replication.factor': 3,
    'partitions': 1,
    'min.insync.replicas': 1,
    'unclean.leader.election.enable': false,
    'log.flush.interval.messages': Infinity,
    'eligible.leader.replicas.version': compareVersions(version, '4.1.0') < 0 ? 0 : 1,
    'acks': 'all',
    'retries': 2147483647,
    'max.in.flight.requests.per.connection': 5,
    'delivery.timeout.ms': 120000,
    'enable.idempotence': false,
    'transactional.id': '',
    'transaction.timeout.ms': 60000,
    'isolation.level': 'read_uncommitted',
    'transaction.version': compareVersions(version, '4.0.0') < 0 ? 0 : 2,
    'transaction.state.log.replication.factor': 3,
    'transaction.state.log.min.isr': 2,
    'transaction.partition.verification.enable': compareVersions(version, '3.6.0') >= 0,
    'producer.id.expiration.ms': 86400000,
    'group.id': '',
    ...given,
  }
}

export function systemOf(
  given: Partial<KafkaSettings> = {},
  scope: Scope = { records: 1, producers: 1 },
): System<KafkaState, KafkaAction> {
  return kafkaSystem(settingsOf(given), scope)
}

export interface Played {
  readonly state: KafkaState
  readonly ledger: Ledger
}

/** Takes these actions one after the other; throws if one of them is not possible then. */
export function play(
  system: System<KafkaState, KafkaAction>,
  actions: readonly KafkaAction[],
  from: Played = { state: system.machine.initial, ledger: emptyLedger },
): Played {
  return actions.reduce(({ state, ledger }, action, i) => {
    const step = system.machine.step(state, action)
    if (step.state === state) throw new Error(`action ${i + 1} is not possible: ${JSON.stringify(action)}`)
    return { state: step.state, ledger: step.seen.reduce(fold, ledger) }
  }, from)
}

/** The producer sends the record and broker 0 handles it. */
export const produced = (record = 0, broker = 0): readonly KafkaAction[] => [
  { kind: 'send', producer: 0, record },
  { kind: 'arrive', producer: 0, record, broker, late: false },
]

/** The follower fetches and gets the answer. */
export const fetched = (follower: number, partition = 0): readonly KafkaAction[] => [
  { kind: 'fetch', follower, partition },
  { kind: 'fetched', follower, partition },
]

export function outcomeOf(ledger: Ledger, record = 0): string | undefined {
  return ledger.sent.find((sent) => sent.record === record)?.outcome
}
