/** From the variables of an application's container to the settings of its Kafka client. */
import { clipped } from '../../../model/input-error.ts'
import { belongsTo } from '../../../model/kafka/settings/place.ts'
import { MODELLED_KEYS } from '../../../model/kafka/settings/declared.ts'
import { isOfScala } from '../../../model/kafka/settings/lifetimes.ts'
import { closest } from '../../../model/closest.ts'
import { notJudgedYet } from '../form.ts'

export type ClientSection = 'producer' | 'consumer'

/** What a variable comes to. */
export type ClientNamed =
  | { readonly key: string; readonly sections: readonly ClientSection[] }
  /** Not handed on to the client, or not known to be: why. */
  | { readonly why: string }

const BOTH: readonly ClientSection[] = ['producer', 'consumer']
const CLIENT_NAMES: readonly string[] = MODELLED_KEYS.flatMap(({ section, key }) =>
  section === 'producer' || section === 'consumer' ? [key] : [],
)

/** What the variable comes to, none where it is not about a client of Kafka; those of Spring are read together. */
export function clientSetting(name: string): ClientNamed | undefined {
  if (name.startsWith('CONNECT_')) return ofConnect(name.slice('CONNECT_'.length))
  return name.startsWith('KAFKA_') ? ofApplication(name.slice('KAFKA_'.length)) : undefined
}

/** Which clients in Java have the key; those in Scala had a `port`. */
function owners(key: string): readonly ClientSection[] {
  return BOTH.filter((section) => belongsTo(section, key) && !isOfScala(section, key))
}

function dotted(name: string): string {
  return name.toLowerCase().replaceAll('_', '.')
}

/** The usual way of applications: KAFKA_, and Kafka's name with `_` for dots. No rule of Kafka's says so. */
function ofApplication(name: string): ClientNamed | undefined {
  const key = dotted(name)
  const sections = owners(key)
  if (sections.length > 0) return { key, sections }
  const [, prefix, rest] = /^(producer|consumer|client|config)\.(.+)$/.exec(key) ?? []
  if (prefix !== undefined && rest !== undefined && CLIENT_NAMES.includes(rest))
    return { why: `whether the application hands it on as ${rest} is not told here` }
  const meant = closest(key.replace(/\.config$/, ''), CLIENT_NAMES)
  return meant === undefined ? undefined : { why: `no client of Kafka has ${clipped(key)}; perhaps ${meant} is meant` }
}

/** confluentinc/kafka-images `kafka-connect-base/…/kafka-connect.properties.template`: CONNECT_, then as for brokers. */
function ofConnect(name: string): ClientNamed | undefined {
  const signs = ['', '.', '_', '-']
  const key = name.toLowerCase().replace(/_+/g, (run) => signs[run.length] ?? run)
  const [, section, rest] = /^(producer|consumer)\.(.+)$/.exec(key) ?? []
  if (section !== undefined && rest !== undefined) return { key: rest, sections: [section as ClientSection] }
  if (key === 'exactly.once.source.support' || key === 'exactly.once.support')
    return { why: notJudgedYet('exactly-once of Kafka Connect') }
  return /^(offset|config|status)\.storage\.replication\.factor$/.test(key)
    ? { why: notJudgedYet("the replicas of Kafka Connect's own topics") }
    : undefined
}
