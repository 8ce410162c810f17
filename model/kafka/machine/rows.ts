/** The rows of all rooms: a kind of action without one, or with a part of it missing, does not compile. */
import type { Cost } from '../../machine.ts'
import { costIn } from '../../rows.ts'
import { BROKER_ROWS } from '../broker/rows.ts'
import { CONTROLLER_ROWS } from '../controller/rows.ts'
import { COORDINATOR_ROWS } from '../coordinator/rows.ts'
import { PRODUCER_ROWS } from '../producer/rows.ts'
import { REPLICATION_ROWS } from '../replication/rows.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { Action } from './action.ts'
import type { Row, RowsOf } from './row.ts'

export const ROWS: RowsOf<Action> = {
  ...BROKER_ROWS,
  ...CONTROLLER_ROWS,
  ...REPLICATION_ROWS,
  ...PRODUCER_ROWS,
  ...COORDINATOR_ROWS,
}

/** The row of this action. Its type holds for the action that was asked about, and for no other. */
export function rowOf<A extends Action>(action: A): Row<A> {
  return ROWS[action.kind] as unknown as Row<A>
}

/** What has to go wrong, or be planned, for this action in this state. */
export function costOf(deployment: Deployment, action: Action, before: ClusterState): Cost {
  return costIn(rowOf(action), deployment, action, before)
}

/** One line for a person who runs Kafka. */
export function describe(deployment: Deployment, action: Action, before: ClusterState): string {
  return rowOf(action).words(deployment, action, before)
}

/** Scheduling luck belongs to a kind of work of one participant. */
export function luckOf(action: Action): string {
  const whose = rowOf(action).luck(action)
  return whose === null ? action.kind : `${action.kind} ${whose}`
}
