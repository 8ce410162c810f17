/** From what a user gave to the settings that the model reads. */
import { type Switches, switchesInWords } from '../releases/gates.ts'
import { newestModelled, parseKafkaVersion } from '../releases/versions.ts'
import { eligibleLeaderReplicas, remarkOnMinimum, warnOfMessageFormat, warnOfNoProducerIds } from './cluster-rules.ts'
import { chooseController } from './controller.ts'
import { type GivenSetting, isFromFile, whereOf } from './given.ts'
import { place } from './place.ts'
import { notePrecedence } from './precedence.ts'
import { applyProducerRules } from './producer-rules.ts'
import { chooseProtocol } from './protocol.ts'
import { type Found, readValue } from './read.ts'
import { noteOverridden, remarksOnIgnored, warnOfIneffective } from './remarks.ts'
import { BROKER, type ModelledKey, PRODUCER, TOPIC, existsIn, inVersion } from './schema.ts'
import { resolveShape } from './shape.ts'
import { type Find, remarkOnTransactionLog, resolveTransactions } from './transaction-rules.ts'
import type { KafkaSettings, SettingName } from './types.ts'

/** Settings made ready for the model, and everything that the output says about how they came to be. */
export interface Resolved {
  readonly settings: KafkaSettings
  /** The settings that nobody gave. */
  readonly assumed: readonly SettingName[]
  /** Given, and of no consequence. */
  readonly ignored: readonly { readonly key: string; readonly why: string }[]
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
export function resolveSettings(given: readonly GivenSetting[], options: ResolveOptions = {}): Resolved {
  const inOrder = [...given.filter(isFromFile), ...given.filter((setting) => !isFromFile(setting))]
  const placed = inOrder.map(place)
  const modelled = placed.filter((one) => one.kind === 'modelled')
  const outer = placed.filter((one) => one.kind === 'outer').map((one) => one.given)
  const chosen = chooseVersion(outer, options.version)
  const { version } = chosen
  const ofProtocol = placed.filter((one) => one.kind === 'protocol')
  const controller = chooseController(
    ofProtocol,
    outer.findLast(({ key }) => key.trim() === 'controller'),
    version,
  )
  const protocol = chooseProtocol(ofProtocol, version, controller.is)

  const find: Find = (key) => {
    const last = modelled.findLast((one) => one.key === key)
    return last === undefined || !existsIn(key, version) ? undefined : readValue(key, last.given, version)
  }
  const valueOf = <T>(key: ModelledKey<T>, found: Found<T> | undefined): T | undefined =>
    found?.value ?? (existsIn(key, version) ? inVersion(key.defaults, version) : undefined)
  const required = <T>(key: ModelledKey<T>, found: Found<T> | undefined): T => {
    const value = valueOf(key, found)
    if (value === undefined) throw new Error(`no default of ${key.key} in Kafka ${version}`)
    return value
  }

  const acks = find(PRODUCER.acks)
  const retries = find(PRODUCER.retries)
  const maxInFlight = find(PRODUCER.maxInFlight)
  const idempotence = find(PRODUCER.idempotence)
  const deliveryTimeout = find(PRODUCER.deliveryTimeout)
  const producer = {
    version,
    acks: required(PRODUCER.acks, acks),
    retries: required(PRODUCER.retries, retries),
    maxInFlight: required(PRODUCER.maxInFlight, maxInFlight),
    idempotence: valueOf(PRODUCER.idempotence, idempotence),
    deliveryTimeout: valueOf(PRODUCER.deliveryTimeout, deliveryTimeout),
    linger: required(PRODUCER.linger, find(PRODUCER.linger)),
    requestTimeout: required(PRODUCER.requestTimeout, find(PRODUCER.requestTimeout)),
    given: {
      acks,
      retries,
      maxInFlight,
      idempotence,
      deliveryTimeout,
      transactionalId: find(PRODUCER.transactionalId),
    },
  }
  const effective = applyProducerRules(producer)

  const layered = <T>(
    topic: ModelledKey<T>,
    broker: ModelledKey<T>,
  ): { readonly value: T; readonly found: Found<T> | undefined } => {
    const [onTopic, onBroker] = [find(topic), find(broker)]
    return { value: onTopic?.value ?? required(broker, onBroker), found: onTopic ?? onBroker }
  }
  const minInsyncReplicas = layered(TOPIC.minInsyncReplicas, BROKER.minInsyncReplicas)
  const uncleanElection = layered(TOPIC.uncleanElection, BROKER.uncleanElection)
  const flushMessages = layered(TOPIC.flushMessages, BROKER.flushMessages)
  const eligible = find(BROKER.eligibleLeaderReplicas)

  const brokerFile = given.find((setting) => setting.section === 'broker' && setting.origin.file !== undefined)
  const shape = resolveShape({
    brokersGiven: outer.findLast(({ key }) => key.trim() === 'brokers'),
    brokersOption: options.brokers,
    topicReplicationFactor: find(TOPIC.replicationFactor),
    brokerReplicationFactor: find(BROKER.replicationFactor),
    topicPartitions: find(TOPIC.partitions),
    brokerPartitions: find(BROKER.partitions),
    transactionLogReplicas:
      find(PRODUCER.transactionalId) === undefined ? undefined : find(BROKER.transactionLogReplicationFactor)?.value,
    brokerFile: brokerFile?.origin.file,
  })

  const transactions = resolveTransactions(find, {
    'kafka.version': version,
    'protocol.version': protocol.version,
    'brokers': shape.brokers,
  })

  const settings: KafkaSettings = {
    'kafka.version': version,
    'protocol.version': protocol.version,
    'controller': controller.is,
    'gates': switchesInWords(options.gates ?? {}),
    'brokers': shape.brokers,
    'replication.factor': shape.replicationFactor,
    'partitions': shape.partitions,
    'min.insync.replicas': minInsyncReplicas.value,
    'unclean.leader.election.enable': uncleanElection.value,
    'log.flush.interval.messages': flushMessages.value,
    'eligible.leader.replicas.version': eligibleLeaderReplicas(eligible, protocol.version),
    'acks': effective.acks,
    'retries': effective.retries,
    'max.in.flight.requests.per.connection': effective.maxInFlight,
    'delivery.timeout.ms': effective.deliveryTimeout,
    'enable.idempotence': effective.idempotence,
    ...transactions.settings,
  }
  const unsaid: Readonly<Record<SettingName, boolean>> = {
    'kafka.version': chosen.assumed,
    'protocol.version': protocol.assumed,
    'controller': controller.assumed,
    'gates': false,
    'brokers': shape.assumed.brokers,
    'replication.factor': shape.assumed.replicationFactor,
    'partitions': shape.assumed.partitions,
    'min.insync.replicas': minInsyncReplicas.found === undefined,
    'unclean.leader.election.enable': uncleanElection.found === undefined,
    'log.flush.interval.messages': flushMessages.found === undefined,
    'eligible.leader.replicas.version': eligible === undefined && existsIn(BROKER.eligibleLeaderReplicas, version),
    'acks': acks === undefined,
    'retries': retries === undefined,
    'max.in.flight.requests.per.connection': maxInFlight === undefined,
    'delivery.timeout.ms': deliveryTimeout === undefined && existsIn(PRODUCER.deliveryTimeout, version),
    'enable.idempotence': idempotence === undefined && existsIn(PRODUCER.idempotence, version),
    ...transactions.unsaid,
  }
  const minimum = remarkOnMinimum(settings)
  const transactionLog = remarkOnTransactionLog(settings)
  return {
    settings,
    assumed: (Object.keys(settings) as SettingName[]).filter((name) => unsaid[name]),
    ignored: remarksOnIgnored(placed, protocol, settings),
    warnings: [
      ...warnOfIneffective(placed, protocol, version, chosen.assumed),
      ...warnOfMessageFormat(placed, settings),
      ...warnOfNoProducerIds(settings),
      ...minimum.warnings,
      ...transactions.warnings,
      ...transactionLog.warnings,
    ],
    notes: [
      ...chosen.notes,
      ...controller.notes,
      ...protocol.notes,
      ...noteOverridden(modelled),
      ...notePrecedence(inOrder),
      ...shape.notes,
      ...minimum.notes,
      ...effective.notes,
      ...transactions.notes,
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
