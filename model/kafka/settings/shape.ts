/** How many brokers, replicas and partitions there are. */
import { newestModelled } from '../releases/versions.ts'
import type { DecidedSettings, Find } from './as-given.ts'
import { CHECK } from './declared/check.ts'
import { CLUSTER } from './declared/cluster.ts'
import type { ModelledKey } from './declared/declaration.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import { InputError } from '../../input-error.ts'
import { type GivenSetting, whereOf, writtenKey } from './given.ts'
import { checkBrokers, checkReplicas } from './limits.ts'
import { rackCount } from './racks.ts'
import { type Found, readValue } from './read.ts'

/** What was said of brokers outside the sections of Kafka. */
export interface BrokersGiven {
  readonly brokersGiven: GivenSetting | undefined
  readonly brokersOption: number | undefined
  /** A file with broker settings: where there is one, what it leaves out is as Kafka has it. */
  readonly brokerFile: string | undefined
}

export interface Shape {
  readonly settings: DecidedSettings<'brokers' | 'replication.factor' | 'partitions'>
  readonly notes: readonly string[]
}

const USUAL_REPLICATION_FACTOR = 3

/** The number of brokers is ours: it is read like a setting of Kafka's. */
const BROKERS = { key: CHECK.brokers.name, value: CHECK.brokers.outside.value }

/**
 * Brokers, replication factor and partitions: the topic's own, else the broker's defaults, else three replicas and one
 * partition.
 * @throws InputError for more replicas than brokers, which Kafka refuses when the topic is created
 * (ReplicationControlManager.createTopic).
 */
export function resolveShape(find: Find, given: BrokersGiven): Shape {
  const replicationFound = layered(find, CLUSTER['replication.factor'].in)
  const partitionsFound = layered(find, CLUSTER['partitions'].in)
  const transactionLogReplicas = replicasOfTransactionLog(find)
  const brokers = readBrokers(given)
  const notes: string[] = []
  if (brokers !== undefined) checkBrokers(brokers.value, brokers.where)
  if (replicationFound !== undefined)
    checkReplicas(replicationFound.value, whereOf(replicationFound.given.origin), writtenKey(replicationFound.given))

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
      key: replicationFound === undefined ? 'replication.factor' : writtenKey(replicationFound.given),
      problem: `${replicationFactor} replicas do not fit on ${brokers.value} ${brokers.value === 1 ? 'broker' : 'brokers'}, Kafka cannot create that topic`,
      remedy: `give ${brokers.value} or less, or set brokers to ${replicationFactor} or more`,
    })
  }
  return {
    settings: {
      'brokers': {
        is:
          brokers?.value
          ?? Math.max(USUAL_REPLICATION_FACTOR, replicationFactor, transactionLogReplicas ?? 0, rackCount(find)),
        assumed: brokers === undefined,
      },
      'replication.factor': { is: replicationFactor, assumed: replicationFound === undefined },
      'partitions': { is: partitionsFound?.value ?? 1, assumed: partitionsFound === undefined },
    },
    notes,
  }
}

/** The topic's own, else the broker's. */
function layered(
  find: Find,
  { topic, broker }: { readonly topic: ModelledKey<number>; readonly broker: ModelledKey<number> },
): Found<number> | undefined {
  const [onTopic, onBroker] = [find(topic), find(broker)]
  return own(onTopic) ?? onBroker
}

/** Where there are transactions, and it was said. */
function replicasOfTransactionLog(find: Find): number | undefined {
  if (find(TRANSACTIONS['transactional.id'].in.producer) === undefined) return undefined
  return find(TRANSACTIONS['transaction.state.log.replication.factor'].in.broker)?.value
}

/** -1 stands for the broker's default: as if the topic had not said anything. */
function own(found: Found<number> | undefined): Found<number> | undefined {
  return found?.value === -1 ? undefined : found
}

function readBrokers({
  brokersGiven,
  brokersOption,
}: BrokersGiven): { readonly value: number; readonly where: string } | undefined {
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
