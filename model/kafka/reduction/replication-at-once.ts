/** What leaders and followers do at once (`at-once.ts`). */
import { lagIsExcused } from '../replication/isr.ts'
import { type ClusterState, type Leadership, partitionAt, replicaOf } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import {
  clientsCountOnIsr,
  followsForGood,
  isHeard,
  isInGoodOrder,
  isLedForGood,
  mayBeWritten,
  nobodyComesAndGoes,
} from './facts.ts'
import { type Rule, ruleFor } from './rule.ts'

/** Older followers cut their logs before they fetch: then it matters when they have fetched. */
const comparesOnFetch = ({ mechanisms }: Deployment): boolean =>
  mechanisms.truncation === 'on-fetch' && mechanisms['fetch-fencing']

export const REPLICATION_AT_ONCE: readonly Rule[] = [
  ruleFor('learn', {
    name: 'a follower whose leader is gone hears of the new one',
    because:
      'The leader that it follows leads no more: it gets nothing from there. The new one stays, and to follow it obliges '
      + 'to nothing. From a leader that still leads it could take something before it hears.',
    where: comparesOnFetch,
    allows: (_, state, { broker }) =>
      isInGoodOrder(state, broker)
      && state.partitions.every((_partition, partition) => hasNothingToWaitFor(state, partition, broker)),
    isSilent: true,
  }),
  ruleFor('fetched', {
    name: 'an answer of a leader is taken',
    because:
      'The elected leader stays, and this follower, which stays too, will not be elected: nobody asks what its log and its '
      + 'high watermark are meanwhile. From the elected leader it takes the answer some time anyhow. From one that was '
      + 'deposed it need not, but what it takes from there it cuts off again, and it need not fetch there once more. An '
      + 'answer that may halt it, or that comes after it has gone on to another epoch, is left alone.',
    where: comparesOnFetch,
    allows: (_, state, { follower, partition }) => {
      const { registration } = partitionAt(state, partition)
      const { leadership, response } = replicaOf(state, partition, follower)
      return (
        leadership === null
        && follower !== registration.leader
        && isInGoodOrder(state, follower)
        && isLedForGood(state, partition)
        && response !== null
        && ('asked' in response || (response.outOfRange === null && response.sent === null))
      )
    },
  }),
  ruleFor('fetch', {
    name: 'a follower fetches',
    because:
      'Both stay. That the leader knows more of the follower raises no high watermark (silent) and brings nobody into '
      + 'the ISR; what the answer misses of a longer log the next one brings. Beside a broker in controlled shutdown, '
      + 'who has fetched last is who can be proposed. A high watermark that rises unnoticed may still decide what a '
      + 'coordinator wrote: not beside transactions.',
    where: comparesOnFetch,
    allows: (_, state, { follower, partition }) =>
      isServedForGood(state, partition, follower)
      && state.brokers.every(({ registration }) => registration !== 'shutting-down'),
    isSilent: true,
    keeps: (before, { follower, partition }, after) => {
      const { leader } = replicaOf(before, partition, follower)
      return (
        leadershipOf(before, partition, leader)?.pending === leadershipOf(after, partition, leader)?.pending
        && decidesNothing(before, after, partition, leader)
      )
    },
  }),
  ruleFor('fetch', {
    name: 'a follower fetches and is proposed for the ISR',
    because:
      'Only one change of the ISR is under way at a time, so a proposal may keep others waiting: another follower that '
      + 'wants to join, or one that is to be dropped. Where everybody is in good order or out, nobody is dropped any '
      + 'more, and all who want to join end in the ISR, one as good as the other.',
    where: (deployment) =>
      comparesOnFetch(deployment)
      && deployment.mechanisms['alter-partition']
      && deployment.mechanisms['join-needs-live-broker'],
    allows: (deployment, state, { follower, partition }) => {
      const { registration } = partitionAt(state, partition)
      return (
        isServedForGood(state, partition, follower)
        && leadershipOf(state, partition, registration.leader)?.partitionEpoch === registration.partitionEpoch
        && nobodyComesAndGoes(deployment, state, partition)
      )
    },
    isSilent: true,
    keeps: (before, { follower, partition }, after) =>
      decidesNothing(before, after, partition, replicaOf(before, partition, follower).leader),
  }),
  ruleFor('alter-partition', {
    name: 'a follower joins the ISR',
    because:
      'It already holds the high watermark back, and nobody is dropped or joins meanwhile who might leave again. That '
      + 'the ISR is larger makes no difference to requests where nobody counts on it or there are enough already.',
    where: comparesOnFetch,
    allows: (deployment, state, { leader, partition }) => {
      const leadership = leadershipOf(state, partition, leader)
      if (!leadership?.pending?.joins || leader !== partitionAt(state, partition).registration.leader) return false
      return (
        isLedForGood(state, partition)
        && isInGoodOrder(state, leadership.pending.joins.broker)
        && nobodyComesAndGoes(deployment, state, partition)
        && (!clientsCountOnIsr(deployment, state) || leadership.isr.length >= minIsrOf(deployment, partition))
      )
    },
    isSilent: true,
  }),
  ruleFor('replicate', {
    name: 'a partition is replicated where all is well',
    because:
      'Everybody is in good order, and all leaders lead to the end. Clients and coordinators wait until every partition '
      + 'is replicated, and what one of them does meanwhile touches no other.',
    where: comparesOnFetch,
    allows: (_, state) => isAllWell(state),
  }),
  ruleFor('learn-together', {
    name: 'followers hear of their leaders where all is well',
    because:
      'All leaders have heard that they lead, and everybody else waits for those who are to hear. From another leader '
      + 'they get nothing any more.',
    where: comparesOnFetch,
    allows: (_, state) => isAllWell(state),
  }),
  ruleFor('shrink', {
    name: 'a follower is dropped for lag that has an excuse',
    because:
      'Nobody writes any more, so nobody counts on the ISR; a proposal to the controller obliges to nothing, '
      + 'and who has fetched again by then is back as soon. A leader in ZooKeeper mode writes it there at once, and '
      + 'who is in that ISR may be elected; before a shrink kept the leader epoch, it also began a new one.',
    where: ({ mechanisms }) => mechanisms['alter-partition'] && mechanisms['shrink-keeps-epoch'],
    allows: (_, state, { leader, followers }) =>
      followers.every((follower) => lagIsExcused(state, leader, follower)) && !mayBeWritten(state),
    isSilent: true,
  }),
]

