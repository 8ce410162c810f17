/** The releases of Kafka, and which of them are modelled. */
import { InputError, clipped } from '../../input-error.ts'

export { compareVersions } from '../../compare-versions.ts'

/** Releases of one line, oldest first: the last one stands for the line. */
interface ReleaseLine {
  readonly line: string
  readonly patches: number
  readonly modelled: boolean
}

/**
 * Every release from 0.8.2 on, as Maven Central lists org.apache.kafka:kafka-clients (November 2026). Patches count
 * from 0 without a gap in every line, so their number says it all.
 */
const RELEASE_LINES: readonly ReleaseLine[] = [
  ...notYet('0.8.2', 3),
  ...notYet('0.9.0', 2),
  ...modelled('0.10.0', 2),
  ...modelled('0.10.1', 2),
  ...modelled('0.10.2', 3),
  ...modelled('0.11.0', 4),
  ...modelled('1.0', 3),
  ...modelled('1.1', 2),
  ...modelled('2.0', 2),
  ...modelled('2.1', 2),
  ...modelled('2.2', 3),
  ...modelled('2.3', 2),
  ...modelled('2.4', 2),
  ...modelled('2.5', 2),
  ...modelled('2.6', 4),
  ...modelled('2.7', 3),
  ...modelled('2.8', 3),
  ...modelled('3.0', 3),
  ...modelled('3.1', 3),
  ...modelled('3.2', 4),
  ...modelled('3.3', 3),
  ...modelled('3.4', 2),
  ...modelled('3.5', 3),
  ...modelled('3.6', 3),
  ...modelled('3.7', 3),
  ...modelled('3.8', 2),
  ...modelled('3.9', 3),
  ...modelled('4.0', 3),
  ...modelled('4.1', 3),
  ...modelled('4.2', 3),
  ...modelled('4.3', 2),
  ...notYet('4.4', 1),
]

function modelled(line: string, patches: number): readonly ReleaseLine[] {
  return [{ line, patches, modelled: true }]
}

function notYet(line: string, patches: number): readonly ReleaseLine[] {
  return [{ line, patches, modelled: false }]
}

function releasesOf(lines: readonly ReleaseLine[]): readonly string[] {
  return lines.flatMap(({ line, patches }) => Array.from({ length: patches }, (_, patch) => `${line}.${patch}`))
}

/** Every Kafka release that is known here, oldest first. */
export const knownVersions: readonly string[] = releasesOf(RELEASE_LINES)

/** The releases whose protocol is modelled, oldest first. */
export const modelledVersions: readonly string[] = releasesOf(RELEASE_LINES.filter((line) => line.modelled))

/** The version that is judged when none is chosen. */
export const newestModelled: string = modelledVersions.at(-1) ?? ''

const knownLines = RELEASE_LINES.map(({ line }) => line).join(', ')
const modelledLines = RELEASE_LINES.filter((line) => line.modelled)
  .map(({ line }) => line)
  .join(', ')

export interface ChosenVersion {
  /** The exact release. */
  readonly version: string
  /** What was written, where it names a line of releases and was read as the last one of it: "2.0" for 2.0.1. */
  readonly widenedFrom?: string
}

/**
 * The release that `text` names: two numbers mean the last patch of the line (`2.0` is 2.0.1, `0.10` is 0.10.2.2,
 * `0.10.1` is 0.10.1.1), three (four before 1.0) that patch. `where` is what a message names.
 * @throws InputError for a version that is unknown here, or known and not modelled yet.
 */
export function parseKafkaVersion(text: string, where = '--kafka-version'): ChosenVersion {
  const wanted = text.trim()
  const version = /^\d+(\.\d+){1,3}$/.test(wanted) ? lastReleaseOf(wanted) : undefined
  const problem = (what: string, remedy: string): InputError =>
    new InputError({ where, key: 'kafka.version', problem: what, remedy })
  if (/\{\{|\$/.test(wanted)) {
    throw problem(
      `the placeholder ${clipped(wanted)} is not filled in`,
      `say which release runs: --kafka-version ${newestModelled}`,
    )
  }
  if (version === undefined) {
    throw problem(
      `Kafka "${clipped(wanted)}" is not a version that tidemark knows`,
      `known are the releases of ${knownLines}; modelled now: ${modelledLines}`,
    )
  }
  if (!modelledVersions.includes(version)) {
    throw problem(
      `Kafka ${version} is not modelled yet`,
      `choose a release of ${modelledLines}, such as ${newestModelled}`,
    )
  }
  return version === wanted ? { version } : { version, widenedFrom: wanted }
}

function lastReleaseOf(prefix: string): string | undefined {
  return knownVersions.findLast((known) => known === prefix || known.startsWith(`${prefix}.`))
}
