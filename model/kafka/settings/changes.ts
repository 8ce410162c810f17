/** What a user of Kafka may change to mend a broken promise, and what it costs. */
import type { Change } from '../../system-entry.ts'
import { compareVersions, modelledVersions } from '../releases/versions.ts'
import type { KafkaSettings } from './types.ts'

/**
 * Changes of one setting each, what asks least of the user first; upgrades last, the nearest first. None lowers a
 * guarantee by itself, a version, or acks. Whether one helps is found by trying; some are refused beside other
 * settings.
 */
export function changesOf(settings: KafkaSettings): readonly Change[] {
  const transactional = settings['transactional.id'] !== ''
  return [
    ...when(!settings['enable.idempotence'], 'enable.idempotence', 'true'),
    ...when(
      settings['max.in.flight.requests.per.connection'] > 1,
      'max.in.flight.requests.per.connection',
      '1',
      'a producer waits for the answer to each request before it sends the next one',
    ),
    ...when(settings.retries > 0 && !transactional, 'retries', '0', 'a send fails where another try would save it'),
    ...when(settings.retries === 0, 'retries', '2147483647'),
    ...ascending(settings['min.insync.replicas'] + 1, settings['replication.factor']).map((value) =>
      change('min.insync.replicas', value),
    ),
    ...when(
      settings['unclean.leader.election.enable'],
      'unclean.leader.election.enable',
      'false',
      'with no in-sync replica left a partition waits until one is back',
    ),
    ...when(
      settings.acks !== 'all',
      'acks',
      'all',
      'an acknowledgement waits until the in-sync replicas have the record: one more round trip',
    ),
    ...when(settings['eligible.leader.replicas.version'] === 0, 'eligible.leader.replicas.version', '1'),
    ...when(settings['transaction.version'] === 1, 'transaction.version', '2'),
    ...when(
      settings['isolation.level'] === 'read_uncommitted',
      'isolation.level',
      'read_committed',
      'a reader waits for the end of every transaction that began before a record',
    ),
    ...when(
      settings['log.flush.interval.messages'] > 1,
      'log.flush.interval.messages',
      '1',
      'a disk flush for every record',
    ),
    ...ascending(settings['replication.factor'] + 1, settings.brokers).map((value) =>
      change('replication.factor', value, 'one more copy of every record'),
    ),
    ...(transactional ? changesOfTransactions(settings) : []),
    ...upgrades(settings['kafka.version']),
  ]
}

function changesOfTransactions(settings: KafkaSettings): readonly Change[] {
  const factor = settings['transaction.state.log.replication.factor']
  return [
    ...when(settings['transactional.ids'] === 'random', 'transactional.ids', 'stable'),
    // Later a generation does what these ids were for.
    ...when(
      settings['transactional.ids'] !== 'per-partition' && compareVersions(settings['kafka.version'], '2.5.0') < 0,
      'transactional.ids',
      'per-partition',
      'a producer for each partition of the input',
    ),
    ...when(
      !settings['transaction.partition.verification.enable'],
      'transaction.partition.verification.enable',
      'true',
    ),
    ...ascending(settings['transaction.state.log.min.isr'] + 1, factor).map((value) =>
      change('transaction.state.log.min.isr', value),
    ),
    ...ascending(factor + 1, settings.brokers).map((value) =>
      change('transaction.state.log.replication.factor', value, 'one more copy of the topic of transactions'),
    ),
  ]
}

/** The last patch of each newer line, and of the own one. */
function upgrades(from: string): readonly Change[] {
  const lines = new Map(modelledVersions.map((version) => [version.replace(/\.\d+$/, ''), version]))
  return [...lines.values()]
    .filter((version) => compareVersions(version, from) > 0)
    .map((version) => change('kafka.version', version, `an upgrade from Kafka ${from}`))
}

function change(key: string, value: string | number, ...price: readonly string[]): Change {
  return { key, value: String(value), price }
}

function when(isPossible: boolean, key: string, value: string, ...price: readonly string[]): readonly Change[] {
  return isPossible ? [change(key, value, ...price)] : []
}

function ascending(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

/** What helps where no setting of Kafka does: it is the application's to do, or nobody's. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'honest-outcome': 'take a timeout for an unknown outcome, and give records an id by which readers drop copies',
  'no-duplicates': 'give each record an id of its own, and let readers drop what they have had',
  'no-acknowledged-loss': 'keep what was sent until it was seen in the topic, and send it again where it is not',
  'at-least-once': 'forget what is to be sent, or was read, only once it is acknowledged and committed',
  'in-order': 'give each record a number of its own, and let readers put them in order',
  'at-most-once': 'make processing a record twice the same as once: an id in the store that it writes to',
}

/** That, for a promise; `undefined` where nothing is known to help. */
export function helpFor(promise: string): string | undefined {
  return OTHERWISE[promise]
}
