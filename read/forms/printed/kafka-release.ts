/** Which release of Kafka a version line names. */
import { CONFLUENT } from '../confluent-releases.ts'

/** `-ccs` and `-ce` mark Confluent's builds, community and enterprise; up to 4.1 their logs name Kafka's own release. */
const OF_CONFLUENT = /^(\d+\.\d+)\.\d+-c(?:cs|e|s)\b/

/**
 * The release of Kafka: `3.7.0` of 3.7.0, of 2.8.1-amzn and of 3.4.0.redhat-00005, `3.6` of 7.6.0-ccs; undefined for
 * what is none.
 */
export function kafkaRelease(version: string): string | undefined {
  const confluent = OF_CONFLUENT.exec(version)?.[1]
  if (confluent !== undefined) return CONFLUENT[confluent]
  return /^(?:0\.\d+\.\d+\.\d+|\d+\.\d+\.\d+)/.exec(version)?.[0]
}
