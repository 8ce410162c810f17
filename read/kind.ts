import { basename } from 'node:path'
import { InputError, clipped } from '../model/input-error.ts'
import { SECTIONS, type Section } from '../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas } from '../model/kafka/settings/librdkafka-keys.ts'
import { belongsTo } from '../model/kafka/settings/place.ts'
import { foreignProperties } from './foreign.ts'
import { librdkafkaIn } from './librdkafka.ts'

const NAMES: readonly (readonly [RegExp, Section])[] = [
  [/server|broker|kraft|controller/i, 'broker'],
  [/producer/i, 'producer'],
  [/consumer/i, 'consumer'],
  [/topic/i, 'topic'],
]

/** Names that any server and any application may have for itself. */
const ANYBODYS: readonly string[] = ['host', 'listeners', 'port', 'preallocate']

/**
 * Whose file is this: the section that owns most of the keys which only one section has; the file's name where that
 * leaves it open.
 * @throws InputError where it cannot be told, and for files of other tools.
 */
export function tellKind(keys: readonly string[], file: string): Section {
  const foreign = foreignProperties(keys) ?? (keys.some(isOnlyLibrdkafkas) ? librdkafkaIn(keys) : undefined)
  if (foreign !== undefined)
    throw new InputError({ where: file, problem: `this looks like ${foreign.what}`, remedy: foreign.remedy })
  const odd = keys.find((key) => !/^[\w.-]+$/.test(key))
  if (odd !== undefined) {
    throw new InputError({
      where: file,
      problem: `${clipped(odd)} cannot be the name of a setting, so this is no Kafka .properties file`,
      remedy: `give lines like acks=all; if Kafka really reads this file, say what it is: ${SECTIONS.map((section) => `--${section} FILE`).join(' or ')}`,
    })
  }
  const owned = new Map<Section, number>(SECTIONS.map((section) => [section, 0]))
  const telling = keys.filter((key) => !ANYBODYS.includes(key))
  for (const key of telling) {
    const owners = SECTIONS.filter((section) => belongsTo(section, key))
    const [owner] = owners
    if (owner !== undefined && owners.length === 1) owned.set(owner, (owned.get(owner) ?? 0) + 1)
  }
  const most = Math.max(...owned.values())
  // Without a key of its own a file may still hold one that two sections share: then the name decides among those.
  const candidates =
    most > 0
      ? SECTIONS.filter((section) => owned.get(section) === most)
      : SECTIONS.filter((section) => telling.some((key) => belongsTo(section, key)))
  const [only] = candidates
  if (only !== undefined && candidates.length === 1) return only
  const named = NAMES.filter(([name]) => name.test(basename(file))).map(([, section]) => section)
  // A file of its usual name with nothing but misspelt keys is still that file.
  const fitting =
    candidates.length === 0
      ? named.filter(() => file.endsWith('.properties'))
      : named.filter((section) => candidates.includes(section))
  const [byName] = fitting
  if (byName !== undefined && fitting.length === 1) return byName
  const other = librdkafkaIn(keys)
  if (other !== undefined)
    throw new InputError({
      where: file,
      key: other.key,
      problem: `this looks like ${other.what}`,
      remedy: other.remedy,
    })
  throw new InputError({
    where: file,
    problem:
      candidates.length === 0
        ? 'no key in it belongs to Kafka, so it cannot be told what it configures'
        : `its keys fit ${candidates.map((section) => `a ${section}`).join(' and ')}, so it cannot be told what it configures`,
    remedy: `say it outright: ${(candidates.length === 0 ? SECTIONS : candidates).map((section) => `--${section} ${file}`).join(' or ')}`,
  })
}
