/** What a client library makes of its producer's settings: what it refuses, and what it changes. */
import { compareVersions } from '../../compare-versions.ts'
import { type ClientKey, type Idempotence, inRelease, type Library, nameIn } from '../../clients/libraries/library.ts'
import type { InputError } from '../../input-error.ts'
import type { Effect } from './producer-idempotence.ts'
import { type ProducerValues, type Read, refused } from './producer-values.ts'

const IN_FLIGHT = 'max.in.flight.requests.per.connection'

/** Brokers know of idempotent producers from here on. */
const IDEMPOTENCE_SINCE = '0.11.0.0'

interface Changed {
  readonly effect: Effect
  readonly delivery: { readonly value: number; readonly notes: readonly string[] }
}

/** @throws InputError where the library refuses to make the producer */
export function resolveLibrary(values: ProducerValues, library: Library): Changed {
  const rules = inRelease(library.idempotence, values.release)
  if (rules === undefined) throw new Error(`no rules of ${library.name} ${values.release}`)
  const asked = idempotentOrNot(values, library, rules)
  return { effect: oneByOne(values, library, asked), delivery: deliveryOf(values, library) }
}

/** Whether its producer is idempotent, and what that brings along. */
function idempotentOrNot(values: ProducerValues, library: Library, rules: Idempotence): Effect {
  const { acks, retries, maxInFlight } = values
  const plain = { acks: acks.is, retries: retries.is, maxInFlight: maxInFlight.is, idempotence: false, notes: [] }
  const why = whyIdempotent(values, library, rules)
  if (why === undefined || compareVersions(values.version, IDEMPOTENCE_SINCE) < 0) return plain
  const conflicts = conflictsOf(values, rules, why)
  const [first] = conflicts
  if (first !== undefined) {
    const isAsked = values.idempotence.found !== undefined || values.transactionalId.found !== undefined
    if (!rules.yields || isAsked) throw conflicting(values, library, first, why)
    const all = conflicts.map(({ key, read }) => `${key}=${read.is}`).join(' and ')
    return { ...plain, notes: [`${whose(values, library)}: idempotence is off because ${all}`] }
  }
  const effect = {
    acks: 'all' as const,
    retries: retries.found === undefined ? (rules.retries ?? retries.is) : retries.is,
    maxInFlight:
      rules.inFlight.always
      ?? (maxInFlight.found === undefined ? (rules.inFlight.unasked ?? maxInFlight.is) : maxInFlight.is),
    idempotence: true,
  }
  const brought = [
    ...(values.idempotence.is ? [] : ['enable.idempotence=true']),
    ...(effect.acks === acks.is ? [] : ['acks=all']),
    ...(effect.retries === retries.is ? [] : [`retries=${effect.retries}`]),
    ...(effect.maxInFlight === maxInFlight.is ? [] : [`${IN_FLIGHT}=${effect.maxInFlight}`]),
  ]
  return {
    ...effect,
    notes: [
      ...(brought.length === 0 ? [] : [`${whose(values, library)}: ${why} brings ${brought.join(', ')}`]),
      ...library.notModelled.map((what) => `not modelled of the idempotent producer of ${library.name}: ${what}`),
    ],
  }
}

/** What makes the producer idempotent. */
function whyIdempotent(values: ProducerValues, library: Library, { transactions }: Idempotence): string | undefined {
  const { idempotence, transactionalId } = values
  const own = nameIn(library, 'enable.idempotence')
  if (transactionalId.found !== undefined && transactions !== 'are always so') {
    const isOff = idempotence.found !== undefined && !idempotence.is
    if (isOff || (transactions === 'want it asked for' && !idempotence.is))
      throw refused(
        transactionalId.found,
        'transactional.id',
        `transactions need idempotence${isOff ? ', which is switched off' : `, which ${own} asks for`}`,
        `set enable.idempotence=true (${own}), or leave it out`,
        whose(values, library),
      )
  }
  if (idempotence.is) return idempotence.found === undefined ? 'idempotence by default' : own
  return transactionalId.found === undefined ? undefined : nameIn(library, 'transactional.id')
}

