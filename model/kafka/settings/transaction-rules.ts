/** What Kafka makes of the settings of transactions: what it refuses, and what counts. */
import { compareVersions } from '../releases/versions.ts'
import { InputError } from '../../input-error.ts'
import { whereOf } from './given.ts'
import { checkReplicas } from './limits.ts'
import { mechanismsOf } from './mechanisms.ts'
import type { Found } from './read.ts'
import { BROKER, CONSUMER, type ModelledKey, PRODUCER, existsIn, inVersion } from './schema.ts'
import type { KafkaSettings } from './types.ts'

/** The value of a setting where one was given, and the version has it. */
export type Find = <T>(key: ModelledKey<T>) => Found<T> | undefined

/** The settings that are about transactions, or that they share with other clients. */
type TransactionSettings = Pick<
  KafkaSettings,
  | 'transactional.id'
  | 'transaction.timeout.ms'
  | 'isolation.level'
  | 'transaction.version'
  | 'transaction.state.log.replication.factor'
  | 'transaction.state.log.min.isr'
  | 'transaction.partition.verification.enable'
  | 'producer.id.expiration.ms'
  | 'group.id'
>

export interface ResolvedTransactions {
  readonly settings: TransactionSettings
  /** Those that the version has, and nobody gave. */
  readonly unsaid: Readonly<Record<keyof TransactionSettings, boolean>>
  readonly warnings: readonly string[]
  readonly notes: readonly string[]
}

/** What transactions run on. */
export type ReleaseAndBrokers = Pick<KafkaSettings, 'kafka.version' | 'protocol.version' | 'brokers'>

/**
 * Two-phase commit: the coordinator takes this for the timeout of every transaction
 * (TransactionCoordinator.handleInitProducerId).
 */
const NEVER = 2_147_483_647

/**
 * The protocol version without which brokers refuse requests about transactions (KafkaApis.ensureInterBrokerVersion).
 */
const TRANSACTIONS_NEED = '0.11.0'

/**
 * The settings of transactions. What a version does not have stands as Kafka has it by default once it does, and
 * switches are off.
 * @throws InputError for what the producer refuses, and with a transactional.id for what lets no transaction begin
 */
export function resolveTransactions(find: Find, target: ReleaseAndBrokers): ResolvedTransactions {
  const version = target['kafka.version']
  const byDefault = <T>(key: ModelledKey<T>, of = version): T => {
    const value = inVersion(key.defaults, of)
    if (value === undefined) throw new Error(`no default of ${key.key} in Kafka ${of}`)
    return value
  }
  const valueOf = <T>(key: ModelledKey<T>): T => find(key)?.value ?? byDefault(key)
  const isUnsaid = (key: ModelledKey): boolean => existsIn(key, version) && find(key) === undefined

  const transactionalId = find(PRODUCER.transactionalId)
  const twoPhase = checkTwoPhaseCommit(find, version, transactionalId)
  if (transactionalId !== undefined) {
    const logReplicas = find(BROKER.transactionLogReplicationFactor)
    if (logReplicas !== undefined)
      checkReplicas(logReplicas.value, whereOf(logReplicas.given.origin), BROKER.transactionLogReplicationFactor.key)
    checkProtocol(target, transactionalId)
    if (!twoPhase)
      checkTimeout(find, version, valueOf(PRODUCER.transactionTimeout), valueOf(BROKER.maxTransactionTimeout))
    checkRoom(target.brokers, find(BROKER.transactionLogReplicationFactor), transactionalId)
  }

  const hasOwnExpiration = existsIn(BROKER.producerIdExpiration, version)
  const expiration = find(hasOwnExpiration ? BROKER.producerIdExpiration : BROKER.transactionalIdExpiration)
  return {
    settings: {
      'transactional.id': transactionalId?.value ?? '',
      'transaction.timeout.ms':
        twoPhase && transactionalId !== undefined ? NEVER : valueOf(PRODUCER.transactionTimeout),
      'isolation.level': valueOf(CONSUMER.isolationLevel),
      'transaction.version':
        find(BROKER.transactionVersion)?.value ?? byDefault(BROKER.transactionVersion, target['protocol.version']),
      'transaction.state.log.replication.factor': valueOf(BROKER.transactionLogReplicationFactor),
      'transaction.state.log.min.isr': valueOf(BROKER.transactionLogMinIsr),
      'transaction.partition.verification.enable': valueOf(BROKER.transactionVerification),
      'producer.id.expiration.ms': expiration?.value ?? byDefault(BROKER.producerIdExpiration),
      'group.id': find(CONSUMER.groupId)?.value ?? '',
    },
    unsaid: {
      'transactional.id': isUnsaid(PRODUCER.transactionalId),
      'transaction.timeout.ms': isUnsaid(PRODUCER.transactionTimeout),
      'isolation.level': isUnsaid(CONSUMER.isolationLevel),
      'transaction.version': isUnsaid(BROKER.transactionVersion),
      'transaction.state.log.replication.factor': isUnsaid(BROKER.transactionLogReplicationFactor),
      'transaction.state.log.min.isr': isUnsaid(BROKER.transactionLogMinIsr),
      'transaction.partition.verification.enable': isUnsaid(BROKER.transactionVerification),
      'producer.id.expiration.ms': isUnsaid(
        hasOwnExpiration ? BROKER.producerIdExpiration : BROKER.transactionalIdExpiration,
      ),
      'group.id': isUnsaid(CONSUMER.groupId),
    },
    warnings:
      twoPhase && transactionalId !== undefined
        ? ['transaction.two.phase.commit.enable is not modelled: a transaction may time out here']
        : [],
    notes:
      hasOwnExpiration || expiration === undefined
        ? []
        : [
            `${BROKER.transactionalIdExpiration.key} of ${whereOf(expiration.given.origin)} counts as producer.id.expiration.ms too, which came with ${BROKER.producerIdExpiration.since}`,
          ],
  }
}

