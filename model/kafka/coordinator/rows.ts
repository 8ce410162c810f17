/** What transactional applications, their coordinators and the group of a loop do. */
import { type FieldsOf, named, type Names } from '../machine/fields.ts'
import type { TransactionId } from '../machine/turns.ts'
import { canPoll, isOwnerGone, poll } from '../consumer/loop.ts'
import { always, fault, FREE, noLinks, nothing, offer, oneEach, ofProducer, type Row, parts } from '../machine/row.ts'
import type { RowsOf } from '../machine/row.ts'
import { canReplace, canTakeOver, hasIdLeft, replaceClient, takeOver } from '../producer/successors.ts'
import { canFinish, finish } from '../producer/transaction.ts'
import { type ClusterState, partitionAt } from '../state/cluster-state.ts'
import { clientOf, coordinatorAt } from '../state/coordinators.ts'
import type { MarkerRequest } from '../state/transactions.ts'
import { partitionName, producerName } from '../story/names.ts'
import { canCall, nextCall, sendCall } from './calls.ts'
import { fenceAndAbort } from './coordinator.ts'
import { canDelay, canLoseAnswer, delayMarker, loseMarkerAnswer } from './marker-faults.ts'
import { arriveLate, canArriveLate, canMark, isMarkerOf, lateMarkers, mark, type MarkerId } from './markers.ts'
import { canTimeOut, isAbandoned } from './timeouts.ts'
import { callInWords, forTransaction, isAlone, lateMarkerName, markerName } from './words.ts'

type OfMarker = Extract<TransactionAction, { readonly kind: 'mark' | 'delay-marker' }>
type LateMarker = Extract<TransactionAction, { readonly kind: 'late-marker' }>

const timeout = fault('timeout')
const inApplication = {
  luck: ofProducer,
  sendsOver: noLinks,
  excusedBy: noLinks,
  situations: nothing,
  whose: 'clients',
} as const
const inCoordinator = {
  luck: ({ coordinator }: { readonly coordinator: number }): number => coordinator,
  sendsOver: noLinks,
  excusedBy: noLinks,
  situations: nothing,
  whose: 'cluster',
} as const
const NONE: readonly never[] = []

const markerFields = ({ broker, producer, partition }: Names): FieldsOf<MarkerId> => ({
  coordinator: broker,
  id: producer,
  partition,
})

const toLeader: Row<OfMarker>['sendsOver'] = (_, before, { coordinator, partition }) => [
  [coordinator, partitionAt(before, partition).registration.leader],
]
const calls = oneEach((producer) => ({ kind: 'call', producer }) as const)
const timeouts = (_: unknown, __: unknown, one: TransactionId) => [{ kind: 'transaction-timeout', ...one }] as const
const takeovers = oneEach((producer) => ({ kind: 'rebalance', producer }) as const)

export type TransactionAction =
  | { readonly kind: 'call'; readonly producer: number }
  | { readonly kind: 'finish'; readonly producer: number; readonly commit: boolean }
  | { readonly kind: 'poll'; readonly producer: number }
  | ({ readonly kind: 'mark' } & MarkerId)
  | ({ readonly kind: 'late-marker' } & MarkerId)
  // what costs or not, by the situation
  | { readonly kind: 'transaction-timeout'; readonly coordinator: number; readonly id: number }
  // faults
  | ({ readonly kind: 'delay-marker' } & MarkerId)
  | ({ readonly kind: 'lost-marker-answer' } & MarkerId)
  | { readonly kind: 'replace-client'; readonly producer: number }
  | { readonly kind: 'rebalance'; readonly producer: number }

