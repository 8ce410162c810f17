/**
 * The protocol versions that Kafka knows: the steps of each release, and the number under which KRaft's metadata log
 * keeps them. Read from MetadataVersion in the jars of 3.9.2 and 4.3.1.
 */

/** `metadata.version` by feature level: level 1 is the first. */
export const METADATA_LEVELS: readonly string[] = [
  '3.0-IV1',
  '3.1-IV0',
  '3.2-IV0',
  '3.3-IV0',
  '3.3-IV1',
  '3.3-IV2',
  '3.3-IV3',
  '3.4-IV0',
  '3.5-IV0',
  '3.5-IV1',
  '3.5-IV2',
  '3.6-IV0',
  '3.6-IV1',
  '3.6-IV2',
  '3.7-IV0',
  '3.7-IV1',
  '3.7-IV2',
  '3.7-IV3',
  '3.7-IV4',
  '3.8-IV0',
  '3.9-IV0',
  '4.0-IV0',
  '4.0-IV1',
  '4.0-IV2',
  '4.0-IV3',
  '4.1-IV0',
  '4.1-IV1',
  '4.2-IV0',
  '4.2-IV1',
  '4.3-IV0',
  '4.4-IV0',
]

/** The last step of the releases that came in several; the others have IV0 alone, and none before 0.10.0. */
const LAST_STEPS: Readonly<Record<string, number>> = {
  '0.10.0': 1,
  '0.10.1': 2,
  '0.11.0': 2,
  '2.0': 1,
  2.1: 2,
  2.2: 1,
  2.3: 1,
  2.4: 1,
  2.7: 2,
  2.8: 1,
  '3.0': 1,
  3.3: 3,
  3.5: 2,
  3.6: 2,
  3.7: 4,
  '4.0': 3,
  4.1: 1,
  4.2: 1,
}

/** The number of the last step of a release line: 2 for 2.7, whose protocol came as 2.7-IV0, 2.7-IV1 and 2.7-IV2. */
export function lastStepOf(line: string): number {
  return LAST_STEPS[line] ?? 0
}
