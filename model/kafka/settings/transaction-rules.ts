/** What Kafka makes of the settings of transactions: what it refuses, and what counts. */
import { compareVersions } from '../releases/versions.ts'
import { type Find, changed, decideAsGiven, defaultOf, foundOf, valueOf } from './as-given.ts'
import { type ModelledKey, existsIn } from './declared/declaration.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import { InputError } from '../../input-error.ts'
import { whereOf } from './given.ts'
import { checkReplicas } from './limits.ts'
import { mechanismsOf } from './mechanisms.ts'
import type { Found } from './read.ts'
import type { KafkaSettings } from './types.ts'

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

const TIMEOUT = TRANSACTIONS['transaction.timeout.ms']
const MOST_TIMEOUT = TRANSACTIONS['transaction.max.timeout.ms']
const TWO_PHASE = TRANSACTIONS['transaction.two.phase.commit.enable'].in
const LOG_REPLICAS = TRANSACTIONS['transaction.state.log.replication.factor']
const EXPIRATION = TRANSACTIONS['producer.id.expiration.ms']
/** Of the releases that do not have the other. */
const OLDER_EXPIRATION = TRANSACTIONS['transactional.id.expiration.ms'].in.broker

/**
 * The settings of transactions. What a version does not have stands as Kafka has it by default once it does, and
 * switches are off.
 * @throws InputError for what the producer refuses, and with a transactional.id for what lets no transaction begin
 */
export function resolveTransactions(find: Find, target: ReleaseAndBrokers) {
  const version = target['kafka.version']
  const transactionalId = foundOf(TRANSACTIONS['transactional.id'], find)
  const twoPhase = checkTwoPhaseCommit(find, version, transactionalId)
  if (transactionalId !== undefined) {
    const logReplicas = find(LOG_REPLICAS.in.broker)
    if (logReplicas !== undefined)
      checkReplicas(logReplicas.value, whereOf(logReplicas.given.origin), LOG_REPLICAS.name)
    checkProtocol(target, transactionalId)
    if (!twoPhase) checkTimeout(find, target)
    checkRoom(target, logReplicas, transactionalId)
  }
  const expiring = existsIn(EXPIRATION, version) ? EXPIRATION.in.broker : OLDER_EXPIRATION
  const expiration = find(expiring)
  const endless = twoPhase && transactionalId !== undefined
  const decided = changed(decideAsGiven(TRANSACTIONS, find, target), endless ? { 'transaction.timeout.ms': NEVER } : {})
  return {
    settings: {
      ...decided,
      'producer.id.expiration.ms': {
        is: expiration?.value ?? decided['producer.id.expiration.ms'].is,
        assumed: expiration === undefined && existsIn(expiring, version),
      },
    },
    warnings: endless ? ['transaction.two.phase.commit.enable is not modelled: a transaction may time out here'] : [],
    notes:
      expiring === EXPIRATION.in.broker || expiration === undefined
        ? []
        : [
            `${expiring.key} of ${whereOf(expiration.given.origin)} counts as ${EXPIRATION.name} too, which came with ${EXPIRATION.since}`,
          ],
  }
}

/**
 * Is two-phase commit on? ProducerConfig.postProcessAndValidateIdempotenceConfigs refuses it beside a timeout, and the
 * coordinator where the brokers do not allow it.
 */
function checkTwoPhaseCommit(find: Find, version: string, transactionalId: Found<string> | undefined): boolean {
  const asked = find(TWO_PHASE.producer)
  if (asked?.value !== true) return false
  const timeout = find(TIMEOUT.in.producer)
  if (timeout !== undefined) {
    throw refused(
      TIMEOUT.in.producer,
      timeout,
      version,
      'with transaction.two.phase.commit.enable=true transactions do not expire',
      'leave it out, or set transaction.two.phase.commit.enable=false',
    )
  }
  if (transactionalId !== undefined && find(TWO_PHASE.broker)?.value !== true) {
    throw refused(
      TWO_PHASE.producer,
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
    TRANSACTIONS['transactional.id'].in.producer,
    transactionalId,
    target['kafka.version'],
    `brokers that speak the protocol of ${protocol} have no transactions`,
    `set inter.broker.protocol.version to ${TRANSACTIONS_NEED} or newer, or leave transactional.id out`,
  )
}

/** TransactionStateManager.validateTransactionTimeoutMs. */
function checkTimeout(find: Find, target: ReleaseAndBrokers): void {
  const [timeout, most] = [valueOf(TIMEOUT, find, target), valueOf(MOST_TIMEOUT, find, target)]
  const problem = timeout > most ? `above transaction.max.timeout.ms=${most}` : timeout <= 0 ? 'not above 0' : undefined
  if (problem === undefined) return
  const own = find(TIMEOUT.in.producer)
  const found = own ?? find(MOST_TIMEOUT.in.broker)
  if (found === undefined) throw new Error('the defaults of transaction timeouts do not go together')
  throw refused(
    own === undefined ? MOST_TIMEOUT.in.broker : TIMEOUT.in.producer,
    found,
    target['kafka.version'],
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
function checkRoom(target: ReleaseAndBrokers, given: Found<number> | undefined, transactionalId: Found<string>): void {
  const { brokers } = target
  const replicas = given?.value ?? defaultOf(LOG_REPLICAS, target)
  if (replicas <= brokers) return
  const there = `${brokers} ${brokers === 1 ? 'broker' : 'brokers'}`
  const key = LOG_REPLICAS.name
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