export const COORDINATOR_ROWS: RowsOf<TransactionAction> = {
  'late-marker': {
    ...inCoordinator,
    fields: markerFields,
    offers: offer('late markers', (_, __, { coordinator, transactionalId, partition }) => [
      { kind: 'late-marker', coordinator, id: transactionalId, partition },
    ]),
    possible: (_, state, action) => {
      const marker = lateOne(state, action)
      return marker !== undefined && canArriveLate(state, marker)
    },
    apply: (deployment, state, action) => {
      const marker = lateOne(state, action)
      return marker === undefined ? state : arriveLate(deployment, state, marker)
    },
    involves: parts(['markers', 'replicas'], ['processes', 'registrations']),
    cost: FREE,
    words: (deployment, action, before) =>
      `a late ${lateMarkerName(before, action)} of the coordinator on broker ${action.coordinator} arrives at the leader of ${partitionName(deployment, action.partition)}`,
    situations: always('late marker'),
  },
  'mark': {
    ...inCoordinator,
    fields: markerFields,
    offers: offer('markers', (_, __, marker) => [{ kind: 'mark', ...marker }]),
    possible: (deployment, state, { coordinator, id, partition }) =>
      state.transactions !== null && canMark(deployment, state, coordinator, id, partition),
    apply: (deployment, state, { coordinator, id, partition }) => mark(deployment, state, coordinator, id, partition),
    involves: parts(['coordinators', 'markers', 'replicas'], ['processes', 'registrations']),
    cost: FREE,
    words: (deployment, action, before) =>
      `the ${markerName(before, action)} of the coordinator on broker ${action.coordinator} arrives at the leader of ${partitionName(deployment, action.partition)}`,
    sendsOver: toLeader,
  },
  'call': {
    ...inApplication,
    fields: named('producer'),
    offers: [
      ...offer('initialisation', (deployment, state, producer) =>
        clientOf(state, producer)?.phase === 'initializing' ? calls(deployment, state, producer) : NONE,
      ),
      ...offer('application', (deployment, state, producer) =>
        clientOf(state, producer)?.phase === 'initializing' ? NONE : calls(deployment, state, producer),
      ),
    ],
    possible: (deployment, state, { producer }) =>
      clientOf(state, producer) !== null && canCall(deployment, state, producer),
    apply: (deployment, state, { producer }, seen) => sendCall(deployment, state, producer, seen),
    involves: parts(
      ['clients', 'producers', 'requests'],
      ['coordinators', 'group', 'processes', 'registrations', 'workload'],
    ),
    cost: FREE,
    words: (deployment, { producer }, before) => {
      const call = nextCall(deployment, before, producer)
      return `${producerName(deployment, producer)} asks its coordinator${call === null ? '' : callInWords(deployment, call)}`
    },
  },
  'poll': {
    ...inApplication,
    fields: named('producer'),
    offers: offer(
      'application',
      oneEach((producer) => ({ kind: 'poll', producer })),
    ),
    possible: (deployment, state, { producer }) => state.transactions !== null && canPoll(deployment, state, producer),
    apply: (deployment, state, { producer }) => poll(deployment, state, producer),
    involves: parts(['workload'], ['clients', 'group', 'processes', 'registrations', 'replicas']),
    cost: FREE,
    words: (deployment, { producer }) =>
      `${producerName(deployment, producer)}'s application polls the next record of its input`,
  },
  'finish': {
    ...inApplication,
    fields: ({ producer, flag }) => ({ producer, commit: flag }),
    // Who reads an input has no reason to give up what it has made of it.
    offers: offer('application', (_, state, producer) =>
      (state.group === null ? [true, false] : [true]).map((commit) => ({ kind: 'finish', producer, commit })),
    ),
    possible: (deployment, state, { producer }) =>
      clientOf(state, producer) !== null && canFinish(deployment, state, producer),
    apply: (_, state, { producer, commit }, seen) => finish(state, producer, commit, seen),
    involves: parts(['clients'], ['producers', 'workload']),
    cost: FREE,
    words: (deployment, { producer, commit }, before) =>
      `${producerName(deployment, producer)}'s application calls ${commit ? 'commitTransaction' : 'abortTransaction'}${forTransaction(clientOf(before, producer)?.transaction)}`,
  },
  'transaction-timeout': {
    ...inCoordinator,
    fields: ({ broker, producer }) => ({ coordinator: broker, id: producer }),
    offers: [...offer('excused transaction timeouts', timeouts), ...offer('transaction timeouts', timeouts)],
    possible: (deployment, state, { coordinator, id }) =>
      coordinatorAt(state, coordinator) !== null && canTimeOut(deployment, state, coordinator, id),
    apply: (deployment, state, { coordinator, id }) => fenceAndAbort(deployment, state, coordinator, id, 'timeout'),
    involves: parts(['coordinators', 'replicas'], ['processes', 'registrations']),
    cost: (deployment, { coordinator, id }, before) =>
      isAbandoned(deployment, before, coordinator, id) ? undefined : timeout,
    words: (_, { coordinator, id }, before) =>
      `transaction.timeout.ms is over: the coordinator on broker ${coordinator} aborts the transaction${isAlone(before, coordinator) ? '' : ` of transactional id ${id}`}`,
    situations: always('transaction timed out'),
  },
  'delay-marker': {
    ...inCoordinator,
    fields: markerFields,
    offers: offer('faults of markers', (_, __, marker) => [{ kind: 'delay-marker', ...marker }]),
    possible: (deployment, state, action) =>
      coordinatorAt(state, action.coordinator) !== null && canDelay(deployment, state, action),
    apply: (_, state, { coordinator, id, partition }) => delayMarker(state, coordinator, id, partition),
    involves: parts(['markers'], ['coordinators', 'processes', 'registrations', 'replicas']),
    cost: timeout,
    words: (deployment, action, before) =>
      `the ${markerName(before, action)} of the coordinator on broker ${action.coordinator} for ${partitionName(deployment, action.partition)} is late: the coordinator gives it up and will send another one`,
    sendsOver: toLeader,
  },
  'lost-marker-answer': {
    ...inCoordinator,
    fields: markerFields,
    offers: offer('faults of markers', (_, __, marker) => [{ kind: 'lost-marker-answer', ...marker }]),
    possible: (_, state, action) => coordinatorAt(state, action.coordinator) !== null && canLoseAnswer(state, action),
    apply: (_, state, { coordinator, id, partition }) => loseMarkerAnswer(state, coordinator, id, partition),
    involves: parts(['markers'], ['coordinators']),
    cost: fault('lost-response'),
    words: (deployment, action, before) =>
      `the leader of ${partitionName(deployment, action.partition)} has the ${markerName(before, action)}, and its answer to the coordinator on broker ${action.coordinator} is lost`,
  },
  'replace-client': {
    ...inApplication,
    fields: named('producer'),
    offers: offer(
      'pauses of clients',
      oneEach((producer) => ({ kind: 'replace-client', producer })),
    ),
    possible: (deployment, state, { producer }) =>
      state.transactions !== null && canReplace(deployment, state, producer) && hasIdLeft(deployment, state),
    apply: (deployment, state, { producer }) => replaceClient(deployment, state, producer),
    involves: parts(['clients', 'group', 'producers', 'workload']),
    cost: fault('pause'),
    words: (deployment, { producer }, before) =>
      `${producerName(deployment, producer)} stops answering (a long pause), and ${producerName(deployment, before.producers.length)} takes over with the same transactional.id`,
  },
  'rebalance': {
    ...inApplication,
    fields: named('producer'),
    offers: [...offer('excused takeovers', takeovers), ...offer('takeovers', takeovers)],
    possible: (deployment, state, { producer }) =>
      state.transactions !== null && canTakeOver(deployment, state, producer),
    apply: (deployment, state, { producer }) => takeOver(deployment, state, producer),
    // The group's coordinator gives a member up that is only late.
    whose: 'cluster',
    involves: parts(['clients', 'group', 'producers', 'requests', 'workload']),
    cost: (_deployment, _action, before) => (isOwnerGone(before) ? undefined : timeout),
    words: (deployment, { producer }, before) => {
      const owner = producerName(deployment, before.group?.owner ?? 0)
      const next = producerName(deployment, producer)
      return isOwnerGone(before)
        ? `the group gives the input of ${owner}, which is gone, to ${next}`
        : `the group has not heard of ${owner} for too long, and gives its input to ${next}`
    },
    situations: always('input given to another process'),
  },
}

function lateOne(state: ClusterState, { coordinator, id, partition }: LateMarker): MarkerRequest | undefined {
  return lateMarkers(state).find((other) => isMarkerOf(other, coordinator, id, partition))
}
