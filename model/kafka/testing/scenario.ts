/** Test material: clusters in two words, and schedules that must be possible step by step. */
import { fold } from '../../../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../../../invariants/ledger.ts'
import type { System } from '../../system.ts'
import { compareVersions } from '../releases/versions.ts'
import { type WithDefault, defaultOf } from '../settings/as-given.ts'
import { DECLARED } from '../settings/declared.ts'
import { resolveSettings } from '../settings/resolve.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from '../system.ts'

const NEWEST = resolveSettings([]).settings

/**
 * Settings of the newest version with three replicas, acks=all, idempotence off and no transactions, but for what is
 * given. Of another version, what a mechanism of the brokers is by default there.
 */
export function settingsOf(given: Partial<KafkaSettings> = {}): KafkaSettings {
  const version = given['kafka.version'] ?? NEWEST['kafka.version']
  const versions = { 'kafka.version': version, 'protocol.version': version }
  const byDefault = <T>(declared: WithDefault<T>): T => defaultOf(declared, versions)
  return {
    ...NEWEST,
    ...versions,
    'controller': compareVersions(version, '3.3.0') < 0 ? 'zookeeper' : 'kraft',
    'brokers': Math.max(3, given['replication.factor'] ?? 3),
    'eligible.leader.replicas.version': byDefault(DECLARED['eligible.leader.replicas.version']),
    'enable.idempotence': false,
    'transaction.version': byDefault(DECLARED['transaction.version']),
    'transaction.partition.verification.enable': byDefault(DECLARED['transaction.partition.verification.enable']),
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
