/** Settings that have the value that was given, or their default. */
import { defaultOfClient, isAssumed } from './client.ts'
import { type ByVersion, type InKafka, type ModelledKey, inVersion } from './declared/declaration.ts'
import type { Section } from './given.ts'
import type { Found } from './read.ts'
import type { KafkaSettings, SettingName } from './types.ts'

/** The value of a key where one was given, and the version has it. */
export type Find = <T>(key: ModelledKey<T>) => Found<T> | undefined

/** What decides on defaults. */
export type Versions = Pick<KafkaSettings, 'kafka.version' | 'protocol.version'>
  & Partial<Pick<KafkaSettings, 'client' | 'client.version'>>

/** The value of a setting, and whether nobody gave it, though it could have been. */
export interface Decided<T> {
  readonly is: T
  readonly assumed: boolean
}

export type DecidedSettings<N extends SettingName> = { readonly [K in N]: Decided<KafkaSettings[K]> }

interface Keys<T> {
  readonly in: { readonly [S in Section]?: ModelledKey<T> }
}

export interface WithDefault<T> extends Keys<T>, Pick<InKafka, 'since' | 'ofClient'> {
  readonly name: string
  readonly defaults: ByVersion<T>
  readonly follows?: 'protocol.version'
}

type Table = Readonly<Record<string, { readonly is: string; readonly name: string }>>

/** The settings of a table that are as given: all but those on which rules decide. */
type AsGivenIn<D> = SettingName & { [N in keyof D]: D[N] extends { readonly is: 'as given' } ? N : never }[keyof D]

/** A topic's own outranks the broker's. */
const RANKS: readonly Section[] = ['topic', 'broker', 'producer', 'consumer']

/** What was given of a setting, under whichever of its keys counts. */
export function foundOf<T>(declared: Keys<T>, find: Find): Found<T> | undefined {
  return RANKS.map((section) => {
    const key = declared.in[section]
    return key === undefined ? undefined : find(key)
  }).find((found) => found !== undefined)
}

/** What counts where nothing was given. */
export function defaultOf<T>({ name, defaults, follows }: WithDefault<T>, versions: Versions): T {
  const version = versions[follows ?? 'kafka.version']
  const value = defaultOfClient<T>(name, versions) ?? inVersion(defaults, version)
  if (value === undefined) throw new Error(`no default of ${name} in Kafka ${version}`)
  return value
}

export function valueOf<T>(declared: WithDefault<T>, find: Find, versions: Versions): T {
  return foundOf(declared, find)?.value ?? defaultOf(declared, versions)
}

/** All settings of a table on which no rule has to decide. */
export function decideAsGiven<D extends Table>(
  table: D,
  find: Find,
  versions: Versions,
): DecidedSettings<AsGivenIn<D>> {
  const decide = (declared: WithDefault<unknown>): Decided<unknown> => ({
    is: valueOf(declared, find, versions),
    assumed: foundOf(declared, find) === undefined && isAssumed(declared, versions),
  })
  const declared = Object.values(table).filter(isAsGiven)
  return Object.fromEntries(declared.map((one) => [one.name, decide(one)])) as DecidedSettings<AsGivenIn<D>>
}

function isAsGiven(declared: Table[string]): declared is Table[string] & WithDefault<unknown> {
  return declared.is === 'as given'
}

/** The same settings, with what a rule makes of some of them. */
export function changed<N extends SettingName>(
  decided: DecidedSettings<N>,
  values: { readonly [K in N]?: KafkaSettings[K] },
): DecidedSettings<N> {
  const entries = Object.entries<Decided<unknown>>(decided)
  const by = new Map<string, unknown>(Object.entries(values))
  return Object.fromEntries(
    entries.map(([name, one]) => [name, by.has(name) ? { ...one, is: by.get(name) } : one]),
  ) as DecidedSettings<N>
}

export function valuesOf(decided: DecidedSettings<SettingName>): KafkaSettings {
  const entries = Object.entries<Decided<unknown>>(decided)
  return Object.fromEntries(entries.map(([name, { is }]) => [name, is])) as unknown as KafkaSettings
}
