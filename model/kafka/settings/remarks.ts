/** What the output says about settings beside their values: notes, warnings, what was ignored. */
import { isFromFile, whereOf, type GivenSetting } from './given.ts'
import type { Placed } from './place.ts'
import { BROKER, existsIn, TOPIC, type ModelledKey } from './schema.ts'

type Modelled = Extract<Placed, { kind: 'modelled' }>

/** Settings of a topic, with the broker's setting that counts where the topic says nothing. */
const LAYERS: readonly (readonly [ModelledKey, ModelledKey])[] = [
  [TOPIC.minInsyncReplicas, BROKER.minInsyncReplicas],
  [TOPIC.uncleanElection, BROKER.uncleanElection],
  [TOPIC.flushMessages, BROKER.flushMessages],
  [TOPIC.replicationFactor, BROKER.replicationFactor],
  [TOPIC.partitions, BROKER.partitions],
]

/** What is ignored and why, each key once for every reason. */
export function remarksOnIgnored(placed: readonly Placed[], version: string): readonly { readonly key: string, readonly why: string }[] {
  const all = placed.flatMap((one) => {
    if (one.kind === 'ignored') return [{ key: one.key, why: one.why }]
    if (one.kind === 'outer') return []
    if (!existsIn(one.key, version)) return [{ key: one.key.key, why: missingWhy(one.key, version) }]
    return one.key.onlyFor === undefined ? [] : [{ key: one.key.key, why: `not modelled, ${one.key.onlyFor}` }]
  })
  return [...new Map(all.map((one) => [`${one.key} ${one.why}`, one])).values()]
}

function missingWhy(key: ModelledKey, version: string): string {
  return `Kafka ${version} does not have it, ${key.since} added it`
}

/** A warning for a setting that this version does not have; nothing to warn about where the setting only says what is so without it. */
export function missingWarning({ key, given }: Modelled, version: string): readonly string[] {
  if (['false', '0'].includes(given.value.trim().toLowerCase())) return []
  return [`${whereOf(given.origin)}: ${key.key} has no effect: ${missingWhy(key, version)}`]
}

/** Says where one file, or the topic, outranks another place; an option that overrides a file needs no words. */
export function noteOverridden(modelled: readonly Modelled[]): readonly string[] {
  const notes: string[] = []
  modelled.forEach((one, index) => {
    const later = modelled.slice(index + 1).find((other) => other.key === one.key && other.given.value !== one.given.value)
    if (later !== undefined && isFromFile(later.given)) {
      notes.push(`${one.key.key} of ${whereOf(one.given.origin)} is overridden by ${whereOf(later.given.origin)}`)
    }
  })
  for (const [topic, broker] of LAYERS) {
    const onTopic = modelled.findLast((one) => one.key === topic)
    const onBroker = modelled.findLast((one) => one.key === broker)
    if (onTopic !== undefined && onBroker !== undefined && isFromFile(onTopic.given) && onTopic.given.value.trim() !== onBroker.given.value.trim()) {
      notes.push(`${broker.key} of ${whereOf(onBroker.given.origin)} is overridden by the topic's ${topic.key} of ${whereOf(onTopic.given.origin)}`)
    }
  }
  return notes
}

/** A broker's file from ZooKeeper times was not written for the version that is judged where nobody chose one; defaults have changed since. */
export function warnOfZooKeeper(given: readonly GivenSetting[], version: string): readonly string[] {
  const sign = given.find(({ section, key }) => section === 'broker' && key === 'zookeeper.connect')
  if (sign === undefined) return []
  return [`${whereOf(sign.origin)}: zookeeper.connect is of Kafka up to 3.9, and ${version} is judged: say which one runs with --kafka-version`]
}
