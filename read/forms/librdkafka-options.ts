/**
 * The properties of librdkafka as Kafka's settings: names, aliases, ranges and how values are read, of
 * CONFIGURATION.md and src/rdkafka_conf.c (rd_kafka_anyconf_set_prop) of confluentinc/librdkafka.
 */
import { clipped, InputError } from '../../model/input-error.ts'
import { closest } from '../../model/closest.ts'
import type { GivenSetting, Section } from '../../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas, isPerhapsLibrdkafkas } from '../../model/kafka/settings/librdkafka-keys.ts'
import { belongsTo } from '../../model/kafka/settings/place.ts'
import { isOfJavaAlone, isSharedWithScala } from '../librdkafka.ts'
import { type Aside, notJudgedYet } from './form.ts'

/** A property as it stands in a file. */
export interface Written {
  /** With whatever stands in front of it there. */
  readonly as: string
  readonly key: string
  readonly value: string
  readonly file: string
  readonly line: number
}

/** The value as Kafka would have it, or what is wrong with it. */
type Read = (text: string) => { readonly is: string } | { readonly wrong: string; readonly right: string }

interface Meaning {
  readonly section: Section
  readonly key: string
  readonly read: Read
}

/** strtol: also with 0x, and whatever follows the number is not looked at. */
function whole(least: number, most: number, words: Readonly<Record<string, string>> = {}): Read {
  return (text) => {
    const word = words[text.trim().toLowerCase()]
    if (word !== undefined) return { is: word }
    const number = Number(/^\s*[+-]?(0x[\da-f]+|\d+)/i.exec(text)?.[0] ?? 'NaN')
    const right = `give a whole number from ${least} to ${most}${Object.keys(words)
      .map((one) => `, or ${one}`)
      .join('')}`
    if (Number.isNaN(number)) return { wrong: `"${clipped(text)}" is no number`, right }
    if (number < least || number > most) return { wrong: `${number} is outside of ${least} to ${most}`, right }
    return { is: String(number) }
  }
}

const flag: Read = (text) => {
  if (/^(true|t|1)$/i.test(text)) return { is: 'true' }
  if (/^(false|f|0)$/i.test(text)) return { is: 'false' }
  return { wrong: `"${clipped(text)}" is neither true nor false`, right: 'give true or false' }
}

function words(meanings: Readonly<Record<string, string>>): Read {
  return (text) => {
    const is = meanings[text.toLowerCase()]
    const right = `give ${Object.keys(meanings).join(', ')}`
    return is === undefined ? { wrong: `"${clipped(text)}" is none of its values`, right } : { is }
  }
}

const INT_MAX = 2_147_483_647

/** A fraction of a millisecond makes no difference to what is checked against it. */
const milliseconds: Read = (text) => whole(0, 900_000)(text.replace(/^\s*\./, '0.'))

const acks: Read = (text) => {
  const read = whole(-1, 1000, { all: 'all' })(text)
  if ('is' in read && Number(read.is) > 1)
    return { wrong: `brokers refuse every message that is sent with ${read.is}`, right: 'give 0, 1 or all' }
  return read
}

const producer = (key: string, read: Read): Meaning => ({ section: 'producer', key, read })
const consumer = (key: string, read: Read): Meaning => ({ section: 'consumer', key, read })
const text: Read = (value) => ({ is: value })

const OF_ACKS = producer('acks', acks)
const OF_RETRIES = producer('retries', whole(0, INT_MAX))
const OF_IN_FLIGHT = producer('max.in.flight.requests.per.connection', whole(1, 1_000_000))
const OF_TIMEOUT = producer('delivery.timeout.ms', whole(0, INT_MAX))
const OF_LINGER = producer('linger.ms', milliseconds)
const OF_COMMIT = consumer('enable.auto.commit', flag)

