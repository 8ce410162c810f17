/** What the controller does, and what is done to it. */
import { named } from '../machine/fields.ts'
import { bounces, mayBounceUnnoticed } from '../broker/process.ts'
import {
  always,
  fault,
  FREE,
  noLinks,
  nothing,
  ofAll,
  ofBroker,
  offer,
  oneEach,
  planned,
  parts,
} from '../machine/row.ts'
import { oneOfReplica, type RowsOf, toController } from '../machine/row.ts'
import { alterPartitionUnanswered, wouldAccept } from '../replication/isr.ts'
import { mayBeSilent, reaches } from '../state/network.ts'
import { inPartition } from '../story/names.ts'
import { hasItsTurn, isNextToRestart } from './rolling.ts'
import { beginShutdown, canMoveTo, fence, moveLeader, unfence } from './sessions.ts'

const NONE: readonly never[] = []
const moves = oneOfReplica(({ partition, broker }) => ({ kind: 'move-leader', partition, to: broker }) as const)
const failovers = oneOfReplica(({ partition, broker }) => ({ kind: 'controller-failover', broker, partition }) as const)

export type ControllerAction =
  | { readonly kind: 'unfence' | 'fence' | 'bounce' | 'controlled-shutdown'; readonly broker: number }
  | { readonly kind: 'move-leader'; readonly partition: number; readonly to: number }
  | { readonly kind: 'controller-failover'; readonly broker: number; readonly partition: number }

export const CONTROLLER_ROWS: RowsOf<ControllerAction> = {
  'unfence': {
    fields: named('broker'),
    offers: offer(
      'recovery',
      oneEach((broker) => ({ kind: 'unfence', broker })),
    ),
    possible: (_, state, { broker }) => {
      const { process, registration } = state.brokers[broker] ?? {}
      return process === 'running' && registration === 'fenced' && reaches(state, broker, 'controller')
    },
    apply: (deployment, state, { broker }) => unfence(deployment, state, broker),
    involves: parts(['processes', 'registrations'], ['replicas']),
    cost: FREE,
    words: (_, { broker }) => `broker ${broker} is heard of again and is unfenced`,
    situations: nothing,
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'fence': {
    fields: named('broker'),
    offers: offer(
      'departure',
      oneEach((broker) => ({ kind: 'fence', broker })),
    ),
    possible: (_, state, { broker }) =>
      state.brokers[broker]?.registration !== 'fenced' && mayBeSilent(state, broker, 'controller'),
    apply: (deployment, state, { broker }) => fence(deployment, state, broker),
    involves: parts(['controller hosts', 'processes', 'registrations'], ['replicas']),
    cost: FREE,
    words: (_, { broker }) => `the session of broker ${broker} expires: the controller takes it out`,
    situations: always('broker fenced'),
    luck: ofBroker,
    sendsOver: noLinks,
    excusedBy: (before, { broker }) => (reaches(before, broker, 'controller') ? [[broker, 'controller']] : []),
    whose: 'cluster',
  },
  'bounce': {
    fields: named('broker'),
    offers: offer(
      'departure',
      oneEach((broker) => ({ kind: 'bounce', broker })),
    ),
    possible: (deployment, state, { broker }) =>
      mayBounceUnnoticed(deployment, state, broker) && state.mayHostController.includes(broker),
    apply: (deployment, state, { broker }) => bounces(deployment, state, broker),
    involves: parts(['controller hosts', 'processes', 'replicas']),
    cost: FREE,
    words: (_, { broker }) =>
      `broker ${broker}, which was the controller, restarts before its successor looks who is there`,
    situations: always('broker bounced unnoticed'),
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'controlled-shutdown': {
    fields: named('broker'),
    offers: offer(
      'shutdowns',
      oneEach((broker) => ({ kind: 'controlled-shutdown', broker })),
    ),
    possible: (deployment, state, { broker }) =>
      state.brokers[broker]?.registration === 'active'
      && reaches(state, broker, 'controller')
      && (deployment.scope.rolling !== true || isNextToRestart(deployment, state, broker)),
    apply: (deployment, state, { broker }) =>
      beginShutdown(deployment, deployment.scope.rolling === true ? hasItsTurn(state, broker) : state, broker),
    involves: parts(['processes', 'registrations'], ['replicas']),
    cost: planned('controlled-shutdown'),
    words: (_, { broker }) => `broker ${broker} begins a controlled shutdown`,
    situations: always('controlled shutdown'),
    luck: ofBroker,
    sendsOver: toController,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  'move-leader': {
    fields: ({ broker, partition }) => ({ partition, to: broker }),
    offers: offer('leader moves', (deployment, state, replica) =>
      deployment.scope.rolling !== true
      && state.partitions[replica.partition]?.registration.isr.includes(replica.broker) === true
        ? moves(deployment, state, replica)
        : NONE,
    ),
    possible: (_, state, { partition, to }) => canMoveTo(state, partition, to),
    apply: (_, state, { partition, to }) => moveLeader(state, partition, to),
    involves: parts(['registrations'], ['processes', 'replicas']),
    cost: planned('move-leader'),
    words: (deployment, { partition, to }, before) =>
      `the leader${inPartition(deployment, partition)} is moved from broker ${before.partitions[partition]?.registration.leader} to broker ${to}`,
    situations: always('leader moved'),
    luck: ofAll,
    sendsOver: noLinks,
    excusedBy: noLinks,
    whose: 'cluster',
  },
  // It matters when an ISR change is answered by nobody (KRaft), or when it hides that a broker was gone (ZooKeeper).
  'controller-failover': {
    fields: named('broker', 'partition'),
    // Of a broker that is back unnoticed one partition stands for all.
    offers: offer('failovers', (deployment, state, replica) =>
      replica.partition > 0 && mayBounceUnnoticed(deployment, state, replica.broker)
        ? NONE
        : failovers(deployment, state, replica),
    ),
    possible: (deployment, state, { broker, partition }) =>
      mayBounceUnnoticed(deployment, state, broker) || wouldAccept(deployment, state, partition, broker),
    apply: (deployment, state, { broker, partition }) =>
      mayBounceUnnoticed(deployment, state, broker)
        ? bounces(deployment, state, broker)
        : alterPartitionUnanswered(deployment, state, partition, broker),
    involves: parts(['controller hosts', 'processes', 'registrations', 'replicas']),
    cost: fault('controller-failover'),
    words: (_, { broker }, before) =>
      before.brokers[broker]?.process === 'stopped'
        ? `the controller fails over, and broker ${broker} is back before the new one looks`
        : `the controller fails over before it answers broker ${broker}`,
    situations: ({ broker }, before) =>
      before.brokers[broker]?.process === 'stopped' ? ['broker bounced unnoticed'] : NONE,
    luck: ofBroker,
    sendsOver: noLinks,
    excusedBy: noLinks,
    whose: 'cluster',
  },
}
