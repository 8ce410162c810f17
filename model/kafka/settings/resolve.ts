/** From what a user gave to the settings that the model reads. */
import type { Origin } from '../../given.ts'
import { type Switches, switchesInWords } from '../releases/gates.ts'
import { newestModelled, parseKafkaVersion } from '../releases/versions.ts'
import { type DecidedSettings, type Find, decideAsGiven, valuesOf } from './as-given.ts'
import {
  checkEligibleLeaderReplicas,
  remarkOnMinimum,
  warnOfMessageFormat,
  warnOfNoProducerIds,
} from './cluster-rules.ts'
import { chooseClient, isThere } from './client.ts'
import { chooseController } from './controller.ts'
import { CLUSTER } from './declared/cluster.ts'
import { type GivenSetting, isFromFile, whereOf } from './given.ts'
import { countsIn } from './only-in.ts'
import { withoutOutranked } from './outranked.ts'
import { place } from './place.ts'
import { withServiceDefaults } from './managed.ts'
import { placesOf } from './places.ts'
import { notePrecedence } from './precedence.ts'
import { resolveProducer } from './producer-rules.ts'
import { chooseProtocol } from './protocol.ts'
import { resolveRacks } from './racks.ts'
import { readValue } from './read.ts'
import { noteOverridden, remarksOnIgnored, warnOfIneffective } from './remarks.ts'
import { resolveShape } from './shape.ts'
import { remarkOnTransactionLog, resolveTransactions } from './transaction-rules.ts'
import { chooseIds } from './transactional-ids.ts'
import type { KafkaSettings, SettingName } from './types.ts'

/** Settings made ready for the model, and everything that the output says about how they came to be. */
export interface Resolved {
  readonly settings: KafkaSettings
  /** The settings that nobody gave. */
  readonly assumed: readonly SettingName[]
  /** Given, and of no consequence. */
  readonly ignored: readonly { readonly key: string; readonly why: string }[]
  /** Where the settings stand that were given in a file. */
  readonly from: Readonly<Record<string, Origin>>
  /** What is probably not as the user meant it. */
  readonly warnings: readonly string[]
  /** How values were understood: "2.0 is read as 2.0.1", "idempotence is off because acks=1". */
  readonly notes: readonly string[]
}

/** Of the command line; both outrank a file. */
export interface ResolveOptions {
  readonly version?: string
  /** Mechanisms switched by name. */
  readonly gates?: Switches
  readonly brokers?: number
}

/**
 * What Kafka of the chosen version makes of these settings. A later setting overrides an earlier one of the same
 * section, one from an option overrides all of files, a topic's overrides the broker's.
 * @throws InputError for whatever Kafka would refuse, and for what cannot have been meant.
 */
export function resolveSettings(written: readonly GivenSetting[], options: ResolveOptions = {}): Resolved {
  const { given, notes: ofService } = withServiceDefaults(written)
  const inOrder = [...given.filter(isFromFile), ...given.filter((setting) => !isFromFile(setting))]
  const all = inOrder.map((setting) => ({ setting, placed: place(setting) }))
  const outer = all.flatMap(({ placed: one }) => (one.kind === 'outer' ? [one.given] : []))
  const chosen = chooseVersion(outer, options.version)
  const { version } = chosen
  const placed = all.filter(({ setting }) => countsIn(setting, chosen)).map((one) => one.placed)
  const modelled = withoutOutranked(placed.filter((one) => one.kind === 'modelled'))
  const ofProtocol = placed.filter((one) => one.kind === 'protocol')
  const controller = chooseController(
    ofProtocol,
    outer.findLast(({ key }) => key.trim() === 'controller'),
    version,
  )
  const protocol = chooseProtocol(ofProtocol, version, controller.is)

  const client = chooseClient(outer)
  const versions = {
    'kafka.version': version,
    'protocol.version': protocol.version,
    'client': client.settings.client.is,
    'client.version': client.settings['client.version'].is,
  }
  const find: Find = (key) => {
    const last = modelled.findLast((one) => one.key === key)
    return last === undefined || !isThere(key, versions) ? undefined : readValue(key, last.given, version)
  }
  const producer = resolveProducer(find, versions)
  const cluster = decideAsGiven(CLUSTER, find, versions)
  const shape = resolveShape(find, {
    brokersGiven: outer.findLast(({ key }) => key.trim() === 'brokers'),
    brokersOption: options.brokers,
    brokerFile: given.find(
      ({ section, origin, isPartial }) => section === 'broker' && origin.file !== undefined && isPartial !== true,
    )?.origin.file,
  })
  const racks = resolveRacks(find, shape.settings.brokers.is)
  const transactions = resolveTransactions(find, { ...versions, brokers: shape.settings.brokers.is })
  checkEligibleLeaderReplicas(find, protocol.version)

  const ids = chooseIds(outer, find)
  const decided: DecidedSettings<SettingName> = {
    'kafka.version': { is: version, assumed: chosen.assumed },
    'protocol.version': { is: protocol.version, assumed: protocol.assumed },
    'controller': { is: controller.is, assumed: controller.assumed },
    'gates': { is: switchesInWords(options.gates ?? {}), assumed: false },
    'brokers': shape.settings.brokers,
    ...racks.settings,
    ...client.settings,
    'transactional.ids': ids,
    'replication.factor': shape.settings['replication.factor'],
    'partitions': shape.settings.partitions,
    ...cluster,
    ...producer.settings,
    ...transactions.settings,
  }
  const settings = valuesOf(decided)
  const minimum = remarkOnMinimum(settings)
  const transactionLog = remarkOnTransactionLog(settings)
  return {
    settings,
    assumed: (Object.keys(decided) as SettingName[]).filter((name) => decided[name].assumed),
    ignored: [...remarksOnIgnored(placed, protocol, settings), ...racks.ignored],
    from: placesOf(find, outer),
    warnings: [
      ...warnOfIneffective(placed, protocol, settings, chosen.assumed),
      ...warnOfMessageFormat(placed, settings),
      ...warnOfNoProducerIds(settings),
      ...minimum.warnings,
      ...transactions.warnings,
      ...transactionLog.warnings,
    ],
    notes: [
      ...ofService,
      ...chosen.notes,
      ...client.notes,
      ...controller.notes,
      ...protocol.notes,
      ...noteOverridden(modelled),
      ...notePrecedence(inOrder),
      ...shape.notes,
      ...minimum.notes,
      ...producer.notes,
      ...transactions.notes,
      ...ids.notes,
      ...transactionLog.notes,
    ],
  }
}

function chooseVersion(
  outer: readonly GivenSetting[],
  option: string | undefined,
): { version: string; assumed: boolean; notes: readonly string[] } {
  const given = outer.findLast(({ key }) => key.trim() === 'kafka.version')
  const [text, where] =
    given !== undefined && (option === undefined || !isFromFile(given))
      ? [given.value, whereOf(given.origin)]
      : [option, '--kafka-version']
  if (text === undefined) return { version: newestModelled, assumed: true, notes: [] }
  const { version, widenedFrom } = parseKafkaVersion(text, where)
  return {
    version,
    assumed: false,
    notes: widenedFrom === undefined ? [] : [`Kafka ${widenedFrom} is read as ${version}`],
  }
}
