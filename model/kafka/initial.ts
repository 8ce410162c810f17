/** Where every schedule begins. */
import type { Cluster } from './cluster.ts'
import { BLANK_REPLICA, newSession, NO_LEADER, type ClusterState, type Partition } from './state.ts'
import { initialGroup } from './transactions/loop.ts'
import { initialTransactions } from './transactions/state.ts'

/** A healthy cluster: the first replica of each assignment leads, all are in sync, every view is current. */
export function initialState(cluster: Cluster): ClusterState {
  const ids = Array.from({ length: cluster.settings.brokers }, (_, id) => id)
  const partitions = cluster.assignment.map((replicas): Partition => {
    const leader = replicas[0] ?? NO_LEADER
    return {
      registration: { leader, leaderEpoch: 0, partitionEpoch: 0, isr: replicas, elr: [], lastKnownLeader: NO_LEADER },
      replicas: ids.map((id) => ({
        ...BLANK_REPLICA,
        leader: replicas.includes(id) ? leader : NO_LEADER,
        leaderEpoch: replicas.includes(id) ? 0 : -1,
        epochs: id === leader ? [{ epoch: 0, start: 0 }] : [],
        leadership:
          id === leader
            ? { partitionEpoch: 0, isr: replicas, pending: null, followers: ids.map(() => ({ logEndOffset: 0, brokerEpoch: 0 })), epochStart: 0 }
            : null,
      })),
    }
  })
  return {
    brokers: ids.map(() => ({ process: 'running', clean: false, registration: 'active', epoch: 0, cutFrom: [], undecided: [] })),
    partitions,
    producers: Array.from({ length: cluster.scope.producers }, (_, producer) => ({
      remaining: cluster.offsetsPartition >= 0 ? [] : Array.from({ length: cluster.scope.records }, (_, record) => record).filter((record) => record % cluster.scope.producers === producer),
      sends: [],
      target: partitions.map((partition) => partition.registration.leader),
      session: cluster.settings['enable.idempotence'] ? newSession(cluster.transactionLog >= 0, producer, partitions.length) : null,
    })),
    requests: [],
    nextProducerId: cluster.settings['enable.idempotence'] ? cluster.scope.producers : 0,
    transactions: cluster.transactionLog < 0 ? null : initialTransactions(cluster, ids, partitions[cluster.transactionLog]?.registration.leader ?? NO_LEADER),
    group: initialGroup(cluster),
    mayHostController: cluster.mechanisms.controller === 'zookeeper' ? ids : [],
  }
}
