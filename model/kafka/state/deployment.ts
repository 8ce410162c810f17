/** What does not change in a run: settings, mechanisms, how many of everything, and who holds a replica of what. */
import { type Mechanisms, mechanismsOf } from '../settings/mechanisms.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { placed, type Rack, racksOf } from './racks.ts'

/** How much is done in a run, and in which way. */
export interface Scope {
  /** Records sent by all producers together, or to be processed. Batches hold one record. */
  readonly records: number
  readonly producers: number
  /**
   * Each record is read from an input, and what is made of it is sent, in a transaction with the position after it.
   * `producers` processes share the work.
   */
  readonly loop?: boolean
  /** The last record is sent by one producer more, which has no transactional id. */
  readonly bystander?: boolean
  /** An application sends a record again, as a new call, when the first call failed or it cannot know. */
  readonly byRecord?: boolean
  /**
   * Brokers that can hear or fetch something do so, in one step, before clients and coordinators go on (`prompt.ts`).
   * Else each message of theirs is a step of its own.
   */
  readonly prompt?: boolean
  /** What is sent comes from rows of an outbox, each deleted once its record is taken to be sent. */
  readonly outbox?: boolean
  /** A row is deleted when send was called; else when the send was acknowledged. */
  readonly deletesEarly?: boolean
  /** All brokers may lose power in one moment: what they lose of it is named only where somebody asks for that. */
  readonly rackPowerLoss?: boolean
  /** The only moves are controlled shutdowns of every broker in turn, each once: a rolling restart. */
  readonly rolling?: boolean
  /** The next broker of a rolling restart is shut down only when every replica is in its ISR again. */
  readonly waitsForIsr?: boolean
}

/** A partition is worth having only for so many records. */
const RECORDS_A_PARTITION = 2

/** A producer gives up resending one record after this many times, whatever `retries` allows: a bound of the search. */
export const MAX_RESENDS = 2

/** Something a broker can be cut off from. */
export type Endpoint = number | 'controller' | 'clients'

/** A replica of a partition, and the broker that holds it. */
export interface ReplicaId {
  readonly partition: number
  readonly broker: number
}

export interface Deployment {
  readonly settings: KafkaSettings
  readonly mechanisms: Mechanisms
  readonly scope: Scope
  /**
   * Per partition: its replicas, in the order in which the controller prefers them as leaders. Of the partitions only
   * so many are there that each gets two records (one, in transactions): order and most losses need two, and other
   * partitions would stay empty. The partitions of Kafka's own topics come last.
   */
  readonly assignment: readonly (readonly number[])[]
  /** So many of the partitions, the first ones, hold records of applications. */
  readonly dataPartitions: number
  /** The partition of `__transaction_state` that all transactional ids here belong to, or -1 without transactions. */
  readonly transactionLog: number
  /** The partition of `__consumer_offsets` that the consumer group belongs to, or -1 without one. */
  readonly offsetsPartition: number
  /** The one partition of the input has a transactional id, which its owner uses, and not each process its own. */
  readonly idsOfPartitions: boolean
  /** So many transactional ids there may be in a run: more than producers where each start of a process has its own. */
  readonly transactionalIds: number
  /** Records below this are sent by applications in their ordinary work. */
  readonly ownRecords: number
  /** Brokers that hold a replica of anything, by the racks that lose power together. */
  readonly racks: readonly Rack[]
  /** Broker ids that hold a replica of anything, ascending. */
  readonly hosts: readonly number[]
  /** All replicas, partition by partition. */
  readonly replicas: readonly ReplicaId[]
  /** Every partition beside every host, host by host: also where it has no replica. */
  readonly places: readonly ReplicaId[]
  /** Per partition: `min.insync.replicas` as the brokers count it. */
  readonly minIsrs: readonly number[]
  /** How often one record is sent again at the most. */
  readonly resends: number
}

/**
 * The cluster for these settings.
 * @param scope how many records and producers a run has
 */
export function deploymentOf(settings: KafkaSettings, scope: Scope): Deployment {
  const mechanisms = mechanismsOf(settings)
  const isTransactional = settings['transactional.id'] !== ''
  const perPartition = isTransactional ? 1 : RECORDS_A_PARTITION
  const dataPartitions = Math.min(settings.partitions, Math.ceil(scope.records / perPartition))
  const factors = Array.from({ length: dataPartitions }, () => settings['replication.factor'])
  const minima = factors.map(() => settings['min.insync.replicas'])
  if (isTransactional) {
    factors.push(settings['transaction.state.log.replication.factor'])
    minima.push(settings['transaction.state.log.min.isr'])
  }
  const isLoop = isTransactional && scope.loop === true
  const idsOfPartitions = isLoop && settings['transactional.ids'] === 'per-partition'
  // The topic of positions has no minimum of its own.
  if (isLoop) {
    factors.push(Math.min(POSITION_REPLICAS, settings.brokers))
    minima.push(settings['min.insync.replicas'])
  }
  const racks = racksOf(settings)
  const assignment = factors.map((factor, partition) => placed(racks, partition, factor))
  const hosts = [...new Set(assignment.flat())].sort((a, b) => a - b)
  return {
    settings,
    mechanisms,
    scope,
    assignment,
    dataPartitions,
    transactionLog: isTransactional ? dataPartitions : -1,
    offsetsPartition: isLoop ? dataPartitions + 1 : -1,
    idsOfPartitions,
    transactionalIds: idsOfPartitions
      ? 1
      : settings['transactional.ids'] === 'random'
        ? 2 * scope.producers + MOST_RESTARTS
        : scope.producers,
    ownRecords: isLoop ? scope.records * MOST_ATTEMPTS : scope.records,
    racks: racks
      .map(({ name, brokers }) => ({ name, brokers: brokers.filter((broker) => hosts.includes(broker)) }))
      .filter(({ brokers }) => brokers.length > 0),
    hosts,
    replicas: assignment.flatMap((brokers, partition) => brokers.map((broker) => ({ partition, broker }))),
    places: hosts.flatMap((broker) => assignment.map((_, partition) => ({ partition, broker }))),
    minIsrs: minima.map((minimum, partition) =>
      mechanisms['capped-min-isr'] ? Math.min(minimum, factors[partition] ?? minimum) : minimum,
    ),
    resends: Math.min(settings.retries, MAX_RESENDS),
  }
}

/**
 * Where each start of a process has an id of its own: so many restarts, beside one takeover of each producer. A bound
 * of the search, which its evidence says (`transactionalIds`); more would be more faults than a search gets through.
 */
const MOST_RESTARTS = 4

/** `offsets.topic.replication.factor`. */
const POSITION_REPLICAS = 3

/** `min.insync.replicas` of a partition, as the brokers count it. */
export function minIsrOf(deployment: Deployment, partition: number): number {
  return deployment.minIsrs[partition] ?? 1
}

/**
 * A process that reads, transforms and sends gives up after it has tried so often with one record: a bound of the
 * search.
 */
export const MOST_ATTEMPTS = 4
