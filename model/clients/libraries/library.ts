/**
 * What tells a client library from the client in Java, as data: the names that its options have, what counts where
 * nobody gave one, and how its idempotent producer comes about. What no row says is as with the client in Java.
 */
import { compareVersions } from '../../compare-versions.ts'

/** What a library's options come to, by Kafka's names. */
export interface ClientSettings {
  readonly 'acks': '0' | '1' | 'all'
  readonly 'retries': number
  readonly 'max.in.flight.requests.per.connection': number
  /** Infinity: a send has no limit of its own, it ends when its retries do. */
  readonly 'delivery.timeout.ms': number
  readonly 'request.timeout.ms': number
  readonly 'linger.ms': number
  readonly 'enable.idempotence': boolean
  readonly 'transactional.id': string
  readonly 'transaction.timeout.ms': number
  readonly 'isolation.level': 'read_uncommitted' | 'read_committed'
  readonly 'group.id': string
}

export type ClientKey = keyof ClientSettings

/** The entry with the newest `from` that a release has reached counts. */
export type ByRelease<T> = readonly { readonly from: string; readonly is: T }[]

/** An option by the name that the library has for it. */
export interface Option {
  readonly name: string
  /** The release that added it; without, all known ones have it. */
  readonly since?: string
}

/** How an idempotent producer comes about. */
export interface Idempotence {
  /**
   * A transactional.id: switches idempotence on, and is refused beside an explicit "off"; wants it to be asked for; or
   * is idempotent whatever was said.
   */
  readonly transactions: 'bring it' | 'want it asked for' | 'are always so'
  /** What does not go with it switches it off where nobody asked for it; else that is refused. */
  readonly yields: boolean
  /** What does not go with it by default is brought along; else the default is refused, too. */
  readonly adjusts: boolean
  /** More requests in flight are refused. */
  readonly mostInFlight: number
  /** So many count where nobody gave a number (`unasked`), or whatever was given (`always`). */
  readonly inFlight: { readonly unasked?: number; readonly always?: number }
  /** What `retries` counts as where nobody gave it; without, it is the default. */
  readonly retries?: number
}

/** What ends a send that no broker answers. */
export type Delivery =
  /** Below linger.ms + request.timeout.ms it is refused. */
  | 'refused below one attempt'
  /** 0 is for ever; above linger.ms, and no longer than a transaction lasts. */
  | 'within a transaction'
  | 'as given'

export interface Library {
  readonly name: string
  /** The oldest release that is known here, and the newest, which counts where nobody says one. */
  readonly oldest: string
  readonly newest: string
  readonly options: { readonly [K in ClientKey]?: Option }
  readonly defaults: { readonly [K in ClientKey]: ByRelease<ClientSettings[K]> }
  readonly idempotence: ByRelease<Idempotence>
  readonly delivery: Delivery
  /** Releases of which a producer has one request under way for each partition, whatever is set. */
  readonly oneByOne?: ByRelease<boolean>
  /** What its idempotent producer does otherwise than the one in Java, and is not modelled. */
  readonly notModelled: readonly string[]
}

/** Something that no release changed. */
export function ever<T>(oldest: string, is: T): ByRelease<T> {
  return [{ from: oldest, is }]
}

/** What counts for a release; undefined before the first entry. */
export function inRelease<T>(table: ByRelease<T>, version: string): T | undefined {
  return table.findLast(({ from }) => compareVersions(from, version) <= 0)?.is
}

/** Does this release of the library have the option? */
export function hasOption({ options }: Library, key: string, version: string): boolean {
  const option = Object.entries<Option>(options).find(([name]) => name === key)?.[1]
  return option !== undefined && (option.since === undefined || compareVersions(option.since, version) <= 0)
}

/** What the library calls a setting of Kafka's; Kafka's own name where it has none. */
export function nameIn({ options }: Library, key: ClientKey): string {
  return options[key]?.name ?? key
}
