/** Which section a setting belongs to, and whether the model reads it. */
import { MODELLED_KEYS, OUTER_KEYS } from './declared.ts'
import type { ModelledKey } from './declared/declaration.ts'
import { InputError, clipped } from '../../input-error.ts'
import { whyOfCompanion } from './companions.ts'
import { type GivenSetting, SECTIONS, type Section, whereOf, writtenKey } from './given.ts'
import { BROKER_KEYS, CONSUMER_KEYS, PRODUCER_KEYS, TOPIC_KEYS } from './known-keys.ts'
import { isOnlyLibrdkafkas, isPerhapsLibrdkafkas } from './librdkafka-keys.ts'
import { isOfScala, javaNameOf } from './lifetimes.ts'
import { closest } from '../../closest.ts'

/** Why a key is ignored that no release of Kafka has. */
export const UNKNOWN = 'unknown to Kafka'

const MODELLED_NAMES: readonly string[] = [...new Set(MODELLED_KEYS.map(({ key }) => key))]

/**
 * Settings of a broker that tell what kind of cluster it is in; metadata.version is a feature level, and stands in no
 * file of Kafka's.
 */
const PROTOCOL_KEYS: readonly string[] = [
  'process.roles',
  'zookeeper.connect',
  'controller.quorum.voters',
  'controller.quorum.bootstrap.servers',
  'inter.broker.protocol.version',
  'metadata.version',
]

/** One of them, given. */
export interface ProtocolSetting {
  readonly key: string
  readonly given: GivenSetting
}

/**
 * What a given setting is to the model: read, read to tell the kind of cluster, known to Kafka and not read, or of no
 * effect.
 */
export type Placed =
  | { readonly kind: 'modelled'; readonly key: ModelledKey; readonly given: GivenSetting }
  | { readonly kind: 'outer'; readonly given: GivenSetting }
  | { readonly kind: 'protocol'; readonly key: string; readonly given: GivenSetting }
  | { readonly kind: 'known'; readonly section: Section; readonly key: string; readonly given: GivenSetting }
  | Ignored

interface Ignored {
  readonly kind: 'ignored'
  readonly key: string
  readonly why: string
  readonly warning?: string
  /** Of a key that nobody knows: where it stands. */
  readonly unknownAt?: GivenSetting['origin']
}

const KNOWN: Readonly<Record<Section, ReadonlySet<string>>> = {
  broker: new Set(BROKER_KEYS),
  topic: new Set(TOPIC_KEYS),
  producer: new Set(PRODUCER_KEYS),
  consumer: new Set(CONSUMER_KEYS),
}

/** Keys with a free part: per-listener settings of a broker, parameters of config providers. */
const KNOWN_PREFIXES: readonly string[] = ['listener.name.', 'config.providers.']

/** Do files of this section hold the key: one of Kafka's, or one of ours? */
export function belongsTo(section: Section, key: string): boolean {
  return KNOWN[section].has(key) || modelledKey(section, key) !== undefined
}

/** Does this section of Kafka have the key, also one with a free part, or of Confluent's server? */
export function isOfSection(section: Section, key: string): boolean {
  if (belongsTo(section, key) || PROTOCOL_KEYS.includes(key)) return true
  return section === 'broker'
    ? KNOWN_PREFIXES.some((prefix) => key.startsWith(prefix)) || key.startsWith('confluent.')
    : key.startsWith('config.providers.')
}

/** The modelled setting of that name in that section. */
export function modelledKey(section: Section, key: string): ModelledKey | undefined {
  return MODELLED_KEYS.find((modelled) => modelled.section === section && modelled.key === key)
}

/**
 * Finds out what a given setting is: modelled, or to be ignored and why, with a warning where the user should know. A
 * name without a section goes to the section that has it, to the topic before the broker; `producer.` and the like in
 * front decide.
 * @throws InputError for an unknown key that is close to a modelled one, and for every unknown key of an option.
 */
export function place(given: GivenSetting): Placed {
  const placed = placeOf(given)
  if (placed.kind === 'ignored' || given.value.trim() !== 'null') return placed
  throw new InputError({
    where: whereOf(given.origin),
    key: writtenKey(given),
    problem: 'null is what a log prints for a setting that nobody gave, and Kafka would take it for a value',
    remedy: 'leave the setting out',
  })
}

