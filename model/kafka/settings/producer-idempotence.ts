/** Whether a producer is idempotent, and what that brings along or does not allow. */
import type { InputError } from '../../input-error.ts'
import { compareVersions } from '../releases/versions.ts'
import { type ByVersion, inVersion } from './declared/declaration.ts'
import { type ProducerValues, refused } from './producer-values.ts'
import type { Found } from './read.ts'
import type { KafkaSettings } from './types.ts'

export interface Effect {
  readonly acks: KafkaSettings['acks']
  readonly retries: number
  readonly maxInFlight: number
  readonly idempotence: boolean
  readonly notes: readonly string[]
}

/**
 * How a producer comes to be idempotent. `asked`: only by enable.idempotence=true or a transactional.id, and then it
 * brings along whatever it needs that was not given; the default is false, or true and ignored (KAFKA-13598). `yields`:
 * by default, but off where another setting does not go with it. `insists`: the same, and too many requests in flight
 * are an error.
 */
const REGIME: ByVersion<'asked' | 'yields' | 'insists'> = [
  { from: '0.11.0.0', is: 'asked' },
  { from: '3.0.1', is: 'yields' },
  { from: '3.1.0', is: 'asked' },
  { from: '3.1.1', is: 'yields' },
  { from: '4.0.0', is: 'insists' },
]

/**
 * An idempotent producer may have so many requests under way: brokers remember one batch, and five since KAFKA-5494.
 */
const MOST_IN_FLIGHT: ByVersion<number> = [
  { from: '0.11.0.0', is: 1 },
  { from: '1.0.0', is: 5 },
]

const INT_MAX = 2_147_483_647

/** @throws InputError where the producer refuses to start */
export function idempotenceOf(values: ProducerValues): Effect {
  const regime = inVersion(REGIME, values.version)
  if (regime === undefined) return unchanged(values, false, [])
  return regime === 'asked' ? onRequest(values) : byDefault(values, regime)
}

function unchanged(
  { acks, retries, maxInFlight }: ProducerValues,
  idempotence: boolean,
  notes: readonly string[],
): Effect {
  return { acks: acks.is, retries: retries.is, maxInFlight: maxInFlight.is, idempotence, notes }
}

/**
 * KafkaProducer.configureTransactionState and its neighbours (0.11 to 2.4), ProducerConfig.maybeOverrideAcksAndRetries
 * (to 3.1.0).
 */
function onRequest(values: ProducerValues): Effect {
  const { version, acks, retries, maxInFlight, idempotence, transactionalId } = values
  const asked = idempotence.found !== undefined && idempotence.is
  if (idempotence.found !== undefined && !asked && transactionalId.found !== undefined) {
    throw withoutIdempotence(values, 'enable.idempotence=false', 'set enable.idempotence=true')
  }
  if (!asked && transactionalId.found === undefined) {
    const ignored = idempotence.found === undefined && compareVersions(version, '3.0.0') >= 0
    return unchanged(
      values,
      false,
      ignored ? [`idempotence is off: Kafka ${version} does not heed its default, true (KAFKA-13598)`] : [],
    )
  }
  const cause = asked ? 'enable.idempotence=true' : 'transactional.id'
  if (retries.found !== undefined && retries.is === 0) throw conflicting(values, 'retries=0', retries.found, cause)
  if (acks.found !== undefined && acks.is !== 'all') throw conflicting(values, `acks=${acks.is}`, acks.found, cause)
  const most = inVersion(MOST_IN_FLIGHT, version) ?? 0
  if (maxInFlight.found !== undefined && maxInFlight.is > most) throw tooManyInFlight(values, most, cause)
  const effect = {
    acks: 'all' as const,
    retries: retries.found === undefined ? INT_MAX : retries.is,
    maxInFlight: Math.min(maxInFlight.is, most),
    idempotence: true,
  }
  const brought = [
    ...(asked ? [] : ['enable.idempotence=true']),
    ...(effect.acks === acks.is ? [] : ['acks=all']),
    ...(effect.retries === retries.is ? [] : [`retries=${effect.retries}`]),
    ...(effect.maxInFlight === maxInFlight.is ? [] : [`max.in.flight.requests.per.connection=${effect.maxInFlight}`]),
  ]
  return { ...effect, notes: brought.length === 0 ? [] : [`${cause} brings ${brought.join(', ')}`] }
}

