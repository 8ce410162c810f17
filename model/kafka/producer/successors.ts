/**
 * A producer's process dies, or is taken for dead: another one with the same transactional id goes on with the next
 * transaction.
 */
import { isOthers, rebalance } from '../consumer/loop.ts'
import { applicationRestarted, hasToSend, nextToSend, transactionGivenUp, workHandedOver } from '../door.ts'
import {
  type ClusterState,
  type Producer,
  UNKNOWN,
  producerOf,
  unknownSession,
  withProducer,
  withoutAnswers,
} from '../state/cluster-state.ts'
import { clientOf, transactionsOf, withClient, withTransactions } from '../state/coordinators.ts'
import type { Deployment, Scope } from '../state/deployment.ts'
import { transactionOf } from '../state/records.ts'
import type { TransactionalClient } from '../state/transactions.ts'
import { isInside } from './transaction.ts'

/** Whether a transaction is open in this process, as far as it knows. */
export function isInTransaction(state: ClusterState, producer: number): boolean {
  const client = clientOf(state, producer)
  return client !== null && isInside(client)
}

/** Whether another process may take over from this one, which is about something and still runs: not more than once. */
export function canReplace({ scope }: Deployment, state: ClusterState, producer: number): boolean {
  return (
    isAtWork(state, producer)
    && state.producers.length === state.transactions?.clients.length
    && clientOf(state, producer)?.transactionalId === producer
    && !isReplaced(scope, state, producer)
  )
}

/** Whether the application is about something: a transaction is open, or it is about to begin one. */
function isAtWork(state: ClusterState, producer: number): boolean {
  const isAboutToBegin = clientOf(state, producer)?.phase === 'ready' && hasToSend(state, producer)
  return isAboutToBegin || isInTransaction(state, producer)
}

/** Whether another process has come, and taken over from this one. */
export function isReplaced({ producers }: Scope, state: ClusterState, producer: number): boolean {
  const id = clientOf(state, producer)?.transactionalId
  return (
    id === producer
    && transactionsOf(state).clients.some(
      (client, other) => other >= producers && (client.transactionalId === id || client.replaces === producer),
    )
  )
}

/**
 * The old process keeps what is left of its transaction, or the one that it is about to begin, and nobody tells it to
 * stop; the new one has the rest of the work.
 */
export function replaceClient(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const old = producerOf(state, producer)
  const client = clientOf(state, producer)
  if (client === null) return state
  const next = nextToSend(state, producer)
  const present =
    isInTransaction(state, producer) || next === undefined ? client.transaction : transactionOf(deployment, next)
  const isOfThis = (record: number): boolean => transactionOf(deployment, record) === present
  const fresh: Producer = {
    sends: [],
    target: old.target.map(() => UNKNOWN),
    session: unknownSession(state.partitions.length),
  }
  const kept = workHandedOver(state, producer, isOfThis)
  const taken = rebalance(kept, kept.producers.length)
  return withTransactions(
    { ...taken, producers: [...kept.producers, fresh] },
    { clients: [...transactionsOf(state).clients, { ...newClient(deployment, state, client), replaces: producer }] },
  )
}

/**
 * Whether the group may give the input to this process: somebody else owns it, and it is not at its end. One with an id
 * for each partition closes its producer when it hears that the partition is gone, which it does with its next poll.
 */
export function canTakeOver({ idsOfPartitions }: Deployment, state: ClusterState, producer: number): boolean {
  return isOthers(state, producer) && !(idsOfPartitions && isAtWork(state, producer))
}

/**
 * The group gives the input to this process. With a transactional id for each partition it makes a producer for it,
 * which has to be initialised before the next poll, and so fences the one of whoever owned the partition before:
 * that one may still be in a transaction.
 */
export function takeOver(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const taken = rebalance(state, producer)
  const client = clientOf(state, producer)
  if (!deployment.idsOfPartitions || client === null || state.group === null) return taken
  const closed = { ...taken, requests: withoutAnswers(taken.requests, producer) }
  return withClient(
    withProducer(applicationRestarted(closed, producer), producer, {
      ...producerOf(state, producer),
      sends: [],
      session: unknownSession(state.partitions.length),
    }),
    producer,
    { ...newClient(deployment, state, client), replaces: state.group.owner },
  )
}

/** The process starts again in the same place: it does not know what it was about. */
export function restarted(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const client = clientOf(state, producer)
  if (client === null) return state
  const left = isInTransaction(state, producer)
    ? transactionGivenUp(deployment, state, producer, client.transaction)
    : state
  return withClient(
    withProducer(applicationRestarted(left, producer), producer, {
      ...producerOf(state, producer),
      session: unknownSession(state.partitions.length),
    }),
    producer,
    newClient(deployment, state, client),
  )
}

/** Whether a process that starts now has a transactional id to choose. */
export function hasIdLeft(deployment: Deployment, state: ClusterState): boolean {
  return deployment.settings['transactional.ids'] !== 'random' || newestId(state) + 1 < deployment.transactionalIds
}

function newestId(state: ClusterState): number {
  return Math.max(...transactionsOf(state).clients.map(({ transactionalId }) => transactionalId))
}

function newClient(
  { settings }: Deployment,
  state: ClusterState,
  { transactionalId, transaction }: TransactionalClient,
): TransactionalClient {
  return {
    transactionalId: settings['transactional.ids'] === 'random' ? newestId(state) + 1 : transactionalId,
    phase: 'initializing',
    transaction,
    added: [],
    started: false,
    bumps: false,
    replaces: -1,
  }
}
