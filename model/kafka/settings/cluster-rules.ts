/** What the brokers make of settings that depend on each other, or on the protocol that they have finalised. */
import { compareVersions } from '../releases/versions.ts'
import type { Find } from './as-given.ts'
import { CLUSTER } from './declared/cluster.ts'
import { InputError, clipped } from '../../input-error.ts'
import { whereOf } from './given.ts'
import { mechanismsOf } from './mechanisms.ts'
import type { Placed } from './place.ts'
import type { KafkaSettings } from './types.ts'

/** The metadata.version without which KIP-966 cannot be on (EligibleLeaderReplicasVersion: 4.0-IV1). */
const ELIGIBLE_LEADERS_NEED = '4.0'

/** @throws InputError where eligible leader replicas were switched on under an older protocol, which Kafka refuses */
export function checkEligibleLeaderReplicas(find: Find, protocolVersion: string): void {
  const key = CLUSTER['eligible.leader.replicas.version'].in.broker
  const found = find(key)
  if (found === undefined || found.value === 0 || compareVersions(protocolVersion, ELIGIBLE_LEADERS_NEED) >= 0) return
  throw new InputError({
    where: whereOf(found.given.origin),
    key: key.key,
    problem: `Kafka refuses ${found.value} under metadata.version ${protocolVersion}`,
    remedy: `give 0, or a metadata.version of ${ELIGIBLE_LEADERS_NEED} or newer`,
  })
}

/**
 * More in-sync replicas required than there are replicas: counted as all of them, or never to be had (KAFKA-15583,
 * 3.7).
 */
export function remarkOnMinimum(settings: KafkaSettings): {
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
} {
  const { 'min.insync.replicas': minimum, 'replication.factor': replicas, acks } = settings
  if (minimum <= replicas) return { notes: [], warnings: [] }
  const there = replicas === 1 ? 'there is 1 replica' : `there are ${replicas} replicas`
  if (mechanismsOf(settings)['capped-min-isr'])
    return { notes: [`min.insync.replicas=${minimum} counts as ${replicas}: ${there}`], warnings: [] }
  return {
    notes: [],
    warnings:
      acks === 'all' ? [`min.insync.replicas=${minimum}, and ${there}: with acks=all no write can succeed`] : [],
  }
}

/** The record format that has leader epochs, and the protocol version from which Kafka takes no older one (KIP-724). */
const EPOCHS_IN_RECORDS = '0.11.0'
const FORMAT_FIXED = '3.0.0'

/**
 * Records of an old format carry no leader epoch, and followers do without it; the model takes every record for one of
 * the newest format.
 */
export function warnOfMessageFormat(placed: readonly Placed[], settings: KafkaSettings): readonly string[] {
  if (
    compareVersions(settings['protocol.version'], EPOCHS_IN_RECORDS) < 0
    || compareVersions(settings['protocol.version'], FORMAT_FIXED) >= 0
  )
    return []
  const formats = placed.filter((one) => one.kind === 'known')
  const said =
    formats.findLast(({ key }) => key === 'message.format.version')
    ?? formats.findLast(({ key }) => key === 'log.message.format.version')
  const line = /^0\.\d+\.\d+/.exec(said?.given.value.trim() ?? '')?.[0]
  if (said === undefined || line === undefined || compareVersions(line, EPOCHS_IN_RECORDS) >= 0) return []
  return [
    `${whereOf(said.given.origin)}: ${said.key}=${clipped(said.given.value.trim())} is not modelled: without leader epochs in the records followers `
      + 'truncate as before 0.11; --set inter.broker.protocol.version=0.10.2 judges that',
  ]
}

/**
 * A protocol version before 0.11 goes with a record format that has no room for producer ids: the append of an
 * idempotent producer's records fails with UNSUPPORTED_FOR_MESSAGE_FORMAT (LogValidator). With transactions it is
 * refused (transaction-rules.ts).
 */
export function warnOfNoProducerIds(settings: KafkaSettings): readonly string[] {
  if (!settings['enable.idempotence'] || compareVersions(settings['protocol.version'], EPOCHS_IN_RECORDS) >= 0)
    return []
  return [
    `brokers that speak the protocol of ${settings['protocol.version']} take no record of an idempotent producer, and every send fails: `
      + 'set enable.idempotence=false, or inter.broker.protocol.version to 0.11.0 or newer',
  ]
}
