/** What leaders and followers do. */
import type { Action } from '../machine/action.ts'
import { fault, free, ofAll, ofBroker, ofPartition, noLinks } from '../machine/row.ts'
import { type RowsOf, toController } from '../machine/row.ts'
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { connected } from '../state/network.ts'
import { canFetch, canFinishFetch, fetch, finishFetch } from './fetch.ts'
import { alterPartition, canAlterPartition, canShrink, lagIsExcused, shrink } from './isr.ts'
import { canLearn, learn } from './leadership.ts'
import { canLearnTogether, canReplicate, learnTogether, replicate } from './prompt.ts'

type Kinds = 'fetch' | 'fetched' | 'learn-together' | 'replicate' | 'alter-partition' | 'learn' | 'shrink'
type Shrink = Extract<Action, { readonly kind: 'shrink' }>

const lag = fault('slow-follower')

export const REPLICATION_ROWS: RowsOf<Kinds> = {
  'fetch': {
    apply: (deployment, state, { partition, follower }, seen) =>
      canFetch(deployment, state, partition, follower) ? fetch(deployment, state, partition, follower, seen) : state,
    cost: free,
    luck: ({ follower }) => follower,
    // In ZooKeeper mode a leader that lets a follower into the ISR writes that there at once.
    sendsOver: ({ mechanisms }, before, { partition, follower }) => {
      const { leader } = replicaOf(before, partition, follower)
      return mechanisms['alter-partition']
        ? [[follower, leader]]
        : [
            [follower, leader],
            [leader, 'controller'],
          ]
    },
    excusedBy: noLinks,
  },
  'fetched': {
    apply: (deployment, state, { partition, follower }, seen) =>
      canFinishFetch(state, partition, follower) ? finishFetch(deployment, state, partition, follower, seen) : state,
    cost: free,
    luck: ({ follower }) => follower,
    sendsOver: (_, before, { partition, follower }) => [[follower, replicaOf(before, partition, follower).leader]],
    excusedBy: noLinks,
  },
  'learn-together': {
    apply: (deployment, state, _, seen) =>
      canLearnTogether(deployment, state) ? learnTogether(deployment, state, seen) : state,
    cost: free,
    luck: ofAll,
    sendsOver: noLinks,
    excusedBy: noLinks,
  },
  'replicate': {
    apply: (deployment, state, { partition }, seen) =>
      canReplicate(deployment, state, partition) ? replicate(deployment, state, partition, seen) : state,
    cost: free,
    luck: ofPartition,
    sendsOver: noLinks,
    excusedBy: noLinks,
  },
  'alter-partition': {
    apply: (deployment, state, { partition, leader }, seen) =>
      canAlterPartition(state, partition, leader) ? alterPartition(deployment, state, partition, leader, seen) : state,
    cost: free,
    luck: ({ leader }) => leader,
    sendsOver: (_deployment, _before, { leader }) => [[leader, 'controller']],
    excusedBy: noLinks,
  },
  'learn': {
    apply: (deployment, state, { broker }, seen) =>
      canLearn(deployment, state, broker) ? learn(deployment, state, broker, seen) : state,
    cost: free,
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
  },
  'shrink': {
    apply: (deployment, state, action, seen) =>
      action.followers.length > 0 && mayShrinkTogether(deployment, state, action)
        ? shrink(deployment, state, action.partition, action.leader, action.followers, seen)
        : state,
    cost: (_, { leader, followers }, before) =>
      followers.every((follower) => lagIsExcused(before, leader, follower)) ? undefined : lag(),
    luck: ({ leader }) => leader,
    sendsOver: ({ mechanisms }, _, { leader }) => (mechanisms['alter-partition'] ? [] : [[leader, 'controller']]),
    excusedBy: (before, { leader, followers }) =>
      followers.filter((follower) => connected(before, leader, follower)).map((follower) => [leader, follower]),
  },
}

/** Several followers go together only when the lag of all of them has an excuse: one fault slows one follower. */
function mayShrinkTogether(
  deployment: Deployment,
  state: ClusterState,
  { partition, leader, followers }: Shrink,
): boolean {
  if (!followers.every((follower) => canShrink(deployment, state, partition, leader, follower))) return false
  return followers.length === 1 || followers.every((follower) => lagIsExcused(state, leader, follower))
}