/** Whether everybody is in good order, and every leader has heard that it leads. */
function isAllWell(state: ClusterState): boolean {
  return (
    state.brokers.every((_, broker) => isInGoodOrder(state, broker))
    && state.partitions.every((_, partition) => isLedForGood(state, partition) && isHeard(state, partition))
  )
}

/** Whether in this partition a broker has heard all, or follows a leader that leads no more, and a leader is there. */
function hasNothingToWaitFor(state: ClusterState, partition: number, broker: number): boolean {
  const { registration, replicas } = partitionAt(state, partition)
  const replica = replicas[broker]
  if (replica === undefined || replica.leadership !== null || !isLedForGood(state, partition)) return false
  if (replica.leaderEpoch === registration.leaderEpoch) return true
  const followed = replicas[replica.leader]
  return (
    registration.leader !== broker
    && replica.response === null
    && (followed === undefined || followed.leadership === null || followed.leaderEpoch !== replica.leaderEpoch)
  )
}

/** Whether a follower fetches from a leader that has heard that it leads, and both stay. */
function isServedForGood(state: ClusterState, partition: number, follower: number): boolean {
  return followsForGood(state, partition, follower) && isHeard(state, partition)
}

function leadershipOf(state: ClusterState, partition: number, leader: number): Leadership | null {
  return partitionAt(state, partition).replicas[leader]?.leadership ?? null
}

/** Whether no coordinator decides anything because of a high watermark that rises. */
function decidesNothing(before: ClusterState, after: ClusterState, partition: number, leader: number): boolean {
  return (
    before.transactions === null
    || replicaOf(before, partition, leader).highWatermark === replicaOf(after, partition, leader).highWatermark
  )
}
