/**
 * Faults that need not be tried because another one can do the same. A broker that is cut off from some others may go
 * on working or not, as the schedule has it, and nobody can tell that from a pause, nor a slow follower from one that
 * was cut off from its leader for a moment. Which fault covers which, their rows say.
 */
import type { FaultKind } from '../../machine.ts'
import type { Action } from '../machine/action.ts'
import { rowOf } from '../machine/rows.ts'
import type { ClusterState } from '../state/cluster-state.ts'

/** The kind of fault that can do, in this state, whatever this fault can. */
export function coveredBy(action: Action, state: ClusterState): FaultKind | undefined {
  return rowOf(action).coveredBy?.(state, action)
}
