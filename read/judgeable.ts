/** Whether a file is Kafka's at all: a file of which nothing is read must not be judged as if it said nothing. */
import { InputError, clipped } from '../model/input-error.ts'
import { SECTIONS, type Section } from '../model/kafka/settings/given.ts'
import { belongsTo, isOfSection } from '../model/kafka/settings/place.ts'
import { MODELLED_KEYS } from '../model/kafka/settings/declared.ts'
import { closest } from '../model/closest.ts'
import { foreignProperties, foreignText } from './foreign.ts'
import { isScalaClient, librdkafkaIn } from './librdkafka.ts'
import { librariesWith } from './forms/client-options.ts'
import type { Entry } from './properties-file.ts'

/** More keys than these are not looked through for what was meant. */
const FEW = 200

const NAMES: readonly string[] = MODELLED_KEYS.map(({ key }) => key)

/** A key and where it stands. */
export type Keyed = Pick<Entry, 'key' | 'line'>

/** What is held to be of a section of Kafka's: a file of its own, or a part of a JSON or YAML file. */
export interface Claim {
  readonly entries: readonly Keyed[]
  readonly section: Section
  readonly file: string
  readonly isPart: boolean
}

/** Throws `InputError` for a text that is something else than settings line by line. */
export function refuseForeignText(text: string, file: string): void {
  const foreign = foreignText(text, file)
  if (foreign === undefined) return
  const where = foreign.at === undefined ? file : `${file}:${foreign.at}`
  throw new InputError({ where, problem: `this looks like ${foreign.what}`, remedy: foreign.remedy })
}

/**
 * Throws `InputError` where what was given for a section is the configuration of something else: another client,
 * another tool, another section, or nothing that Kafka knows. A file that has some of its keys is judged by these.
 */
export function mustBeKafkas(claim: Claim): void {
  const { section } = claim
  const keys = claim.entries.map(({ key }) => key.trim())
  const own = keys.filter((key) => isOfSection(section, key))
  if (section === 'producer' || section === 'consumer' || own.length === 0) refuseOtherClients(claim, keys)
  if (claim.isPart || own.length === 0) refuseLibraries(claim, keys)
  const foreign = foreignProperties(keys)
  if (foreign !== undefined && !own.some((key) => isRead(section, key))) {
    throw refusal(claim, undefined, `this looks like ${foreign.what}`, foreign.remedy)
  }
  const owner = ownerOfAll(section, keys, own)
  if (owner !== undefined) throw ofAnother(claim, own.length, owner)
  if (own.length > 0 || isMisspelt(keys)) return
  const owners = SECTIONS.filter((other) => keys.some((key) => belongsTo(other, key)))
  throw owners.length > 0
    ? ofAnother(claim, 0, ...owners)
    : refusal(
        claim,
        undefined,
        `no key in it is one of Kafka's, so there is nothing to judge${prefixed(keys)}`,
        `give Kafka's own names, ${claim.isPart ? 'such as acks: all' : 'in lines like acks=all'}`,
      )
}

function refuseOtherClients(claim: Claim, keys: readonly string[]): void {
  const librdkafka = librdkafkaIn(keys)
  if (librdkafka !== undefined)
    throw refusal(claim, librdkafka.key, `this looks like ${librdkafka.what}`, librdkafka.remedy)
  if (!isScalaClient(keys)) return
  throw refusal(
    claim,
    undefined,
    'these are the settings of a client in Scala, which Kafka 2.0 removed: the one in Java, which is judged, has '
      + 'none of them',
    'give the settings by their Java names, such as acks=all for request.required.acks=-1',
  )
}

/** Options of a client library whose settings stand in code, where the file does not say that it is one. */
function refuseLibraries(claim: Claim, keys: readonly string[]): void {
  for (const key of keys) {
    const libraries = librariesWith(key, claim.section)
    if (libraries.length === 0) continue
    const names = libraries.join(' or ')
    throw refusal(
      claim,
      claim.entries.find((one) => one.key.trim() === key)?.key.trim(),
      `this is an option of ${names}, and no setting of Kafka's`,
      claim.isPart
        ? `put client: ${names} at the top, beside the sections`
        : `give a YAML file with client: ${names} at its top and the options below ${claim.section}:`,
    )
  }
}

/** Does the model run on the value that this section gives the key? */
function isRead(section: Section, key: string): boolean {
  return (
    key !== 'group.id'
    && MODELLED_KEYS.some((one) => one.section === section && one.key === key && one.onlyFor === undefined)
  )
}

/**
 * Another section that has every key that this one has, and more that this one has not: more than it could have by
 * mistake.
 */
function ownerOfAll(section: Section, keys: readonly string[], own: readonly string[]): Section | undefined {
  if (own.length === 0) return undefined
  const reads = own.some((key) => isRead(section, key))
  return SECTIONS.find((other) => {
    if (other === section || !own.every((key) => isOfSection(other, key))) return false
    const more = keys.filter((key) => isOfSection(other, key)).length - own.length
    return reads ? more > own.length : more > 0
  })
}

function ofAnother(claim: Claim, shared: number, ...owners: readonly Section[]): InputError {
  const { section, file, isPart } = claim
  const problem =
    shared === 0
      ? `no key in it is a setting of a ${section}`
      : `what it sets is of a ${owners.join(' or ')}: a ${section} has ${shared} of its keys, and those it shares with a ${owners.join(' and a ')}`
  const better = owners.map((owner) => (isPart ? `${owner}:` : `--${owner} ${file}`)).join(' or ')
  return refusal(
    claim,
    undefined,
    problem,
    isPart ? `put them below ${better}` : `its keys are of a ${owners.join(' or ')}: ${better}`,
  )
}

function refusal(
  { entries, section, file, isPart }: Claim,
  key: string | undefined,
  problem: string,
  remedy: string,
): InputError {
  const [first] = entries
  const line =
    key === undefined ? (isPart ? first?.line : undefined) : entries.find((entry) => entry.key.trim() === key)?.line
  const named = key ?? (isPart ? section : undefined)
  return new InputError({
    where: line === undefined ? file : `${file}:${line}`,
    ...(named !== undefined && { key: named }),
    problem,
    remedy,
  })
}

/** Whether some key is nearly one that the model reads: that is told by itself. */
function isMisspelt(keys: readonly string[]): boolean {
  const unknown = (key: string): boolean => !SECTIONS.some((section) => belongsTo(section, key))
  return keys.length <= FEW && keys.some((key) => unknown(key) && closest(key, NAMES) !== undefined)
}

/** Kafka's names with something in front, as Flume and many frameworks write them. */
function prefixed(keys: readonly string[]): string {
  const hit = keys.find((key) => NAMES.some((name) => key.endsWith(`.${name}`)))
  return hit === undefined ? '' : `: ${clipped(hit)} has something in front of Kafka's name`
}
