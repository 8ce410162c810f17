/** Which protocol version the cluster has finalised, beside the software that it runs. */
import { compareVersions, knownVersions } from '../releases/versions.ts'
import { type Controller, KRAFT_FROM, KRAFT_ONLY_FROM } from './controller.ts'
import { InputError, clipped } from '../../input-error.ts'
import { whereOf } from './given.ts'
import type { ProtocolSetting } from './place.ts'
import { METADATA_LEVELS, lastStepOf } from './protocol-steps.ts'

export interface ChosenProtocol {
  /** As the last release of its line. */
  readonly version: string
  readonly assumed: boolean
  readonly notes: readonly string[]
  /** Given, and of no effect with this controller. */
  readonly idle: readonly (ProtocolSetting & { readonly why: string })[]
}

/** The oldest metadata.version: of KRaft at all, and of the software from 4.0 on. */
const OLDEST_METADATA = '3.0'
const OLDEST_METADATA_FROM_4 = '3.3'

/**
 * The protocol version that the cluster has finalised: `inter.broker.protocol.version` with ZooKeeper, and with KRaft
 * until it got its own (3.3); `metadata.version` since. Without either that of the software.
 * @throws InputError for one that is no version, newer than the software, or not of this kind of cluster
 */
export function chooseProtocol(
  settings: readonly ProtocolSetting[],
  version: string,
  controller: Controller,
): ChosenProtocol {
  const metadata = settings.findLast(({ key }) => key === 'metadata.version')
  const interBroker =
    compareVersions(version, KRAFT_ONLY_FROM) < 0
      ? settings.findLast(({ key }) => key === 'inter.broker.protocol.version')
      : undefined
  const hasMetadata = controller === 'kraft' && compareVersions(version, KRAFT_FROM) >= 0
  if (metadata !== undefined && !hasMetadata) {
    throw problemWith(
      metadata,
      controller === 'kraft'
        ? `KRaft of Kafka ${version} has no metadata.version, ${KRAFT_FROM} added it`
        : 'a cluster with ZooKeeper has no metadata.version',
      `use inter.broker.protocol.version${controller === 'zookeeper' && compareVersions(version, KRAFT_FROM) >= 0 ? ', or controller=kraft' : ''}`,
    )
  }
  const idle =
    interBroker !== undefined && hasMetadata
      ? [{ ...interBroker, why: `a KRaft cluster has metadata.version instead, from ${KRAFT_FROM} on` }]
      : []
  if (interBroker !== undefined && hasMetadata) checkLine(interBroker, version, OLDEST_METADATA)
  const said = hasMetadata ? metadata : interBroker
  if (said === undefined) return { version, assumed: true, notes: [], idle }
  const oldest = hasMetadata
    ? compareVersions(version, KRAFT_ONLY_FROM) < 0
      ? OLDEST_METADATA
      : OLDEST_METADATA_FROM_4
    : undefined
  const release = checkLine(said, version, oldest)
  const notes =
    release === version
      ? []
      : [`${said.key}=${clipped(said.given.value.trim())}: what came with a later protocol version is off`]
  return { version: release, assumed: false, notes, idle }
}

/**
 * The last release of the line that a protocol version names, or the software itself where it is of that line
 * (MetadataVersion.fromVersionString).
 */
function checkLine(said: ProtocolSetting, version: string, oldest: string | undefined): string {
  const text = said.given.value.trim()
  if (said.key === 'metadata.version' && /^\d+$/.test(text)) throw level(said, Number(text))
  // Before 1.0 three numbers name a release line, since then two; what follows them is not looked at: 0.9.0.X, 2.8.1.
  const [, line, step] = /^(0\.\d+\.\d+|[1-9]\d*\.\d+)(?:-IV(\d+)|\..*)?$/.exec(text) ?? []
  const release =
    line === undefined
      ? undefined
      : knownVersions.findLast((known) => known.startsWith(`${line === '0.8.0' || line === '0.8.1' ? '0.8.2' : line}.`))
  if (line === undefined || release === undefined)
    throw problemWith(
      said,
      `"${clipped(text)}" is no protocol version`,
      'write it like 3.6 or 3.6-IV2, before 1.0 like 0.11.0 or 0.11.0-IV2',
    )
  const last = lastStepOf(line)
  if (step !== undefined && Number(step) > last) {
    throw problemWith(
      said,
      `there is no ${clipped(text)}`,
      `${last === 0 ? 'the only step' : 'the last step'} of ${line} is ${line}-IV${last}`,
    )
  }
  if (oldest !== undefined && compareVersions(line, oldest) < 0) {
    throw problemWith(
      said,
      `${clipped(text)} is older than KRaft of Kafka ${version} can speak`,
      `give ${oldest} or a newer one`,
    )
  }
  if (version.startsWith(`${line}.`)) return version
  if (compareVersions(release, version) > 0)
    throw problemWith(
      said,
      `${clipped(text)} is newer than the software, Kafka ${version}`,
      `give ${lineOf(version)} or an older one`,
    )
  return release
}

function level(said: ProtocolSetting, number: number): InputError {
  const named = METADATA_LEVELS[number - 1]
  return problemWith(
    said,
    `${number} is a feature level, not a version`,
    named === undefined
      ? `write the version: levels go from 1, which is ${METADATA_LEVELS[0]}, to ${METADATA_LEVELS.length}, which is ${METADATA_LEVELS.at(-1)}`
      : `level ${number} is ${named}: write metadata.version=${named}`,
  )
}

/** `3.9` of 3.9.2, `0.10.2` of 0.10.2.2. */
function lineOf(version: string): string {
  return version.replace(/\.\d+$/, '')
}

function problemWith({ key, given }: ProtocolSetting, problem: string, remedy: string): InputError {
  return new InputError({ where: whereOf(given.origin), key, problem, remedy })
}
