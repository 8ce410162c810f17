/** Where every schedule begins. */
import { newWorkload } from '../../clients/workload.ts'
import {
  BLANK_REPLICA,
  type ClusterState,
  NO_LEADER,
  type Partition,
  newSession,
  unknownSession,
} from './cluster-state.ts'
import type { Deployment } from './deployment.ts'
import { transactionalRecords } from './records.ts'
import type { CoordinatorEntry, Group, TransactionMetadata, TransactionalClient, Transactions } from './transactions.ts'

/** A healthy cluster: the first replica of each assignment leads, all are in sync, every view is current. */
export function initialState(deployment: Deployment): ClusterState {
  const ids = Array.from({ length: deployment.settings.brokers }, (_, id) => id)
  const producers = deployment.scope.producers + (deployment.scope.bystander === true ? 1 : 0)
  const partitions = deployment.assignment.map((replicas): Partition => {
    const leader = replicas[0] ?? NO_LEADER
    return {
      registration: { leader, leaderEpoch: 0, partitionEpoch: 0, isr: replicas, elr: [], lastKnownLeader: NO_LEADER },
      replicas: ids.map((id) => ({
        ...BLANK_REPLICA,
        leader: replicas.includes(id) ? leader : NO_LEADER,
        leaderEpoch: replicas.includes(id) ? 0 : -1,
        epochs: id === leader ? [{ leaderEpoch: 0, start: 0 }] : [],
        leadership:
          id === leader
            ? {
                partitionEpoch: 0,
                isr: replicas,
                pending: null,
                followers: ids.map(() => ({ logEndOffset: 0, brokerEpoch: 0 })),
                epochStart: 0,
              }
            : null,
      })),
    }
  })
  return {
    brokers: ids.map(() => ({
      process: 'running',
      clean: false,
      registration: 'active',
      brokerEpoch: 0,
      rolled: false,
      cutFrom: [],
      undecided: [],
    })),
    partitions,
    producers: Array.from({ length: producers }, (_, producer) => ({
      sends: [],
      target: partitions.map((partition) => partition.registration.leader),
      session: deployment.settings['enable.idempotence']
        ? isIdle(deployment, producer)
          ? unknownSession(partitions.length)
          : newSession(
              deployment.transactionLog >= 0 && producer < deployment.scope.producers,
              producer,
              partitions.length,
            )
        : null,
    })),
    requests: [],
    nextProducerId: deployment.settings['enable.idempotence']
      ? producers + deployment.transactionalIds - deployment.scope.producers
      : 0,
    transactions:
      deployment.transactionLog < 0
        ? null
        : initialTransactions(deployment, ids, partitions[deployment.transactionLog]?.registration.leader ?? NO_LEADER),
    group: initialGroup(deployment),
    workload: newWorkload(
      Array.from({ length: producers }, (_, producer) => recordsOf(deployment, producer)),
      deployment.offsetsPartition < 0 ? 0 : deployment.scope.records,
    ),
    mayHostController: deployment.mechanisms.controller === 'zookeeper' ? ids : [],
  }
}

/** What an application will send: every so-many-th record; nothing before it has read its input. */
function recordsOf({ scope, offsetsPartition }: Deployment, producer: number): readonly number[] {
  if (offsetsPartition >= 0) return []
  const own = transactionalRecords(scope)
  if (producer >= scope.producers) return [own]
  return Array.from({ length: own }, (_, record) => record).filter((record) => record % scope.producers === producer)
}

export function initialGroup(deployment: Deployment): Group | null {
  return deployment.offsetsPartition < 0 ? null : { generation: 0, owner: 0 }
}

/**
 * Every producer has a transactional id of its own and was initialised long ago; the log of that is compacted away but
 * for the last entry of each.
 */
export function initialTransactions(deployment: Deployment, brokers: readonly number[], leader: number): Transactions {
  const ids = Array.from({ length: deployment.scope.producers }, (_, id) => id)
  const entries = emptyTransactions(deployment).map((metadata): CoordinatorEntry => ({
    metadata,
    pending: null,
    unmarked: [],
    gaveUp: false,
  }))
  return {
    clients: [
      ...ids.map((id) =>
        isIdle(deployment, id) ? { ...readyClient(0), phase: 'initializing' as const } : readyClient(id),
      ),
      ...(deployment.scope.bystander === true ? [NO_CLIENT] : []),
    ],
    coordinators: brokers.map((broker) => (broker === leader ? { coordinatorEpoch: 0, entries } : null)),
    markers: [],
  }
}

/** Whether this process has no producer yet, as it owns no partition to have one for. */
function isIdle({ idsOfPartitions }: Deployment, producer: number): boolean {
  return idsOfPartitions && producer > 0
}

export function readyClient(transactionalId: number): TransactionalClient {
  return {
    transactionalId,
    phase: 'ready',
    transaction: -1,
    added: [],
    started: false,
    bumps: false,
    replaces: -1,
  }
}

/** Stands for a producer without a transactional id. */
export const NO_CLIENT: TransactionalClient = { ...readyClient(-1), phase: 'fatal' }

/** A producer id that was never used. */
/**
 * What a coordinator knows of each transactional id before anything was written of it: those that the producers have,
 * and those that processes will choose. The producer ids between are those of producers without a transactional id.
 */
export function emptyTransactions({ scope, transactionalIds }: Deployment): readonly TransactionMetadata[] {
  const others = scope.bystander === true ? 1 : 0
  return Array.from({ length: transactionalIds }, (_, id) => emptyTransaction(id < scope.producers ? id : id + others))
}

export function emptyTransaction(producerId: number): TransactionMetadata {
  return { state: 'Empty', producerId, producerEpoch: 0, lastProducerEpoch: -1, partitions: [] }
}
