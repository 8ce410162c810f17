/** What kafka-features.sh describe prints: a line for each feature (FeatureCommand.java). */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { modelledKey } from '../../../model/kafka/settings/place.ts'
import type { Reading } from '../form.ts'
import { ENOUGH } from './topics.ts'

const FEATURE =
  /^\s*Feature:\s*(\S+)\s+SupportedMinVersion:\s*\S+\s+SupportedMaxVersion:\s*(\S+)\s+FinalizedVersionLevel:\s*(\S+)/

/** Is this a line about a feature? */
export function isOfFeatures(line: string): boolean {
  return FEATURE.test(line.slice(0, ENOUGH))
}

/**
 * The levels that the cluster has finalised. The newest metadata.version that a broker supports is the one of its own
 * release line, as long as no unstable ones are allowed (MetadataVersion.LATEST_PRODUCTION): it tells the software.
 */
export function readFeatures(lines: readonly string[], file: string): Reading {
  const given: GivenSetting[] = []
  const notes: string[] = []
  for (const [index, line] of lines.entries()) {
    const [, feature = '', newest = '', level = ''] = FEATURE.exec(line.slice(0, ENOUGH)) ?? []
    const origin = { file, line: index + 1, key: feature }
    if (feature === 'metadata.version') {
      // 0 and `UNKNOWN 0` are of a cluster with ZooKeeper, which has none.
      if (/^\d+\.\d+/.test(level)) given.push({ section: undefined, key: feature, value: level, origin })
      const [release] = /^\d+\.\d+(?=-IV)/.exec(newest) ?? []
      if (release !== undefined) {
        given.push({ section: undefined, key: 'kafka.version', value: release, origin })
        notes.push(`the brokers support metadata.version ${newest} (${file}:${index + 1}): that is Kafka ${release}`)
      }
    } else if (modelledKey('broker', feature) !== undefined) {
      given.push({ section: 'broker', key: feature, value: level, origin })
    }
  }
  return { parts: given.length === 0 ? [] : [{ kind: 'cluster', name: '', given }], asides: [], notes }
}