interface Conflict {
  readonly key: ClientKey
  readonly read: Read<string | number>
  readonly right: string
}

/** Settings that do not go with idempotence: given ones, and where the library changes no defaults those, too. */
function conflictsOf(values: ProducerValues, rules: Idempotence, why: string): readonly Conflict[] {
  const { acks, retries, maxInFlight } = values
  const counts = ({ found }: Read<unknown>): boolean => found !== undefined || !rules.adjusts
  const isOnlyOfTransactions = rules.transactions === 'are always so' && why === 'transactionalId'
  return [
    ...(counts(acks) && acks.is !== 'all' ? [{ key: 'acks', read: acks, right: 'all' } as const] : []),
    ...(counts(retries) && retries.is < 1 && !isOnlyOfTransactions
      ? [{ key: 'retries', read: retries, right: '1 or more' } as const]
      : []),
    ...(counts(maxInFlight) && maxInFlight.is > rules.mostInFlight
      ? [
          {
            key: IN_FLIGHT,
            read: maxInFlight,
            right: rules.mostInFlight === 1 ? '1' : `${rules.mostInFlight} or less`,
          } as const,
        ]
      : []),
  ]
}

function conflicting(
  values: ProducerValues,
  library: Library,
  { key, read, right }: Conflict,
  why: string,
): InputError {
  const own = nameIn(library, key)
  const called = own === key ? key : `${key} (${own})`
  return refused(
    read.found ?? values.idempotence.found ?? values.transactionalId.found,
    own,
    `${why} does not allow ${key}=${read.is}${read.found === undefined ? ', which is the default' : ''}`,
    `set ${called} to ${right}, or leave idempotence off`,
    whose(values, library),
  )
}

/** A producer that has one request under way for each partition. */
function oneByOne(values: ProducerValues, library: Library, effect: Effect): Effect {
  if (effect.maxInFlight === 1 || inRelease(library.oneByOne ?? [], values.release) !== true) return effect
  const own = nameIn(library, IN_FLIGHT)
  const note = `${IN_FLIGHT} counts as 1: ${whose(values, library)} has one request under way for each partition, whatever ${own} says`
  return { ...effect, maxInFlight: 1, notes: [...effect.notes, note] }
}

function deliveryOf(values: ProducerValues, library: Library): Changed['delivery'] {
  const { deliveryTimeout: timeout, linger, requestTimeout, transactionalId, transactionTimeout } = values
  const refuse = (why: string, remedy: string): InputError =>
    refused(timeout.found ?? linger.found, nameIn(library, 'delivery.timeout.ms'), why, remedy, whose(values, library))
  switch (library.delivery) {
    case 'as given':
      return { value: timeout.is, notes: [] }
    case 'refused below one attempt': {
      const least = linger.is + requestTimeout.is
      if (timeout.is >= least) return { value: timeout.is, notes: [] }
      throw refuse(
        `${timeout.is} is less than linger.ms + request.timeout.ms = ${linger.is} + ${requestTimeout.is}`,
        `give ${least} or more, or lower the other two`,
      )
    }
    case 'within a transaction': {
      if (timeout.is !== 0 && timeout.is <= linger.is && linger.found !== undefined)
        throw refuse(
          `${timeout.is} is not above linger.ms=${linger.is}`,
          `give more than ${linger.is}, or lower linger.ms`,
        )
      if (transactionalId.found === undefined)
        return { value: timeout.is === 0 ? Number.POSITIVE_INFINITY : timeout.is, notes: [] }
      if (timeout.found !== undefined && timeout.is > transactionTimeout.is)
        throw refuse(
          `${timeout.is} is above transaction.timeout.ms=${transactionTimeout.is}`,
          `give ${transactionTimeout.is} or less, or leave it out`,
        )
      const value = timeout.found === undefined ? transactionTimeout.is : timeout.is
      return { value: value === 0 ? Number.POSITIVE_INFINITY : value, notes: [] }
    }
  }
}

function whose({ release }: ProducerValues, { name }: Library): string {
  return `${name} ${release}`
}
