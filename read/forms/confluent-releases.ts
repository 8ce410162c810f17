/** Which release of Kafka a release of Confluent Platform holds. */

/**
 * Releases of Confluent Platform and the Kafka in them: "Supported Versions and Interoperability" of its documentation
 * (docs.confluent.io, installation/versions-interoperability.html).
 * From 6.0 on it is from memory, but for 7.2, 7.3 and 8.0, which changelogs confirm.
 */
export const CONFLUENT: Readonly<Record<string, string>> = {
  '2.0': '0.9.0',
  '3.0': '0.10.0',
  '3.1': '0.10.1',
  '3.2': '0.10.2',
  '3.3': '0.11.0',
  '4.0': '1.0',
  '4.1': '1.1',
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
  '8.2': '4.2',
}
