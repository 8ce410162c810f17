/** What Kafka's producer makes of its own settings: what it refuses, and what it silently changes. */
import { InputError } from './errors.ts'
import { whereOf } from './given.ts'
import type { Found } from './read.ts'

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
  readonly idempotence: boolean
  readonly deliveryTimeout: number
  readonly notes: readonly string[]
}

/** An idempotent producer may have this many requests under way: brokers remember the last five batches (KAFKA-5494). */
const MAX_IN_FLIGHT_FOR_IDEMPOTENCE = 5

/**
 * What Kafka's producer makes of its settings as a whole: whether idempotence is really on, and the real delivery timeout.
 * @throws InputError where the producer refuses to start.
 */
export function applyProducerRules(values: ProducerValues): EffectiveProducer {
  const idempotence = effectiveIdempotence(values)
  const delivery = effectiveDeliveryTimeout(values)
  return { idempotence: idempotence.on, deliveryTimeout: delivery.value, notes: [...idempotence.notes, ...delivery.notes] }
}

/**
 * ProducerConfig.postProcessAndValidateIdempotenceConfigs as of 4.0: retries=0 and acks other than all switch off idempotence that is on by
 * default and are refused beside an explicit enable.idempotence=true; more than five requests in flight are refused in both cases, even where
 * acks or retries would have switched it off. (Before 4.0 they switched it off as well; to be added with those versions.)
 */
function effectiveIdempotence(values: ProducerValues): { readonly on: boolean, readonly notes: readonly string[] } {
  const { acks, retries, maxInFlight, given, version } = values
  if (values.idempotence === undefined) return { on: false, notes: [] }
  const explicit = given.idempotence !== undefined
  const conflicts: string[] = []
  const conflict = (setting: string, found: Found<unknown> | undefined, remedy: string): void => {
    if (explicit) throw refused(found ?? given.idempotence, setting.replace(/=.*/, ''), `enable.idempotence=true does not allow ${setting}`, remedy, version)
    conflicts.push(setting)
  }
  if (values.idempotence) {
    if (retries === 0) conflict('retries=0', given.retries, 'set retries to 1 or more, or enable.idempotence=false')
    if (acks !== 'all') conflict(`acks=${acks}`, given.acks, 'set acks=all, or enable.idempotence=false')
    if (maxInFlight > MAX_IN_FLIGHT_FOR_IDEMPOTENCE) {
      throw refused(given.maxInFlight ?? given.idempotence, 'max.in.flight.requests.per.connection',
        `an idempotent producer may have at most ${MAX_IN_FLIGHT_FOR_IDEMPOTENCE} requests in flight, not ${maxInFlight}${explicit ? '' : ', and enable.idempotence is on by default'}`,
        'set it to 5 or less, or enable.idempotence=false', version)
    }
  }
  const on = values.idempotence && conflicts.length === 0
  if (!on && given.transactionalId !== undefined) {
    const off = explicit ? 'enable.idempotence=false' : `${conflicts.join(' and ')}, which switches idempotence off`
    throw refused(given.transactionalId, 'transactional.id', `transactions need idempotence, and there is ${off}`,
      explicit ? 'set enable.idempotence=true, or leave transactional.id out' : 'set acks=all and leave retries at its default, or leave transactional.id out', version)
  }
  return { on, notes: conflicts.length === 0 ? [] : [`idempotence is off because ${conflicts.join(' and ')}`] }
}

/** KafkaProducer.configureDeliveryTimeout (KIP-91): too short a timeout is refused when it was given, and raised otherwise. */
function effectiveDeliveryTimeout(values: ProducerValues): { readonly value: number, readonly notes: readonly string[] } {
  const { deliveryTimeout, linger, requestTimeout, given, version } = values
  // Before 2.1 a send has no limit of its own: it ends when its retries do.
  if (deliveryTimeout === undefined) return { value: Number.POSITIVE_INFINITY, notes: [] }
  const least = Math.min(Math.min(linger, INT_MAX) + requestTimeout, INT_MAX)
  if (deliveryTimeout >= least) return { value: deliveryTimeout, notes: [] }
  if (given.deliveryTimeout !== undefined) {
    throw refused(given.deliveryTimeout, 'delivery.timeout.ms',
      `${deliveryTimeout} is less than linger.ms + request.timeout.ms = ${linger} + ${requestTimeout}`, `give ${least} or more, or lower the other two`, version)
  }
  return { value: least, notes: [`delivery.timeout.ms is raised to ${least}: linger.ms + request.timeout.ms`] }
}

const INT_MAX = 2_147_483_647

function refused(found: Found<unknown> | undefined, key: string, why: string, remedy: string, version: string): InputError {
  const where = found === undefined ? 'producer' : whereOf(found.given.origin)
  return new InputError({ where, key, problem: `Kafka ${version} refuses it: ${why}`, remedy })
}
