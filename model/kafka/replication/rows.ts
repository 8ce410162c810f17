/** What leaders and followers do. */
import { named } from '../machine/fields.ts'
import type { Observation } from '../../observation.ts'
import { completeDelayed } from '../machine/delayed-operations.ts'
import { fault, FREE, noLinks, nothing, ofAll, ofBroker, offer, ofPartition, oneEach, parts } from '../machine/row.ts'
import { oneOfReplica, type RowsOf, toController } from '../machine/row.ts'
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment, ReplicaId } from '../state/deployment.ts'
import { connected, isCutOff, mayBeSilent } from '../state/network.ts'
import { endpoints, inPartition } from '../story/names.ts'
import { halts } from '../story/situations-of-logs.ts'
import { canFetch, canFinishFetch, fetch, finishFetch } from './fetch.ts'
import { alterPartition, canAlterPartition, lagIsExcused, outOfSync, shrink } from './isr.ts'
import { canLearn, learn } from './leadership.ts'
import { canLearnTogether, canReplicate, type Consequences, isPrompt, learnTogether, replicate } from './prompt.ts'
import { fetchInWords, finishedFetchInWords, newsInWords } from './words.ts'

const lag = fault('slow-follower')
const NONE: readonly never[] = []
const onLeader = {
  luck: ({ leader }: { readonly leader: number }): number => leader,
  situations: nothing,
  whose: 'cluster',
} as const
const onFollower = {
  luck: ({ follower }: { readonly follower: number }): number => follower,
  whose: 'cluster',
} as const

/** What is done at once is many steps, and each has its consequences before the next. */
function completing(deployment: Deployment, seen: Observation[]): Consequences {
  return (before, after) => completeDelayed(deployment, before, after, seen)
}

const fetches = oneOfReplica(({ partition, broker }) => ({ kind: 'fetch', follower: broker, partition }) as const)
const answers = oneOfReplica(({ partition, broker }) => ({ kind: 'fetched', follower: broker, partition }) as const)
const changes = oneOfReplica(
  ({ partition, broker }) => ({ kind: 'alter-partition', leader: broker, partition }) as const,
)
const TOGETHER = [{ kind: 'learn-together' }] as const
const allOf = oneEach((partition) => ({ kind: 'replicate', partition }) as const)

export type ReplicationAction =
  | { readonly kind: 'fetch' | 'fetched'; readonly follower: number; readonly partition: number }
  | { readonly kind: 'learn-together' }
  | { readonly kind: 'learn'; readonly broker: number }
  | { readonly kind: 'replicate'; readonly partition: number }
  | { readonly kind: 'alter-partition'; readonly leader: number; readonly partition: number }
  | Shrink

interface Shrink {
  readonly kind: 'shrink'
  readonly leader: number
  readonly partition: number
  readonly followers: readonly number[]
}

