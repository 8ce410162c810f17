/** What the controller does, and what is done to it. */
import { bounces, mayBounceUnnoticed } from '../broker/process.ts'
import { fault, free, ofAll, ofBroker, noLinks, planned, toController } from '../machine/row.ts'
import type { RowsOf } from '../machine/row.ts'
import { alterPartitionUnanswered, wouldAccept } from '../replication/isr.ts'
import { mayBeSilent, reaches } from '../state/network.ts'
import { beginShutdown, canMoveTo, fence, moveLeader, unfence } from './sessions.ts'

type Kinds = 'unfence' | 'fence' | 'controlled-shutdown' | 'move-leader' | 'controller-failover'

export const CONTROLLER_ROWS: RowsOf<Kinds> = {
  'unfence': {
    apply: (deployment, state, { broker }) => {
      const { process, registration } = state.brokers[broker] ?? {}
      return process === 'running' && registration === 'fenced' && reaches(state, broker, 'controller')
        ? unfence(deployment, state, broker)
        : state
    },
    cost: free,
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
  },
  'fence': {
    apply: (deployment, state, { broker }) => {
      const { registration } = state.brokers[broker] ?? {}
      return registration !== undefined && registration !== 'fenced' && mayBeSilent(state, broker, 'controller')
        ? fence(deployment, state, broker)
        : state
    },
    cost: free,
    luck: ofBroker,
    sendsOver: noLinks,
    excusedBy: (before, { broker }) => (reaches(before, broker, 'controller') ? [[broker, 'controller']] : []),
  },
  'controlled-shutdown': {
    apply: (deployment, state, { broker }) =>
      state.brokers[broker]?.registration === 'active' && reaches(state, broker, 'controller')
        ? beginShutdown(deployment, state, broker)
        : state,
    cost: planned('controlled-shutdown'),
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
  },
  'move-leader': {
    apply: (_, state, { partition, to }) =>
      canMoveTo(state, partition, to) ? moveLeader(state, partition, to) : state,
    cost: planned('move-leader'),
    luck: ofAll,
    sendsOver: noLinks,
    excusedBy: noLinks,
  },
  'controller-failover': {
    apply: (deployment, state, { broker, partition }) => {
      if (mayBounceUnnoticed(deployment, state, broker)) return bounces(deployment, state, broker)
      return wouldAccept(deployment, state, partition, broker)
        ? alterPartitionUnanswered(deployment, state, partition, broker)
        : state
    },
    cost: fault('controller-failover'),
    luck: ofBroker,
    sendsOver: noLinks,
    excusedBy: noLinks,
  },
}