/**
 * ProducerConfig.postProcessAndValidateIdempotenceConfigs: retries=0 and acks other than all switch off idempotence
 * that is on by default and are refused beside an explicit enable.idempotence=true. More than five requests in flight
 * do the same before 4.0; since then they are refused in both cases, even where acks or retries would have switched it
 * off.
 */
function byDefault(values: ProducerValues, regime: 'yields' | 'insists'): Effect {
  const { version, acks, retries, maxInFlight, idempotence, transactionalId } = values
  const explicit = idempotence.found !== undefined
  const conflicts: string[] = []
  const conflict = (setting: string, found: Found<unknown> | undefined): void => {
    if (explicit) throw conflicting(values, setting, found, 'enable.idempotence=true')
    conflicts.push(setting)
  }
  if (idempotence.is) {
    const most = inVersion(MOST_IN_FLIGHT, version) ?? 0
    if (retries.is === 0) conflict('retries=0', retries.found)
    if (acks.is !== 'all') conflict(`acks=${acks.is}`, acks.found)
    if (maxInFlight.is > most && (explicit || regime === 'insists'))
      throw tooManyInFlight(values, most, explicit ? 'enable.idempotence=true' : undefined)
    if (maxInFlight.is > most) conflict(`max.in.flight.requests.per.connection=${maxInFlight.is}`, maxInFlight.found)
  }
  const on = idempotence.is && conflicts.length === 0
  if (!on && transactionalId.found !== undefined) {
    throw explicit
      ? withoutIdempotence(values, 'enable.idempotence=false', 'set enable.idempotence=true')
      : withoutIdempotence(
          values,
          `${conflicts.join(' and ')}, which switches idempotence off`,
          conflicts.map(rightFor).join(' and '),
        )
  }
  return unchanged(values, on, conflicts.length === 0 ? [] : [`idempotence is off because ${conflicts.join(' and ')}`])
}

function conflicting(
  values: ProducerValues,
  setting: string,
  found: Found<unknown> | undefined,
  cause: string,
): InputError {
  return refused(
    found ?? values.idempotence.found,
    setting.replace(/=.*/, ''),
    `${cause} does not allow ${setting}`,
    `${rightFor(setting)}, ${without(cause)}`,
    `Kafka ${values.version}`,
  )
}

/** What to do about a setting that does not go with idempotence. */
function rightFor(setting: string): string {
  if (setting === 'retries=0') return 'set retries to 1 or more'
  return setting.startsWith('acks=') ? 'set acks=all' : 'set max.in.flight.requests.per.connection to 5 or less'
}

function tooManyInFlight(
  { maxInFlight, idempotence, version }: ProducerValues,
  most: number,
  cause: string | undefined,
): InputError {
  return refused(
    maxInFlight.found ?? idempotence.found,
    'max.in.flight.requests.per.connection',
    `an idempotent producer may have at most ${most} ${most === 1 ? 'request' : 'requests'} in flight, not ${maxInFlight.is}${cause === undefined ? ', and enable.idempotence is on by default' : ''}`,
    `set it to ${most}${most === 1 ? '' : ' or less'}, ${without(cause ?? 'enable.idempotence=true')}`,
    `Kafka ${version}`,
  )
}

function withoutIdempotence({ transactionalId, version }: ProducerValues, why: string, right: string): InputError {
  return refused(
    transactionalId.found,
    'transactional.id',
    `transactions need idempotence, and there is ${why}`,
    `${right}, or leave transactional.id out`,
    `Kafka ${version}`,
  )
}

function without(cause: string): string {
  return cause === 'transactional.id' ? 'or leave transactional.id out' : 'or enable.idempotence=false'
}
