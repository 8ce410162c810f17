/** What Kafka's producer makes of its own settings: what it refuses, and what it silently changes. */
import { compareVersions } from '../releases/versions.ts'
import { InputError } from '../../input-error.ts'
import { whereOf } from './given.ts'
import type { Found } from './read.ts'
import { type ByVersion, inVersion } from './schema.ts'

/** A producer's settings after parsing: what was given, and what counts where nothing was. */
export interface ProducerValues {
  readonly version: string
  readonly acks: '0' | '1' | 'all'
  readonly retries: number
  readonly maxInFlight: number
  /** As given or by default; undefined in versions that do not have it. */
  readonly idempotence: boolean | undefined
  readonly deliveryTimeout: number | undefined
  readonly linger: number
  readonly requestTimeout: number
  /** What the user wrote, to say where a refused value stands. */
  readonly given: {
    readonly acks: Found<unknown> | undefined
    readonly retries: Found<unknown> | undefined
    readonly maxInFlight: Found<unknown> | undefined
    readonly idempotence: Found<unknown> | undefined
    readonly transactionalId: Found<unknown> | undefined
    readonly deliveryTimeout: Found<unknown> | undefined
  }
}

export interface EffectiveProducer {
  readonly acks: '0' | '1' | 'all'
  readonly retries: number
  readonly maxInFlight: number
  readonly idempotence: boolean
  readonly deliveryTimeout: number
  readonly notes: readonly string[]
}

type Effect = Omit<EffectiveProducer, 'deliveryTimeout'>

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

/**
 * What Kafka's producer makes of its settings as a whole: whether idempotence is really on and what it changes, and the
 * real delivery timeout.
 * @throws InputError where the producer refuses to start.
 */
export function applyProducerRules(values: ProducerValues): EffectiveProducer {
  const regime = inVersion(REGIME, values.version)
  const effect =
    regime === undefined
      ? unchanged(values, false, [])
      : regime === 'asked'
        ? onRequest(values)
        : byDefault(values, regime)
  const delivery = effectiveDeliveryTimeout(values)
  return { ...effect, deliveryTimeout: delivery.value, notes: [...effect.notes, ...delivery.notes] }
}

function unchanged(
  { acks, retries, maxInFlight }: ProducerValues,
  idempotence: boolean,
  notes: readonly string[],
): Effect {
  return { acks, retries, maxInFlight, idempotence, notes }
}

/**
 * KafkaProducer.configureTransactionState and its neighbours (0.11 to 2.4), ProducerConfig.maybeOverrideAcksAndRetries
 * (to 3.1.0).
 */
function onRequest(values: ProducerValues): Effect {
  const { given, version, acks, retries, maxInFlight } = values
  const asked = given.idempotence !== undefined && values.idempotence === true
  if (given.idempotence !== undefined && !asked && given.transactionalId !== undefined) {
    throw withoutIdempotence(values, 'enable.idempotence=false', 'set enable.idempotence=true')
  }
  if (!asked && given.transactionalId === undefined) {
    const ignored = given.idempotence === undefined && compareVersions(version, '3.0.0') >= 0
    return unchanged(
      values,
      false,
      ignored ? [`idempotence is off: Kafka ${version} does not heed its default, true (KAFKA-13598)`] : [],
    )
  }
  const cause = asked ? 'enable.idempotence=true' : 'transactional.id'
  if (given.retries !== undefined && retries === 0) throw conflicting(values, 'retries=0', given.retries, cause)
  if (given.acks !== undefined && acks !== 'all') throw conflicting(values, `acks=${acks}`, given.acks, cause)
  const most = inVersion(MOST_IN_FLIGHT, version) ?? 0
  if (given.maxInFlight !== undefined && maxInFlight > most) throw tooManyInFlight(values, most, cause)
  const effect = {
    acks: 'all' as const,
    retries: given.retries === undefined ? INT_MAX : retries,
    maxInFlight: Math.min(maxInFlight, most),
    idempotence: true,
  }
  const changed = [
    ...(asked ? [] : ['enable.idempotence=true']),
    ...(effect.acks === acks ? [] : ['acks=all']),
    ...(effect.retries === retries ? [] : [`retries=${effect.retries}`]),
    ...(effect.maxInFlight === maxInFlight ? [] : [`max.in.flight.requests.per.connection=${effect.maxInFlight}`]),
  ]
  return { ...effect, notes: changed.length === 0 ? [] : [`${cause} brings ${changed.join(', ')}`] }
}