function placeOf(given: GivenSetting): Placed {
  const key = given.key.trim()
  if (given.section === undefined && key === 'metadata.version') return { kind: 'protocol', key, given }
  if (given.section === undefined && OUTER_KEYS.includes(key)) return { kind: 'outer', given }
  const { section, name } = given.section === undefined ? findSection(key) : { section: given.section, name: key }
  if (section === 'broker' && PROTOCOL_KEYS.includes(name)) return { kind: 'protocol', key: name, given }
  if (section !== undefined) {
    const modelled = modelledKey(section, name)
    if (modelled !== undefined) return { kind: 'modelled', key: modelled, given }
    if (given.origin.option !== undefined && isOfScala(section, name))
      throw ofOtherClient(given, name, 'librdkafka, or of the clients in Scala, which Kafka 2.0 removed')
    if (KNOWN[section].has(name) || KNOWN_PREFIXES.some((prefix) => name.startsWith(prefix))) {
      return { kind: 'known', section, key: name, given }
    }
    const why = whyOfCompanion(name)
    if (why !== undefined) return { kind: 'ignored', key: clipped(name), why }
  }
  return elsewhereOrUnknown(given, section, name)
}

function findSection(key: string): { readonly section: Section | undefined; readonly name: string } {
  const byKey = ['topic', 'broker', 'producer', 'consumer'] as const
  const own = byKey.find((section) => modelledKey(section, key)) ?? byKey.find((section) => KNOWN[section].has(key))
  if (own !== undefined) return { section: own, name: key }
  const prefix = SECTIONS.find((section) => key.startsWith(`${section}.`))
  return { section: prefix, name: prefix === undefined ? key : key.slice(prefix.length + 1) }
}

function elsewhereOrUnknown(given: GivenSetting, section: Section | undefined, name: string): Placed {
  const where = whereOf(given.origin)
  const owner = section === undefined ? undefined : SECTIONS.find((other) => belongsTo(other, name))
  if (owner !== undefined && section !== undefined) {
    if (given.origin.option !== undefined) {
      throw new InputError({
        where,
        key: writtenKey(given),
        problem: `${name} is no ${section} setting`,
        remedy: `it is a ${owner} setting: ${owner}.${name}`,
      })
    }
    const why = `a ${owner} setting, given to the ${section}`
    const ignored = { kind: 'ignored', key: name, why } as const
    return modelledKey(owner, name) === undefined
      ? ignored
      : { ...ignored, warning: `${where}: ${name} is a ${owner} setting and has no effect on a ${section}` }
  }
  const isOption = given.origin.option !== undefined
  if (isOnlyLibrdkafkas(name) || (isOption && isPerhapsLibrdkafkas(name)))
    throw ofOtherClient(given, name, 'librdkafka')
  const meant = closest(name, given.section === undefined ? [...MODELLED_NAMES, ...OUTER_KEYS] : MODELLED_NAMES)
  if (meant !== undefined) {
    throw new InputError({
      where,
      key: writtenKey(given),
      problem: given.origin.key === undefined ? 'Kafka has no such setting' : `Kafka has no setting ${clipped(name)}`,
      remedy: `did you mean ${meant}?`,
    })
  }
  if (isOption) {
    throw new InputError({
      where,
      key: writtenKey(given),
      problem: 'Kafka has no such setting',
      remedy: `modelled are: ${MODELLED_NAMES.join(', ')}`,
    })
  }
  const shown = clipped(name)
  return {
    kind: 'ignored',
    key: shown,
    why: UNKNOWN,
    unknownAt: given.origin,
  }
}

/** A setting of a client that Kafka's own in Java is not: its name, or what it means, or its default is another. */
function ofOtherClient(given: GivenSetting, name: string, whose: string): InputError {
  const java = javaNameOf(name)
  return new InputError({
    where: whereOf(given.origin),
    key: writtenKey(given),
    problem: `this is a setting of ${whose}; the client in Java has none of this name`,
    remedy: `give it by its Java name${java === undefined ? ', or leave it out where Java has none' : `: ${java}`}; --client librdkafka says whose defaults count`,
  })
}
