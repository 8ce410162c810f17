/**
 * Faults that need not be tried because another one can do the same. A broker that is cut off from some others may go
 * on working or not, as the schedule has it, and nobody can tell that from a pause, nor a slow follower from one that
 * was cut off from its leader for a moment.
 */
import type { FaultKind } from '../../machine.ts'
import type { Action } from '../machine/action.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import { isCutOff } from '../state/network.ts'

/** The kind of fault that can do, in this state, whatever this fault can. */
export function coveredBy(action: Action, state: ClusterState): FaultKind | undefined {
  switch (action.kind) {
    case 'pause':
      return isCutOff(state, action.broker) ? undefined : 'partition'
    case 'shrink':
      // One broker is cut off once at a time; either end will do.
      return [action.leader, ...action.followers].every((broker) => isCutOff(state, broker)) ? undefined : 'partition'
    default:
      return undefined
  }
}
