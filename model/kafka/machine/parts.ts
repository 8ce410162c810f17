/** A cluster in parts: brokers, registrations, replicas, and what is between clients and brokers. */
import type { InParts, Parts, Source } from '../../parts.ts'
import { isAtWork } from '../replication/prompt.ts'
import type { Broker, ClusterState, Partition, Producer, Registration, Replica } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { ClientRequest } from '../state/producers.ts'
import type { Group, Transactions } from '../state/transactions.ts'
import type { Action } from './action.ts'
import { sourcesOf } from './actions.ts'

/**
 * The cluster's machine in parts.
 * @param atOnce kinds of actions that may be done at once
 */
export function inParts(
  deployment: Deployment,
  initial: ClusterState,
  atOnce: ReadonlySet<Action['kind']>,
): InParts<ClusterState, Action> {
  return {
    parts: partsOf(initial),
    sources: sourcesOf(deployment, atOnce) satisfies readonly Source<ClusterState, Action>[],
    isAtWork: (state) => isAtWork(deployment, state),
  }
}

/** Fields that are read together. */
const OF_BROKER: Groups<Broker> = [
  ['process', 'registration', 'cutFrom', 'undecided'],
  ['clean', 'brokerEpoch', 'rolled'],
]
const OF_REPLICA: Groups<Replica> = [
  ['log', 'epochs', 'highWatermark'],
  ['leader', 'leaderEpoch', 'leadership', 'truncating', 'verifying', 'sessionless'],
  ['response'],
  ['flushed', 'checkpoint', 'snapshot', 'loadedFrom', 'forgottenBefore'],
]

type Groups<T> = readonly (readonly (keyof T & string)[])[]

/** How many there are of everything never changes in a run, nor whether there are transactions and a group. */
function partsOf(initial: ClusterState): Parts<ClusterState> {
  const brokers = initial.brokers.length
  const ofPartition = initial.partitions.map(({ replicas }) => replicas.length)
  return {
    groups: [
      ...initial.brokers.map(() => OF_BROKER),
      ...initial.partitions.flatMap(({ replicas }) => [undefined, ...replicas.map(() => OF_REPLICA)]),
    ],
    split: ({ partitions, transactions, group, nextProducerId, ...state }) => [
      ...state.brokers,
      ...partitions.flatMap(({ registration, replicas }) => [registration, ...replicas]),
      state.producers,
      state.requests,
      state.workload,
      state.mayHostController,
      { nextProducerId },
      ...(transactions === null ? [] : [transactions.clients, transactions.coordinators, transactions.markers]),
      ...(group === null ? [] : [group]),
    ],
    join: (parts) => {
      // What stands at a place, `split` has seen to.
      const all = parts as readonly unknown[]
      let at = brokers
      const partitions: Partition[] = []
      for (const replicas of ofPartition) {
        const registration = all[at] as Registration
        partitions.push({ registration, replicas: all.slice(at + 1, at + 1 + replicas) as readonly Replica[] })
        at += 1 + replicas
      }
      const hasTransactions = initial.transactions !== null
      const { nextProducerId } = all[at + 4] as Pick<ClusterState, 'nextProducerId'>
      return {
        brokers: all.slice(0, brokers) as readonly Broker[],
        partitions,
        producers: all[at] as readonly Producer[],
        requests: all[at + 1] as readonly ClientRequest[],
        workload: all[at + 2] as ClusterState['workload'],
        mayHostController: all[at + 3] as readonly number[],
        nextProducerId,
        transactions: hasTransactions
          ? {
              clients: all[at + 5] as Transactions['clients'],
              coordinators: all[at + 6] as Transactions['coordinators'],
              markers: all[at + 7] as Transactions['markers'],
            }
          : null,
        group: initial.group === null ? null : (all[at + (hasTransactions ? 8 : 5)] as Group),
      }
    },
  }
}
