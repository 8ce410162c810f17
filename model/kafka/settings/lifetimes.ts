/** Keys that the judged version of Kafka does not have: which release removed them, or added them later. */
import { compareVersions } from '../releases/versions.ts'
import type { Section } from './given.ts'
import { ADDED, type KeyChange, REMOVED } from './key-lifetimes.ts'
import { SCALA_CONSUMER_KEYS, SCALA_PRODUCER_KEYS } from './scala-client-keys.ts'

/**
 * Keys that are not modelled and change what a cluster or a client promises: that they have no effect is worth a
 * warning.
 */
const WEIGHTY: readonly RegExp[] = [
  /^zookeeper\.(connect|metadata\.migration\.enable)$/,
  /^process\.roles$/,
  /^controller\.quorum\.(voters|bootstrap\.servers)$/,
  /^inter\.broker\.protocol\.version$/,
  /^(log\.)?message\.format\.version$/,
  /^replica\.lag\.max\.messages$/,
  /^log\.flush\.interval\.ms\.per\.topic$/,
  /^offsets\.commit\.required\.acks$/,
  /^eligible\.leader\.replicas\.enable$/,
  /^unclean\.leader\.election\./,
  /^group\.protocol$/,
  /^max\.poll\.interval\.ms$/,
  /^group\.instance\.id$/,
  /^request\.required\.acks$/,
  /^message\.send\.max\.retries$/,
  /^producer\.type$/,
  /^auto\.commit\.enable$/,
  /^timeout\.ms$/,
  /^block\.on\.buffer\.full$/,
]

/** What the clients in Java call it. */
const JAVA_NAMES: Readonly<Record<string, string>> = {
  'max.in.flight': 'max.in.flight.requests.per.connection',
  'message.timeout.ms': 'delivery.timeout.ms',
  'sasl.mechanisms': 'sasl.mechanism',
  'queue.buffering.max.kbytes': 'buffer.memory',
  'fetch.wait.max.ms': 'fetch.max.wait.ms',
  'request.required.acks': 'acks',
  'message.send.max.retries': 'retries',
  'queue.buffering.max.ms': 'linger.ms',
  'batch.num.messages': 'batch.size',
  'metadata.broker.list': 'bootstrap.servers',
  'compression.codec': 'compression.type',
  'auto.commit.enable': 'enable.auto.commit',
  'fetch.message.max.bytes': 'max.partition.fetch.bytes',
}

/** Is this a setting of the client in Scala, which 2.0.0 removed? */
export function isOfScala(section: Section, key: string): boolean {
  return (
    (section === 'producer' && SCALA_PRODUCER_KEYS.includes(key))
    || (section === 'consumer' && SCALA_CONSUMER_KEYS.includes(key))
  )
}

export function javaNameOf(key: string): string | undefined {
  return JAVA_NAMES[key]
}

/** Why a key has no effect in this version, as a clause; undefined where it has one, or nothing is known. */
export function whyAbsent(section: Section, key: string, version: string): string | undefined {
  if (isOfScala(section, key)) {
    const java = javaNameOf(key)
    return `it is of the ${section} in Scala, which 2.0.0 removed${java === undefined ? '' : `; the one in Java has ${java}`}`
  }
  const removed = releaseOf(REMOVED, section, key)
  if (removed !== undefined && compareVersions(removed, version) <= 0)
    return `Kafka ${version} does not have it, ${removed} removed it`
  const added = releaseOf(ADDED, section, key)
  if (added !== undefined && compareVersions(added, version) > 0)
    return `Kafka ${version} does not have it, ${added} added it`
  return undefined
}

export function isWeighty(key: string): boolean {
  return WEIGHTY.some((pattern) => pattern.test(key))
}

function releaseOf(changes: readonly KeyChange[], section: Section, key: string): string | undefined {
  return changes.find(({ sections, keys }) => sections.includes(section) && keys.includes(key))?.release
}
