/** Kafka as the registry of systems knows it. */
import type { z } from 'zod'
import type { Given } from '../given.ts'
import { InputError } from '../input-error.ts'
import { sameInAll, type Settings, type Size, type SizeOptions, type SystemEntry } from '../system-entry.ts'
import type { System } from '../system.ts'
import { KAFKA_FAULTS, KAFKA_MOVES } from './faults.ts'
import { problemOfActions } from './machine/action-schema.ts'
import { CLUSTER_PROMISES } from './promises.ts'
import { type GateName, switchesInWords, switchesOf } from './releases/gates.ts'
import { changesOf, helpFor } from './settings/changes.ts'
import { scenariosOf } from './scenarios.ts'
import { declaredOf } from './settings/declared.ts'
import { counts, isAbsent, withoutUsual } from './settings/counting.ts'
import { isOnlyController } from './settings/controller.ts'
import { type GivenSetting, SECTIONS } from './settings/given.ts'
import { resolveSettings } from './settings/resolve.ts'
import { savedScope, savedSettings } from './settings/saved.ts'
import type { KafkaSettings } from './settings/types.ts'
import { deploymentOf, type Scope } from './state/deployment.ts'
import { sizesOf, usualRecords } from './state/sizes.ts'
import { kafkaSystem } from './system.ts'

export const KAFKA: SystemEntry = {
  name: 'kafka',
  title: 'a Kafka cluster and its clients',
  options: [
    'broker',
    'topic',
    'producer',
    'consumer',
    'kafkaVersion',
    'brokers',
    'client',
    'gate',
    'producers',
    'loop',
    'byRecord',
    'outbox',
  ],
  promises: CLUSTER_PROMISES,
  notModelled: { 'exclusive-owner': 'A partition has one owner in a group' },
  moves: KAFKA_MOVES,
  faults: () => KAFKA_FAULTS,
  resolve: (given, { kafkaVersion, gate = {}, brokers }) => {
    const resolved = resolveSettings(given.map(inSection), {
      gates: gate,
      ...(kafkaVersion === undefined ? {} : { version: kafkaVersion }),
      ...(brokers === undefined ? {} : { brokers }),
    })
    const settings = withoutUsual({ ...resolved.settings })
    return { ...resolved, settings, assumed: resolved.assumed.filter((name) => name in settings) }
  },
  sizeOf: (settings, options) => ({ ...scopeOf(kafkas(settings), options) }),
  sizes: (settings, size) => sizesOf(kafkas(settings), scoped(size)).map((scope) => ({ ...scope })),
  make: (settings, size) => kafkaSystem(kafkas(settings), scoped(size)) as unknown as System<unknown, unknown>,
  saved: (settings, bounds) => {
    const read = savedSettings.safeParse(settings)
    const scope = savedScope.safeParse(bounds)
    if (!read.success || !scope.success) return { problem: problemIn(read, scope) }
    return {
      settings: withoutUsual({ ...read.data }),
      size: { ...scope.data },
      problemOf: (actions) => problemOfActions(deploymentOf(read.data, scope.data), actions),
    }
  },
  headline: ({ 'kafka.version': version, brokers }) => [
    ...(version === undefined ? [] : [{ words: `Kafka ${version}`, key: 'kafka.version' }]),
    ...(typeof brokers === 'number'
      ? [{ words: brokers === 1 ? '1 broker' : `${brokers} brokers`, key: 'brokers' }]
      : []),
  ],
  counts: (key, settings) => counts(key, settings),
  // The protocol of the release itself says nothing of its own.
  goesWithoutSaying: (key, settings) =>
    key === 'protocol.version'
      ? settings[key] === settings['kafka.version']
      : key === 'controller'
        ? isOnlyController(String(settings['kafka.version']))
        : isAbsent(key, settings),
  keysOf: (setting) => {
    const own = declaredOf(setting)?.in ?? {}
    const inSections = (['topic', 'broker', 'producer', 'consumer'] as const).flatMap((section) => {
      const key = own[section]?.key
      return key === undefined ? [] : [{ section, key }]
    })
    return [...inSections, { section: undefined, key: setting }]
  },
  // Switched mechanisms are one setting of the model, and several of the user.
  asWritten: (key, value) =>
    key === 'gates'
      ? Object.entries(switchesOf(String(value))).map(([name, on]) => [`gate.${name}`, on ? 'on' : 'off'])
      : [[key, value]],
  scenarios: (settings, options) => scenariosOf(kafkas(settings), options),
  changes: (settings) => changesOf(kafkas(settings)),
  otherwise: helpFor,
  shared: (rows) => sameInAll(rows.map((settings) => ({ ...settings, gates: sharedGates(rows) }))),
}

/** What the registry hands over was made here, or checked by `saved`. */
function kafkas(settings: Settings): KafkaSettings {
  return settings as unknown as KafkaSettings
}

function scoped(size: Size): Scope {
  return size as unknown as Scope
}

function inSection(given: Given): GivenSetting {
  const section = SECTIONS.find((one) => one === given.section)
  return { ...given, section }
}

function scopeOf(settings: KafkaSettings, asked: SizeOptions): Scope {
  const { records, producers, byRecord = false, loop = false, outbox, allowed = {} } = asked
  const refuse = (option: string, problem: string, remedy: string): InputError =>
    new InputError({ where: option, problem, remedy })
  if (loop && settings['transactional.id'] === '')
    throw refuse('--loop', 'a position can be committed in a transaction only', 'set transactional.id')
  if (byRecord && settings['transactional.id'] !== '')
    throw refuse(
      '--by-record',
      'in a transaction nobody sends again, the application aborts',
      'leave transactional.id out',
    )
  if (loop && byRecord)
    throw refuse(
      '--loop and --by-record',
      'an application that reads its input again does not send again by itself',
      'name one of them',
    )
  if (outbox !== undefined && settings['transactional.id'] !== '')
    throw refuse('--outbox', 'rows that are sent in transactions are not judged yet', 'leave transactional.id out')
  if (outbox !== undefined && byRecord)
    throw refuse(
      '--outbox and --by-record',
      'who deletes a row after the acknowledgement sends again what failed, and who deletes it before cannot',
      'leave --by-record out',
    )
  const sendsAgain = byRecord || outbox === 'after-ack'
  return {
    records: records ?? usualRecords(settings, loop),
    producers: producers ?? (loop ? 2 : 1),
    ...(sendsAgain && { byRecord: true }),
    ...(outbox !== undefined && { outbox: true }),
    ...(outbox === 'before-ack' && { deletesEarly: true }),
    ...(loop && { loop: true }),
    ...((allowed['rack-power-loss'] ?? 0) > 0 && { rackPowerLoss: true }),
  }
}

/** Mechanisms that are switched the same way in every row, where others are varied. */
function sharedGates(rows: readonly Settings[]): string {
  const switched = rows.map(({ gates = '' }) => switchesOf(String(gates)))
  const [first = {}, ...others] = switched
  return switchesInWords(
    Object.fromEntries(
      Object.entries(first).filter(([name, on]) => others.every((row) => row[name as GateName] === on)),
    ),
  )
}

function problemIn(...parsed: readonly z.ZodSafeParseResult<unknown>[]): string {
  const issue = parsed.flatMap(({ error }) => error?.issues ?? [])[0]
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'the file'}: ${issue.message}`
}