export const REPLICATION_ROWS: RowsOf<ReplicationAction> = {
  'learn-together': {
    fields: named(),
    offers: offer('learning together', () => TOGETHER),
    possible: (deployment, state) => canLearnTogether(deployment, state),
    apply: (deployment, state, _, seen) => learnTogether(deployment, state, completing(deployment, seen)),
    involves: parts(
      ['clients', 'coordinators', 'markers', 'producers', 'replicas', 'requests', 'workload'],
      ['processes', 'registrations'],
    ),
    cost: FREE,
    words: () => 'all brokers that reach the controller hear what it has decided',
    situations: nothing,
    luck: ofAll,
    sendsOver: noLinks,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'learn': {
    fields: named('broker'),
    offers: offer(
      'learning',
      oneEach((broker) => ({ kind: 'learn', broker })),
    ),
    possible: (deployment, state, { broker }) => canLearn(deployment, state, broker),
    apply: (deployment, state, { broker }) => learn(deployment, state, broker),
    involves: parts(['coordinators', 'markers', 'replicas', 'requests'], ['processes', 'registrations']),
    cost: FREE,
    words: (_, { broker }, before) => `broker ${broker} hears from the controller: ${newsInWords(before, broker)}`,
    situations: nothing,
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'replicate': {
    fields: named('partition'),
    // Once for all replicas of the partition.
    offers: offer('replication', (deployment, state, { partition, broker }) =>
      deployment.scope.prompt === true && deployment.assignment[partition]?.[0] === broker
        ? allOf(deployment, state, partition)
        : NONE,
    ),
    possible: (deployment, state, { partition }) => canReplicate(deployment, state, partition),
    apply: (deployment, state, { partition }, seen) =>
      replicate(deployment, state, partition, completing(deployment, seen)),
    involves: parts([
      'clients',
      'coordinators',
      'markers',
      'processes',
      'producers',
      'registrations',
      'replicas',
      'requests',
      'workload',
    ]),
    cost: FREE,
    words: (deployment, { partition }, before) =>
      before.partitions[partition]?.replicas.some(({ leadership }) => leadership?.pending != null) === true
        ? `the controller accepts the new ISR${inPartition(deployment, partition)}, and who is in it gets what the leader has`
        : `the followers${inPartition(deployment, partition)} get what their leader has, and its high watermark`,
    situations: nothing,
    luck: ofPartition,
    sendsOver: noLinks,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'fetch': {
    ...onFollower,
    fields: ({ broker, partition }) => ({ follower: broker, partition }),
    offers: offer('replication', oneByOne(fetches)),
    possible: (deployment, state, { partition, follower }) => canFetch(deployment, state, partition, follower),
    apply: (deployment, state, { partition, follower }) => fetch(deployment, state, partition, follower),
    involves: parts(['registrations', 'replicas'], ['processes']),
    cost: FREE,
    words: (deployment, { partition, follower }, before) =>
      fetchInWords(before, partition, follower) + inPartition(deployment, partition),
    situations: nothing,
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
    ...onFollower,
    fields: ({ broker, partition }) => ({ follower: broker, partition }),
    offers: offer('replication', oneByOne(answers)),
    possible: (_, state, { partition, follower }) => canFinishFetch(state, partition, follower),
    apply: (deployment, state, { partition, follower }) => finishFetch(deployment, state, partition, follower),
    involves: parts(['coordinators', 'processes', 'replicas'], ['markers', 'registrations']),
    cost: FREE,
    words: (deployment, { partition, follower }, before) =>
      finishedFetchInWords(before, partition, follower) + inPartition(deployment, partition),
    situations: (_, before, after) => halts(before, after),
    sendsOver: (_, before, { partition, follower }) => [[follower, replicaOf(before, partition, follower).leader]],
    excusedBy: noLinks,
  },
  'alter-partition': {
    ...onLeader,
    fields: ({ broker, partition }) => ({ leader: broker, partition }),
    offers: offer('replication', oneByOne(changes)),
    possible: (_, state, { partition, leader }) => canAlterPartition(state, partition, leader),
    apply: (deployment, state, { partition, leader }) => alterPartition(deployment, state, partition, leader),
    involves: parts(['registrations', 'replicas'], ['processes']),
    cost: FREE,
    words: (deployment, { partition, leader }) =>
      `the controller accepts the ISR that broker ${leader} asked for${inPartition(deployment, partition)}`,
    sendsOver: (_deployment, _before, { leader }) => [[leader, 'controller']],
    excusedBy: noLinks,
  },
  'shrink': {
    ...onLeader,
    fields: ({ broker, partition, listOf }) => ({ leader: broker, partition, followers: listOf(broker) }),
    offers: [...offer('excused lag', excusedLag), ...offer('lag', lagging)],
    possible: (deployment, state, action) =>
      action.followers.length > 0 && mayShrinkTogether(deployment, state, action),
    apply: (deployment, state, { partition, leader, followers }) =>
      shrink(deployment, state, partition, leader, followers),
    involves: parts(['registrations', 'replicas'], ['processes']),
    cost: (_, { leader, followers }, before) =>
      followers.every((follower) => lagIsExcused(before, leader, follower)) ? undefined : lag,
    words: (deployment, { partition, leader, followers }) =>
      `broker ${leader} drops ${endpoints(followers)} from the ISR for lag${inPartition(deployment, partition)}`,
    sendsOver: ({ mechanisms }, _, { leader }) => (mechanisms['alter-partition'] ? [] : [[leader, 'controller']]),
    excusedBy: (before, { leader, followers }) =>
      followers.filter((follower) => connected(before, leader, follower)).map((follower) => [leader, follower]),
    // One broker is cut off once at a time; either end will do.
    coveredBy: (before, { leader, followers }) =>
      [leader, ...followers].every((broker) => isCutOff(before, broker)) ? undefined : 'partition',
  },
}

type OfReplica<A> = (deployment: Deployment, state: ClusterState, replica: ReplicaId) => readonly A[]

/** A bound of the search: where replication is done at once, nobody needs its single messages. */
function oneByOne<A>(make: OfReplica<A>): OfReplica<A> {
  return (deployment, state, replica) =>
    deployment.scope.prompt === true && isPrompt(deployment, state, replica.partition)
      ? NONE
      : make(deployment, state, replica)
}

/** Followers whose lag has an excuse are dropped one by one, or all together. */
function excusedLag(deployment: Deployment, state: ClusterState, { partition, broker }: ReplicaId): readonly Shrink[] {
  const followers = outOfSync(deployment, state, partition, broker).filter(
    (follower) => lagIsExcused(state, broker, follower) && !willBeFenced(deployment, state, follower),
  )
  const single = followers.map((follower): Shrink => ({
    kind: 'shrink',
    leader: broker,
    partition,
    followers: [follower],
  }))
  return followers.length > 1 ? [...single, { kind: 'shrink', leader: broker, partition, followers }] : single
}

function lagging(deployment: Deployment, state: ClusterState, { partition, broker }: ReplicaId): readonly Shrink[] {
  const followers = outOfSync(deployment, state, partition, broker)
  if (followers.length === 0) return NONE
  return followers
    .filter((follower) => !willBeFenced(deployment, state, follower))
    .map((follower) => ({ kind: 'shrink', leader: broker, partition, followers: [follower] }))
}

/** A bound of the search: a broker that does all its work at once leaves it to the controller to take the dead out. */
function willBeFenced(deployment: Deployment, state: ClusterState, follower: number): boolean {
  return deployment.scope.prompt === true && mayBeSilent(state, follower, 'controller')
}

/** Several followers go together only when the lag of all of them has an excuse: one fault slows one follower. */
function mayShrinkTogether(
  deployment: Deployment,
  state: ClusterState,
  { partition, leader, followers }: Shrink,
): boolean {
  const droppable = outOfSync(deployment, state, partition, leader)
  if (!followers.every((follower) => droppable.includes(follower))) return false
  return followers.length === 1 || followers.every((follower) => lagIsExcused(state, leader, follower))
}
