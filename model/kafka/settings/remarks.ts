/** What the output says about settings beside their values: notes, warnings, what was ignored. */
import { declaredOf, LAYERS } from './declared.ts'
import { isThere, missingWhy } from './client.ts'
import { type ModelledKey, inVersion } from './declared/declaration.ts'
import { type GivenSetting, isFromFile, whereOf } from './given.ts'
import { isWeighty, whyAbsent } from './lifetimes.ts'
import type { Placed } from './place.ts'
import type { ChosenProtocol } from './protocol.ts'
import { warnOfUnknown } from './unknown-keys.ts'
import type { KafkaSettings } from './types.ts'

type Modelled = Extract<Placed, { kind: 'modelled' }>

/** Of the settings that tell the kind of cluster, those whose value counts; of the others only that they are there. */
const VERSIONS: readonly string[] = ['inter.broker.protocol.version', 'metadata.version']

/** What is ignored and why, each key once for every reason. */
export function remarksOnIgnored(
  placed: readonly Placed[],
  protocol: ChosenProtocol,
  settings: KafkaSettings,
): readonly { readonly key: string; readonly why: string }[] {
  const version = settings['kafka.version']
  const all = placed.flatMap((one): readonly { readonly key: string; readonly why: string }[] => {
    if (one.kind === 'ignored') return [{ key: one.key, why: one.why }]
    if (one.kind === 'outer') return idle(one.given.key.trim(), settings)
    if (one.kind === 'known') return [{ key: one.key, why: whyAbsent(one.section, one.key, version) ?? 'not modelled' }]
    if (one.kind === 'protocol') {
      const why =
        whyAbsent('broker', one.key, version)
        ?? protocol.idle.find(({ given }) => given === one.given)?.why
        ?? (VERSIONS.includes(one.key) ? undefined : 'not modelled')
      return why === undefined ? [] : [{ key: one.key, why }]
    }
    if (!isThere(one.key, settings)) return [{ key: one.key.key, why: missingWhy(one.key, settings) }]
    const onlyFor = inVersion(one.key.onlyFor ?? [], version)
    if (onlyFor !== undefined) return [{ key: one.key.key, why: `not modelled, ${onlyFor}` }]
    return one.key.needs === undefined || hasWhatIt(one.key.needs, settings)
      ? []
      : [{ key: one.key.key, why: `of no effect here without ${one.key.needs}` }]
  })
  return [...new Map(all.map((one) => [`${one.key} ${one.why}`, one])).values()]
}

/** A setting of ours that changes nothing, because what it needs is not there. */
function idle(key: string, settings: KafkaSettings): readonly { readonly key: string; readonly why: string }[] {
  const needs = declaredOf(key)?.needs
  return needs === undefined || hasWhatIt(needs, settings) ? [] : [{ key, why: `of no effect here without ${needs}` }]
}

/** Warnings for what was given and has no effect, where it would have changed something. */
export function warnOfIneffective(
  placed: readonly Placed[],
  protocol: ChosenProtocol,
  settings: KafkaSettings,
  versionAssumed: boolean,
): readonly string[] {
  return [...warningsOf(placed, protocol, settings, versionAssumed), ...warnOfUnknown(placed)]
}

function warningsOf(
  placed: readonly Placed[],
  protocol: ChosenProtocol,
  settings: KafkaSettings,
  versionAssumed: boolean,
): readonly string[] {
  const version = settings['kafka.version']
  return placed.flatMap((one): readonly string[] => {
    if (one.kind === 'outer') return []
    if (one.kind === 'ignored') return one.warning === undefined ? [] : [one.warning]
    if (one.kind === 'modelled') {
      const matters = one.key.needs === undefined || one.key.weighty === true
      return isThere(one.key, settings) || !matters
        ? []
        : ineffective(one.key.key, one.given, missingWhy(one.key, settings))
    }
    const absent = whyAbsent(one.kind === 'known' ? one.section : 'broker', one.key, version)
    if (absent !== undefined && one.key === 'zookeeper.connect' && one.kind === 'protocol' && versionAssumed) {
      return [
        `${whereOf(one.given.origin)}: zookeeper.connect is of Kafka up to 3.9, and ${version} is judged: say which one runs with --kafka-version`,
      ]
    }
    if (absent !== undefined) return isWeighty(one.key) ? ineffective(one.key, one.given, absent) : []
    const idle = protocol.idle.find(({ given }) => given === one.given)
    return idle === undefined ? [] : ineffective(one.key, one.given, idle.why)
  })
}

function hasWhatIt(needs: NonNullable<ModelledKey['needs']>, settings: KafkaSettings): boolean {
  return needs === 'an idempotent producer' ? settings['enable.idempotence'] : settings['transactional.id'] !== ''
}

/** Nothing to warn about where the setting only says what is so without it. */
function ineffective(key: string, given: GivenSetting, why: string): readonly string[] {
  if (['false', '0'].includes(given.value.trim().toLowerCase())) return []
  return [`${whereOf(given.origin)}: ${key} has no effect: ${why}`]
}

/** Says where one file, or the topic, outranks another place; an option that overrides a file needs no words. */
export function noteOverridden(modelled: readonly Modelled[]): readonly string[] {
  const notes: string[] = []
  modelled.forEach((one, index) => {
    const later = modelled
      .slice(index + 1)
      .find((other) => other.key === one.key && other.given.value !== one.given.value)
    if (later !== undefined && isFromFile(later.given)) {
      notes.push(`${one.key.key} of ${whereOf(one.given.origin)} is overridden by ${whereOf(later.given.origin)}`)
    }
  })
  for (const [topic, broker] of LAYERS) {
    const onTopic = modelled.findLast((one) => one.key === topic)
    const onBroker = modelled.findLast((one) => one.key === broker)
    if (
      onTopic !== undefined
      && onBroker !== undefined
      && isFromFile(onTopic.given)
      && onTopic.given.value.trim() !== onBroker.given.value.trim()
    ) {
      notes.push(
        `${broker.key} of ${whereOf(onBroker.given.origin)} is overridden by the topic's ${topic.key} of ${whereOf(onTopic.given.origin)}`,
      )
    }
  }
  return notes
}
