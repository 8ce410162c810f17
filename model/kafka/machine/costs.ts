/** What has to go wrong, or be planned, for each action. */
import type { Cost, FaultKind } from '../../machine.ts'
import { costOfTransactionAction, isOfTransactions } from '../coordinator/actions.ts'
import { answerIsDoomed } from '../producer/connections.ts'
import { lagIsExcused } from '../replication/isr.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { Action } from './action.ts'
import { isLost, isOn } from './actions.ts'

const FAULT_OF: Readonly<Partial<Record<Action['kind'], FaultKind>>> = {
  'crash': 'crash',
  'power-loss': 'power-loss',
  'disk-loss': 'disk-loss',
  'pause': 'pause',
  'cut-off': 'partition',
  'partition': 'partition',
  'lost-request': 'lost-request',
  'lost-response': 'lost-response',
  'forget-producers': 'timeout',
  'controller-failover': 'controller-failover',
  'client-restart': 'client-restart',
}

/** What has to go wrong, or be planned, for this action in this state. */
export function costOf(deployment: Deployment, action: Action, before: ClusterState): Cost {
  if (isOfTransactions(action)) return costOfTransactionAction(deployment, action, before)
  switch (action.kind) {
    case 'shrink':
      return action.followers.every((follower) => lagIsExcused(before, action.leader, follower))
        ? undefined
        : { is: 'fault', kind: 'slow-follower' }
    case 'request-timeout':
      return before.requests.some((request) => isOn(request, action) && answerIsDoomed(before, request))
        ? undefined
        : { is: 'fault', kind: 'timeout' }
    case 'delivery-timeout': {
      const send = before.producers[action.producer]?.sends.find((other) => other.record === action.record)
      return send !== undefined && isLost(send.lost, send.state) ? undefined : { is: 'fault', kind: 'timeout' }
    }
    case 'move-leader':
    case 'controlled-shutdown':
      return { is: 'move', kind: action.kind }
    default: {
      const kind = FAULT_OF[action.kind]
      return kind === undefined ? undefined : { is: 'fault', kind }
    }
  }
}