/**
 * Is two-phase commit on? ProducerConfig.postProcessAndValidateIdempotenceConfigs refuses it beside a timeout, and the
 * coordinator where the brokers do not allow it.
 */
function checkTwoPhaseCommit(find: Find, version: string, transactionalId: Found<string> | undefined): boolean {
  const asked = find(PRODUCER.twoPhaseCommit)
  if (asked?.value !== true) return false
  const timeout = find(PRODUCER.transactionTimeout)
  if (timeout !== undefined) {
    throw refused(
      PRODUCER.transactionTimeout,
      timeout,
      version,
      'with transaction.two.phase.commit.enable=true transactions do not expire',
      'leave it out, or set transaction.two.phase.commit.enable=false',
    )
  }
  if (transactionalId !== undefined && find(BROKER.twoPhaseCommit)?.value !== true) {
    throw refused(
      PRODUCER.twoPhaseCommit,
      asked,
      version,
      'the brokers do not allow two-phase commit (TRANSACTIONAL_ID_AUTHORIZATION_FAILED)',
      'set it to true in the settings of the broker too, or leave it out',
    )
  }
  return true
}

function checkProtocol(target: ReleaseAndBrokers, transactionalId: Found<string>): void {
  const protocol = target['protocol.version']
  if (compareVersions(protocol, TRANSACTIONS_NEED) >= 0) return
  throw refused(
    PRODUCER.transactionalId,
    transactionalId,
    target['kafka.version'],
    `brokers that speak the protocol of ${protocol} have no transactions`,
    `set inter.broker.protocol.version to ${TRANSACTIONS_NEED} or newer, or leave transactional.id out`,
  )
}

/** TransactionStateManager.validateTransactionTimeoutMs. */
function checkTimeout(find: Find, version: string, timeout: number, most: number): void {
  const problem = timeout > most ? `above transaction.max.timeout.ms=${most}` : timeout <= 0 ? 'not above 0' : undefined
  if (problem === undefined) return
  const own = find(PRODUCER.transactionTimeout)
  const found = own ?? find(BROKER.maxTransactionTimeout)
  if (found === undefined) throw new Error('the defaults of transaction timeouts do not go together')
  throw refused(
    own === undefined ? BROKER.maxTransactionTimeout : PRODUCER.transactionTimeout,
    found,
    version,
    `transaction.timeout.ms=${timeout} is ${problem}, and no transaction can begin (INVALID_TRANSACTION_TIMEOUT)`,
    timeout > most
      ? `set transaction.timeout.ms to ${most} or less, or raise transaction.max.timeout.ms`
      : `give a number from 1 to ${most}`,
  )
}

/**
 * The transaction log is created for the first transaction, and only with all its replicas (AutoTopicCreationManager;
 * KafkaApis.createInternalTopic before 2.8).
 */
function checkRoom(brokers: number, given: Found<number> | undefined, transactionalId: Found<string>): void {
  const replicas = given?.value ?? inVersion(BROKER.transactionLogReplicationFactor.defaults, '0.11.0.0') ?? 0
  if (replicas <= brokers) return
  const there = `${brokers} ${brokers === 1 ? 'broker' : 'brokers'}`
  const { key } = BROKER.transactionLogReplicationFactor
  throw new InputError(
    given === undefined
      ? {
          where: whereOf(transactionalId.given.origin),
          key: 'transactional.id',
          problem: `transactions need a transaction log, and the ${replicas} replicas that ${key} is by default do not fit on ${there}`,
          remedy: `set ${key} to ${brokers} or less and transaction.state.log.min.isr to no more than that, or set brokers to ${replicas} or more`,
        }
      : {
          where: whereOf(given.given.origin),
          key,
          problem: `${replicas} replicas do not fit on ${there}, Kafka cannot create the transaction log`,
          remedy: `give ${brokers} or less, or set brokers to ${replicas} or more`,
        },
  )
}

/** More in-sync replicas required than the transaction log has, as with min.insync.replicas (KAFKA-15583, 3.7). */
export function remarkOnTransactionLog(settings: KafkaSettings): {
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
} {
  const { 'transaction.state.log.min.isr': minimum, 'transaction.state.log.replication.factor': replicas } = settings
  if (settings['transactional.id'] === '' || minimum <= replicas) return { notes: [], warnings: [] }
  const there = `the transaction log has ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`
  if (mechanismsOf(settings)['capped-min-isr'])
    return { notes: [`transaction.state.log.min.isr=${minimum} counts as ${replicas}: ${there}`], warnings: [] }
  return { notes: [], warnings: [`transaction.state.log.min.isr=${minimum}, and ${there}: no transaction can begin`] }
}

function refused(
  { key }: ModelledKey,
  found: Found<unknown>,
  version: string,
  why: string,
  remedy: string,
): InputError {
  return new InputError({
    where: whereOf(found.given.origin),
    key,
    problem: `Kafka ${version} refuses it: ${why}`,
    remedy,
  })
}
