/**
 * The typed fields of `spring.kafka`, and how Spring Boot reads their values. module/spring-boot-kafka:
 * KafkaProperties.java; core/spring-boot: DurationStyle.java, LenientObjectToEnumConverterFactory.java; spring-core:
 * StringToBooleanConverter.java, DataSize.java.
 */
import { clipped } from '../../../model/input-error.ts'
import { isPlaceholder } from '../../../model/kafka/settings/read.ts'
import { type Keyed, refusedAt } from '../keyed.ts'

type Kind = 'text' | 'duration' | 'size' | 'switch' | 'isolation'

/** Kafka's key, and how the value is read; nothing where it is of Spring alone. */
export type Field = readonly [key: string, kind: Kind]

/** By the uniform form of their names. */
export const PRODUCER_FIELDS: Readonly<Record<string, Field>> = {
  acks: ['acks', 'text'],
  batchsize: ['batch.size', 'size'],
  bootstrapservers: ['bootstrap.servers', 'text'],
  buffermemory: ['buffer.memory', 'size'],
  clientid: ['client.id', 'text'],
  compressiontype: ['compression.type', 'text'],
  keyserializer: ['key.serializer', 'text'],
  retries: ['retries', 'text'],
  valueserializer: ['value.serializer', 'text'],
}

export const CONSUMER_FIELDS: Readonly<Record<string, Field>> = {
  autocommitinterval: ['auto.commit.interval.ms', 'duration'],
  autooffsetreset: ['auto.offset.reset', 'text'],
  bootstrapservers: ['bootstrap.servers', 'text'],
  clientid: ['client.id', 'text'],
  enableautocommit: ['enable.auto.commit', 'switch'],
  fetchmaxwait: ['fetch.max.wait.ms', 'duration'],
  fetchminsize: ['fetch.min.bytes', 'size'],
  groupid: ['group.id', 'text'],
  heartbeatinterval: ['heartbeat.interval.ms', 'duration'],
  isolationlevel: ['isolation.level', 'isolation'],
  keydeserializer: ['key.deserializer', 'text'],
  maxpollinterval: ['max.poll.interval.ms', 'duration'],
  maxpollrecords: ['max.poll.records', 'text'],
  valuedeserializer: ['value.deserializer', 'text'],
}

export const STREAMS_FIELDS: Readonly<Record<string, Field>> = {
  applicationid: ['application.id', 'text'],
  bootstrapservers: ['bootstrap.servers', 'text'],
  cachemaxsizebuffering: ['cache.max.bytes.buffering', 'size'],
  clientid: ['client.id', 'text'],
  replicationfactor: ['replication.factor', 'text'],
  statedir: ['state.dir', 'text'],
  statestorecachemaxsize: ['statestore.cache.max.bytes', 'size'],
}

/** What may stand beside the fields of a client, and is none of Kafka's settings. */
export const BESIDE: ReadonlySet<string> = new Set([
  'properties',
  'ssl',
  'security',
  'transactionidprefix',
  'autostartup',
  'cleanup',
  'leavegrouponclose',
])

const MILLISECONDS: Readonly<Record<string, number>> = {
  '': 1,
  'ns': 1e-6,
  'us': 1e-3,
  'ms': 1,
  's': 1000,
  'm': 60_000,
  'h': 3_600_000,
  'd': 86_400_000,
}
const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  'b': 1,
  'kb': 2 ** 10,
  'mb': 2 ** 20,
  'gb': 2 ** 30,
  'tb': 2 ** 40,
}

/** The value that Kafka gets. @throws InputError for what Spring cannot convert. */
export function convertedValue(kind: Kind, one: Keyed): string {
  const text = one.value.trim()
  if (kind === 'text' || isPlaceholder(text)) return one.value
  if (kind === 'switch') return switched(text, one)
  if (kind === 'isolation') return isolation(text, one)
  return kind === 'duration'
    ? duration(text, one)
    : measured(text, BYTES, one, 'a number of bytes such as 16384, or 16KB')
}

function duration(text: string, one: Keyed): string {
  const right = 'a number of milliseconds such as 5000, or a duration such as 5s or PT5S'
  const iso = /^([-+])?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text)
  if (iso === null) return measured(text, MILLISECONDS, one, right)
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = iso
  const total =
    Number(days) * 86_400_000 + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000
  return String(Math.trunc(sign === '-' ? -total : total))
}

function measured(text: string, units: Readonly<Record<string, number>>, one: Keyed, right: string): string {
  const [, number, unit] = /^([+-]?\d+)\s*([a-z]{0,2})$/i.exec(text) ?? []
  const factor = units[unit?.toLowerCase() ?? '']
  if (number === undefined || factor === undefined)
    throw refusedAt(one, `Spring Boot cannot read "${clipped(text)}"`, `give ${right}`)
  return String(Math.trunc(Number(number) * factor))
}

function switched(text: string, one: Keyed): string {
  if (/^(true|on|yes|1)$/i.test(text)) return 'true'
  if (/^(false|off|no|0)$/i.test(text)) return 'false'
  throw refusedAt(one, `Spring Boot cannot read "${clipped(text)}"`, 'give true or false')
}

function isolation(text: string, one: Keyed): string {
  const letters = text.toLowerCase().replace(/[^a-z]/g, '')
  if (letters === 'readcommitted') return 'read_committed'
  if (letters === 'readuncommitted') return 'read_uncommitted'
  throw refusedAt(
    one,
    `Spring Boot knows no isolation level "${clipped(text)}"`,
    'give read_committed or read_uncommitted',
  )
}
