/** How many brokers, replicas and partitions there are. */
import { newestModelled } from '../releases/versions.ts'
import { InputError } from '../../input-error.ts'
import { type GivenSetting, whereOf } from './given.ts'
import { int } from './java-values.ts'
import { checkBrokers, checkReplicas } from './limits.ts'
import { type Found, readValue } from './read.ts'
import type { ModelledKey } from './schema.ts'

/** What was said about the size of the cluster and of the topic. */
export interface ShapeGiven {
  readonly brokersGiven: GivenSetting | undefined
  readonly brokersOption: number | undefined
  readonly topicReplicationFactor: Found<number> | undefined
  readonly brokerReplicationFactor: Found<number> | undefined
  readonly topicPartitions: Found<number> | undefined
  readonly brokerPartitions: Found<number> | undefined
  /** Of the transaction log, where there are transactions. */
  readonly transactionLogReplicas: number | undefined
  /** A file with broker settings: where there is one, what it leaves out is as Kafka has it. */
  readonly brokerFile: string | undefined
}

export interface Shape {
  readonly brokers: number
  readonly replicationFactor: number
  readonly partitions: number
  readonly assumed: { readonly brokers: boolean; readonly replicationFactor: boolean; readonly partitions: boolean }
  readonly notes: readonly string[]
}

const USUAL_REPLICATION_FACTOR = 3

/** The number of brokers is ours: it is read like a setting of Kafka's. */
const BROKERS: ModelledKey<number> = {
  section: 'broker',
  key: 'brokers',
  value: [{ from: '0', is: int(1) }],
  defaults: [],
}

/**
 * Brokers, replication factor and partitions: the topic's own, else the broker's defaults, else three replicas and one
 * partition.
 * @throws InputError for more replicas than brokers, which Kafka refuses when the topic is created
 * (ReplicationControlManager.createTopic).
 */
export function resolveShape(given: ShapeGiven): Shape {
  const brokers = readBrokers(given)
  const replicationFound = own(given.topicReplicationFactor) ?? given.brokerReplicationFactor
  const partitionsFound = own(given.topicPartitions) ?? given.brokerPartitions
  const notes: string[] = []
  if (brokers !== undefined) checkBrokers(brokers.value, brokers.where)
  if (replicationFound !== undefined)
    checkReplicas(replicationFound.value, whereOf(replicationFound.given.origin), replicationFound.given.key)

  let replicationFactor = replicationFound?.value
  if (replicationFactor === undefined && given.brokerFile !== undefined) {
    replicationFactor = 1
    notes.push(
      `replication.factor is 1: ${given.brokerFile} does not set default.replication.factor, and 1 is what Kafka takes then; set replication.factor if the topic is created with more`,
    )
  }
  if (replicationFactor === undefined) {
    replicationFactor = Math.min(USUAL_REPLICATION_FACTOR, brokers?.value ?? USUAL_REPLICATION_FACTOR)
    if (replicationFactor < USUAL_REPLICATION_FACTOR)
      notes.push(`replication.factor is ${replicationFactor}: there are no more brokers`)
  }
  if (brokers !== undefined && replicationFactor > brokers.value) {
    throw new InputError({
      where: replicationFound === undefined ? brokers.where : whereOf(replicationFound.given.origin),
      key: replicationFound?.given.key ?? 'replication.factor',
      problem: `${replicationFactor} replicas do not fit on ${brokers.value} ${brokers.value === 1 ? 'broker' : 'brokers'}, Kafka cannot create that topic`,
      remedy: `give ${brokers.value} or less, or set brokers to ${replicationFactor} or more`,
    })
  }
  return {
    brokers: brokers?.value ?? Math.max(USUAL_REPLICATION_FACTOR, replicationFactor, given.transactionLogReplicas ?? 0),
    replicationFactor,
    partitions: partitionsFound?.value ?? 1,
    assumed: {
      brokers: brokers === undefined,
      replicationFactor: replicationFound === undefined,
      partitions: partitionsFound === undefined,
    },
    notes,
  }
}

/** -1 stands for the broker's default: as if the topic had not said anything. */
function own(found: Found<number> | undefined): Found<number> | undefined {
  return found?.value === -1 ? undefined : found
}

function readBrokers({
  brokersGiven,
  brokersOption,
}: ShapeGiven): { readonly value: number; readonly where: string } | undefined {
  if (brokersOption !== undefined && brokersGiven?.origin.option === undefined) {
    const given: GivenSetting = {
      section: undefined,
      key: 'brokers',
      value: String(brokersOption),
      origin: { option: '--brokers' },
    }
    return { value: readValue(BROKERS, given, newestModelled).value, where: '--brokers' }
  }
  if (brokersGiven === undefined) return undefined
  return { value: readValue(BROKERS, brokersGiven, newestModelled).value, where: whereOf(brokersGiven.origin) }
}
