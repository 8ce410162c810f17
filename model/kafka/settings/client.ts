/** Which client library the producers and consumers are made with, and what it has by default. */
import { compareVersions } from '../../compare-versions.ts'
import { JAVA, LIBRARIES, libraryNamed } from '../../clients/libraries.ts'
import { hasOption, inRelease, type Library } from '../../clients/libraries/library.ts'
import { closest } from '../../closest.ts'
import { InputError, clipped } from '../../input-error.ts'
import { CHECK } from './declared/check.ts'
import { type InKafka, existsIn } from './declared/declaration.ts'
import { type GivenSetting, whereOf } from './given.ts'
import { readValue } from './read.ts'
import type { KafkaSettings } from './types.ts'
import { newestModelled } from '../releases/versions.ts'

/** The client that is chosen, or nothing where it is the one in Java. */
type Chosen = Partial<Pick<KafkaSettings, 'client' | 'client.version'>>

export interface ChosenClient {
  readonly settings: {
    readonly [N in 'client' | 'client.version']: { readonly is: string; readonly assumed: boolean }
  }
  readonly notes: readonly string[]
}

/** @throws InputError for a client that is not known, and for a release that is none of it. */
export function chooseClient(outer: readonly GivenSetting[]): ChosenClient {
  const named = outer.findLast(({ key }) => key.trim() === 'client')
  const version = outer.findLast(({ key }) => key.trim() === 'client.version')
  const client = named === undefined ? JAVA : nameOf(named)
  const library = libraryNamed(client)
  if (library === undefined) {
    if (version !== undefined) throw noVersion(version, named)
    return { settings: { 'client': { is: JAVA, assumed: named === undefined }, 'client.version': none }, notes: [] }
  }
  const chosen = version === undefined ? library.newest : releaseOf(library, version)
  const isNewer = compareVersions(chosen, library.newest) > 0
  return {
    settings: {
      'client': { is: client, assumed: false },
      'client.version': { is: chosen, assumed: version === undefined },
    },
    notes: isNewer ? [`${client} ${chosen} is newer than ${library.newest}, the last that is known here`] : [],
  }
}

const none = { is: '', assumed: false }

function nameOf(given: GivenSetting): string {
  const name = given.value.trim()
  const meant = LIBRARIES.some((library) => library.name === name)
    ? undefined
    : closest(
        name,
        LIBRARIES.map((library) => library.name),
      )
  if (meant === undefined || meant === name)
    return readValue({ key: 'client', value: CHECK.client.outside.value }, given, newestModelled).value
  throw new InputError({
    where: whereOf(given.origin),
    key: given.key,
    problem: `there is no client "${clipped(name)}" here`,
    remedy: `did you mean ${meant}?`,
  })
}

function releaseOf({ name, oldest, newest }: Library, { value, key, origin }: GivenSetting): string {
  const text = value.trim().replace(/^v/, '')
  const refuse = (problem: string, remedy: string): InputError =>
    new InputError({ where: whereOf(origin), key: origin.key ?? key, problem, remedy })
  if (!/^\d{1,6}(\.\d{1,6}){0,3}$/.test(text))
    throw refuse(`"${clipped(value.trim())}" is no release of ${name}`, `write it like ${newest}`)
  if (compareVersions(text, oldest) < 0)
    throw refuse(`${name} ${text} is older than what is known here`, `give ${oldest} or a newer one, such as ${newest}`)
  return text
}

function noVersion(version: GivenSetting, named: GivenSetting | undefined): InputError {
  return new InputError({
    where: whereOf(version.origin),
    key: version.origin.key ?? version.key,
    problem:
      named === undefined
        ? 'it does not say of which client'
        : 'the client in Java is taken in the release of the brokers',
    remedy:
      named === undefined
        ? `set client as well, to ${LIBRARIES.map(({ name }) => name).join(', ')}`
        : 'leave it out; kafka.version says the release',
  })
}

/** What the client has where nobody gave it; undefined where the one in Java decides. */
export function defaultOfClient<T>(
  name: string,
  { client = JAVA, 'client.version': version = '' }: Chosen,
): T | undefined {
  const library = libraryNamed(client)
  const table = library?.defaults[name as keyof Library['defaults']]
  return table === undefined ? undefined : (inRelease<unknown>(table, version) as T | undefined)
}

interface Setting extends Pick<InKafka, 'since' | 'ofClient'> {
  readonly name?: string
  readonly key?: string
  readonly section?: string
}

/** Do the brokers' release, and where it is a setting of a client the library, have this setting? */
export function isThere(setting: Setting, versions: Chosen & Pick<KafkaSettings, 'kafka.version'>): boolean {
  const library = libraryNamed(versions.client ?? JAVA)
  const name = setting.name ?? setting.key ?? ''
  if (library === undefined || !isOfClient(setting, library, name)) return existsIn(setting, versions['kafka.version'])
  return (
    hasOption(library, name, versions['client.version'] ?? '')
    && (setting.ofClient === true || existsIn(setting, versions['kafka.version']))
  )
}

function isOfClient({ section }: Setting, { defaults }: Library, name: string): boolean {
  return section === 'producer' || section === 'consumer' || name in defaults
}

/** Did somebody decide on a value that nobody gave: could it have been given, or has the library one? */
export function isAssumed(setting: Setting, versions: Chosen & Pick<KafkaSettings, 'kafka.version'>): boolean {
  return defaultOfClient(setting.name ?? '', versions) !== undefined || isThere(setting, versions)
}

/** Why a setting is not there, as a clause. */
export function missingWhy(setting: Setting, versions: Chosen & Pick<KafkaSettings, 'kafka.version'>): string {
  const { client = JAVA, 'client.version': release = '', 'kafka.version': version } = versions
  const library = libraryNamed(client)
  const name = setting.name ?? setting.key ?? ''
  if (library !== undefined && isOfClient(setting, library, name) && !hasOption(library, name, release)) {
    const since = library.options[name as keyof Library['options']]?.since
    return since === undefined ? `${client} has none` : `${client} ${release} does not have it, ${since} added it`
  }
  return `Kafka ${version} does not have it, ${setting.since} added it`
}
