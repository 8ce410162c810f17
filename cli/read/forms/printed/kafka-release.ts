/** Which release of Kafka a version line names. */

/**
 * Confluent's releases and the Kafka in them (Confluent's documentation, "Supported Versions and Interoperability");
 * up to 4.1 their logs name a release of Kafka itself.
 */
const OF_CONFLUENT: Readonly<Record<string, string>> = {
  '5.0': '2.0',
  '5.1': '2.1',
  '5.2': '2.2',
  '5.3': '2.3',
  '5.4': '2.4',
  '5.5': '2.5',
  '6.0': '2.6',
  '6.1': '2.7',
  '6.2': '2.8',
  '7.0': '3.0',
  '7.1': '3.1',
  '7.2': '3.2',
  '7.3': '3.3',
  '7.4': '3.4',
  '7.5': '3.5',
  '7.6': '3.6',
  '7.7': '3.7',
  '7.8': '3.8',
  '7.9': '3.9',
  '8.0': '4.0',
  '8.1': '4.1',
}

/** `-ccs` and `-ce` mark Confluent's builds: community, enterprise. */
const CONFLUENT = /^(\d+\.\d+)\.\d+-c(?:cs|e|s)\b/

/**
 * The release of Kafka: `3.7.0` of 3.7.0, of 2.8.1-amzn and of 3.4.0.redhat-00005, `3.6` of 7.6.0-ccs; undefined for
 * what is none.
 */
export function kafkaRelease(version: string): string | undefined {
  const confluent = CONFLUENT.exec(version)?.[1]
  if (confluent !== undefined) return OF_CONFLUENT[confluent]
  return /^(?:0\.\d+\.\d+\.\d+|\d+\.\d+\.\d+)/.exec(version)?.[0]
}
