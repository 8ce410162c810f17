/** A cluster in parts: brokers, registrations, replicas, and what is between clients and brokers. */
import type { InParts, Parts, Source } from '../../parts.ts'
import { isAtWork } from '../replication/prompt.ts'
import type { Broker, ClusterState, Producer, Registration, Replica } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { ClientRequest } from '../state/producers.ts'
import type { Group, Transactions } from '../state/transactions.ts'
import type { Workload } from '../../clients/workload.ts'
import type { Action } from './action.ts'
import { sourcesOf } from './actions.ts'

/** The cluster's machine in parts. */
export function inParts(deployment: Deployment, initial: ClusterState): InParts<ClusterState, Action> {
  return {
    parts: partsOf(initial),
    sources: sourcesOf(deployment) satisfies readonly Source<ClusterState, Action>[],
    isAtWork: (state) => isAtWork(deployment, state),
  }
}

/** How many there are of everything never changes in a run, nor whether there are transactions and a group. */
function partsOf(initial: ClusterState): Parts<ClusterState> {
  const brokers = initial.brokers.length
  const ofPartition = initial.partitions.map(({ replicas }) => replicas.length)
  return {
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
      let at = 0
      // What a place holds, `split` has seen to.
      const next = <T>(): T => parts[at++] as T
      const listOf = <T>(length: number): readonly T[] => Array.from({ length }, () => next<T>())
      return {
        brokers: listOf<Broker>(brokers),
        partitions: ofPartition.map((replicas) => ({
          registration: next<Registration>(),
          replicas: listOf<Replica>(replicas),
        })),
        producers: next<readonly Producer[]>(),
        requests: next<readonly ClientRequest[]>(),
        workload: next<Workload>(),
        mayHostController: next<readonly number[]>(),
        nextProducerId: next<Pick<ClusterState, 'nextProducerId'>>().nextProducerId,
        transactions:
          initial.transactions === null
            ? null
            : {
                clients: next<Transactions['clients']>(),
                coordinators: next<Transactions['coordinators']>(),
                markers: next<Transactions['markers']>(),
              },
        group: initial.group === null ? null : next<Group>(),
      }
    },
  }
}