/**
 * ProducerConfig.postProcessAndValidateIdempotenceConfigs: retries=0 and acks other than all switch off idempotence
 * that is on by default and are refused beside an explicit enable.idempotence=true. More than five requests in flight
 * do the same before 4.0; since then they are refused in both cases, even where acks or retries would have switched it
 * off.
 */
function byDefault(values: ProducerValues, regime: 'yields' | 'insists'): Effect {
  const { acks, retries, maxInFlight, given, version } = values
  const explicit = given.idempotence !== undefined
  const conflicts: string[] = []
  const conflict = (setting: string, found: Found<unknown> | undefined): void => {
    if (explicit) throw conflicting(values, setting, found, 'enable.idempotence=true')
    conflicts.push(setting)
  }
  if (values.idempotence === true) {
    const most = inVersion(MOST_IN_FLIGHT, version) ?? 0
    if (retries === 0) conflict('retries=0', given.retries)
    if (acks !== 'all') conflict(`acks=${acks}`, given.acks)
    if (maxInFlight > most && (explicit || regime === 'insists'))
      throw tooManyInFlight(values, most, explicit ? 'enable.idempotence=true' : undefined)
    if (maxInFlight > most) conflict(`max.in.flight.requests.per.connection=${maxInFlight}`, given.maxInFlight)
  }
  const on = values.idempotence === true && conflicts.length === 0
  if (!on && given.transactionalId !== undefined) {
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
    found ?? values.given.idempotence,
    setting.replace(/=.*/, ''),
    `${cause} does not allow ${setting}`,
    `${rightFor(setting)}, ${without(cause)}`,
    values.version,
  )
}

/** What to do about a setting that does not go with idempotence. */
function rightFor(setting: string): string {
  if (setting === 'retries=0') return 'set retries to 1 or more'
  return setting.startsWith('acks=') ? 'set acks=all' : 'set max.in.flight.requests.per.connection to 5 or less'
}

function tooManyInFlight(
  { given, maxInFlight, version }: ProducerValues,
  most: number,
  cause: string | undefined,
): InputError {
  return refused(
    given.maxInFlight ?? given.idempotence,
    'max.in.flight.requests.per.connection',
    `an idempotent producer may have at most ${most} ${most === 1 ? 'request' : 'requests'} in flight, not ${maxInFlight}${cause === undefined ? ', and enable.idempotence is on by default' : ''}`,
    `set it to ${most}${most === 1 ? '' : ' or less'}, ${without(cause ?? 'enable.idempotence=true')}`,
    version,
  )
}

function withoutIdempotence({ given, version }: ProducerValues, why: string, right: string): InputError {
  return refused(
    given.transactionalId,
    'transactional.id',
    `transactions need idempotence, and there is ${why}`,
    `${right}, or leave transactional.id out`,
    version,
  )
}

function without(cause: string): string {
  return cause === 'transactional.id' ? 'or leave transactional.id out' : 'or enable.idempotence=false'
}

/**
 * KafkaProducer.configureDeliveryTimeout (KIP-91): too short a timeout is refused when it was given, and raised
 * otherwise.
 */
function effectiveDeliveryTimeout(values: ProducerValues): {
  readonly value: number
  readonly notes: readonly string[]
} {
  const { deliveryTimeout, linger, requestTimeout, given, version } = values
  // Before 2.1 a send has no limit of its own: it ends when its retries do.
  if (deliveryTimeout === undefined) return { value: Number.POSITIVE_INFINITY, notes: [] }
  const least = Math.min(Math.min(linger, INT_MAX) + requestTimeout, INT_MAX)
  if (deliveryTimeout >= least) return { value: deliveryTimeout, notes: [] }
  if (given.deliveryTimeout !== undefined) {
    throw refused(
      given.deliveryTimeout,
      'delivery.timeout.ms',
      `${deliveryTimeout} is less than linger.ms + request.timeout.ms = ${linger} + ${requestTimeout}`,
      `give ${least} or more, or lower the other two`,
      version,
    )
  }
  return { value: least, notes: [`delivery.timeout.ms is raised to ${least}: linger.ms + request.timeout.ms`] }
}

function refused(
  found: Found<unknown> | undefined,
  key: string,
  why: string,
  remedy: string,
  version: string,
): InputError {
  const where = found === undefined ? 'producer' : whereOf(found.given.origin)
  return new InputError({ where, key, problem: `Kafka ${version} refuses it: ${why}`, remedy })
}