const MEANINGS: Readonly<Record<string, Meaning>> = {
  'request.required.acks': OF_ACKS,
  'acks': OF_ACKS,
  'message.send.max.retries': OF_RETRIES,
  'retries': OF_RETRIES,
  'max.in.flight.requests.per.connection': OF_IN_FLIGHT,
  'max.in.flight': OF_IN_FLIGHT,
  'message.timeout.ms': OF_TIMEOUT,
  'delivery.timeout.ms': OF_TIMEOUT,
  'queue.buffering.max.ms': OF_LINGER,
  'linger.ms': OF_LINGER,
  'request.timeout.ms': producer('request.timeout.ms', whole(1, 900_000)),
  'enable.idempotence': producer('enable.idempotence', flag),
  'transactional.id': producer('transactional.id', text),
  'transaction.timeout.ms': producer('transaction.timeout.ms', whole(1000, INT_MAX)),
  'isolation.level': consumer(
    'isolation.level',
    words({ read_uncommitted: 'read_uncommitted', read_committed: 'read_committed' }),
  ),
  'group.id': consumer('group.id', text),
  'enable.auto.commit': OF_COMMIT,
  'auto.commit.enable': OF_COMMIT,
  'auto.offset.reset': consumer(
    'auto.offset.reset',
    words({
      smallest: 'earliest',
      earliest: 'earliest',
      beginning: 'earliest',
      largest: 'latest',
      latest: 'latest',
      end: 'latest',
      error: 'none',
    }),
  ),
}

const NOT_YET: Readonly<Record<string, string>> = {
  'enable.auto.offset.store': 'which position a consumer commits',
  'enable.gapless.guarantee': 'that nothing is sent after a message that failed',
  'queuing.strategy': 'in which order messages wait to be sent',
  'retry_limit': 'how often Fluent Bit itself hands over again what failed',
}

/** Of the libraries around it, which take these out before they hand the rest over. */
const AROUND_IT = /^(go\.|dotnet\.|schema\.registry\.|(key|value)\.(de)?serializer$|auto\.register\.schemas)/

export const LIBRDKAFKA_NAMES: readonly string[] = Object.keys(MEANINGS)

/** Is this the name of a property of librdkafka? */
export function isProperty(key: string): boolean {
  return (
    Object.hasOwn(MEANINGS, key)
    || Object.hasOwn(NOT_YET, key)
    || isOnlyLibrdkafkas(key)
    || isPerhapsLibrdkafkas(key)
    || isSharedWithScala(key)
    || (!isOfJavaAlone(key) && (belongsTo('producer', key) || belongsTo('consumer', key)))
  )
}

/**
 * What the properties come to.
 * @throws InputError for what librdkafka refuses: a property that it does not have, a value out of range
 */
export function settingsOf(written: readonly Written[]): {
  readonly given: readonly GivenSetting[]
  readonly asides: readonly Aside[]
} {
  const given: GivenSetting[] = []
  const asides: Aside[] = []
  for (const one of written) {
    const { as, key, file, line } = one
    const origin = { file, line, key: as }
    const meaning = Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined
    if (meaning !== undefined) {
      given.push({ section: meaning.section, key: meaning.key, value: valueOf(one, meaning.read), origin })
    } else if (NOT_YET[key] !== undefined) asides.push({ key: as, why: notJudgedYet(NOT_YET[key]), origin })
    else if (isProperty(key) || AROUND_IT.test(key)) asides.push({ key: as, why: 'not modelled', origin })
    else if (!key.includes('.') && closest(key, LIBRDKAFKA_NAMES) === undefined)
      asides.push({ key: as, why: 'not understood: it is no property of librdkafka', origin })
    else throw unknown(one)
  }
  return { given, asides }
}

function valueOf({ as, value, file, line }: Written, read: Read): string {
  // What nobody filled in is refused where the setting counts.
  if (/\{\{|\{%|\$\{/.test(value)) return value
  const found = read(value)
  if ('is' in found) return found.is
  throw new InputError({
    where: `${file}:${line}`,
    key: as,
    problem: `librdkafka refuses it: ${found.wrong}`,
    remedy: found.right,
  })
}

function unknown({ as, key, file, line }: Written): InputError {
  const meant = closest(key, LIBRDKAFKA_NAMES)
  return new InputError({
    where: `${file}:${line}`,
    key: as,
    problem: `librdkafka refuses it: there is no such property${isOfJavaAlone(key) ? ', it is one of the client in Java' : ''}`,
    remedy: meant === undefined ? 'take it out' : `did you mean ${meant}?`,
  })
}
