/** What transactional applications, their coordinators and the group of a loop do. */
import type { Action } from '../machine/action.ts'
import { fault, free, ofProducer, noLinks, type Row, type RowsOf } from '../machine/row.ts'
import { canFinish, finish } from '../producer/transaction.ts'
import { canReplace, replaceClient } from '../producer/successors.ts'
import { canPoll, canTakeOver, isOwnerGone, poll, rebalance } from '../consumer/loop.ts'
import { partitionAt } from '../state/cluster-state.ts'
import { clientOf, coordinatorAt } from '../state/coordinators.ts'
import { canDelay, canLoseAnswer, canTimeOut, isAbandoned, type TransactionAction } from './actions.ts'
import { canCall, sendCall } from './calls.ts'
import { fenceAndAbort } from './coordinator.ts'
import {
  arriveLate,
  canArriveLate,
  canMark,
  delayMarker,
  isMarkerOf,
  lateMarkers,
  loseMarkerAnswer,
} from './markers.ts'
import { mark } from './markers.ts'

type OfMarker = Extract<Action, { readonly kind: 'mark' | 'delay-marker' }>

const timeout = fault('timeout')
const inApplication = { luck: ofProducer, sendsOver: noLinks, excusedBy: noLinks } as const
const inCoordinator = {
  luck: ({ coordinator }: { readonly coordinator: number }): number => coordinator,
  sendsOver: noLinks,
  excusedBy: noLinks,
} as const

const toLeader: Row<OfMarker>['sendsOver'] = (_, before, { coordinator, partition }) => [
  [coordinator, partitionAt(before, partition).registration.leader],
]

export const COORDINATOR_ROWS: RowsOf<TransactionAction['kind']> = {
  'call': {
    ...inApplication,
    apply: (deployment, state, { producer }, seen) =>
      clientOf(state, producer) !== null && canCall(deployment, state, producer)
        ? sendCall(deployment, state, producer, seen)
        : state,
    cost: free,
  },
  'finish': {
    ...inApplication,
    apply: (deployment, state, { producer, commit }, seen) =>
      clientOf(state, producer) !== null && canFinish(deployment, state, producer)
        ? finish(state, producer, commit, seen)
        : state,
    cost: free,
  },
  'poll': {
    ...inApplication,
    apply: (deployment, state, { producer }) =>
      state.transactions !== null && canPoll(deployment, state, producer) ? poll(deployment, state, producer) : state,
    cost: free,
  },
  'rebalance': {
    ...inApplication,
    apply: (_, state, { producer }) =>
      state.transactions !== null && canTakeOver(state, producer) ? rebalance(state, producer) : state,
    // The group's coordinator gives a member up that is only late.
    cost: (_deployment, _action, before) => (isOwnerGone(before) ? undefined : timeout()),
  },
  'replace-client': {
    ...inApplication,
    apply: (deployment, state, { producer }) =>
      state.transactions !== null && canReplace(state, producer) ? replaceClient(deployment, state, producer) : state,
    cost: fault('pause'),
  },
  'mark': {
    ...inCoordinator,
    apply: (deployment, state, { coordinator, id, partition }, seen) =>
      state.transactions !== null && canMark(deployment, state, coordinator, id, partition)
        ? mark(deployment, state, coordinator, id, partition, seen)
        : state,
    cost: free,
    sendsOver: toLeader,
  },
  'late-marker': {
    ...inCoordinator,
    apply: (deployment, state, { coordinator, id, partition }, seen) => {
      const marker = lateMarkers(state).find((other) => isMarkerOf(other, coordinator, id, partition))
      return marker !== undefined && canArriveLate(state, marker) ? arriveLate(deployment, state, marker, seen) : state
    },
    cost: free,
  },
  'transaction-timeout': {
    ...inCoordinator,
    apply: (deployment, state, { coordinator, id }, seen) =>
      coordinatorAt(state, coordinator) !== null && canTimeOut(deployment, state, coordinator, id)
        ? fenceAndAbort(deployment, state, coordinator, id, 'timeout', seen)
        : state,
    cost: (deployment, { coordinator, id }, before) =>
      isAbandoned(deployment, before, coordinator, id) ? undefined : timeout(),
  },
  'delay-marker': {
    ...inCoordinator,
    apply: (deployment, state, action) =>
      coordinatorAt(state, action.coordinator) !== null
      && state.partitions[action.partition] !== undefined
      && canDelay(deployment, state, action)
        ? delayMarker(state, action.coordinator, action.id, action.partition)
        : state,
    cost: timeout,
    sendsOver: toLeader,
  },
  'lost-marker-answer': {
    ...inCoordinator,
    apply: (_, state, action) =>
      coordinatorAt(state, action.coordinator) !== null && canLoseAnswer(state, action)
        ? loseMarkerAnswer(state, action.coordinator, action.id, action.partition)
        : state,
    cost: fault('lost-response'),
  },
}

export function isOfTransactions(action: Action): action is TransactionAction {
  return action.kind in COORDINATOR_ROWS
}
