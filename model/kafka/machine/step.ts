/** One step of the cluster: is the action possible, and what does it do? */
import type { Step } from '../../machine.ts'
import type { Observation } from '../../observation.ts'
import { pollNewlyReadable } from '../consumer/reading.ts'
import { completeMarked } from '../coordinator/coordinator.ts'
import { decideLinks } from '../reduction/cuts.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCommit } from '../state/records.ts'
import type { Action } from './action.ts'
import { rowOf } from './rows.ts'

/** The state after an action, and what clients saw; a disabled action leaves the state as it is, the same object. */
export function step(deployment: Deployment, state: ClusterState, action: Action): Step<ClusterState> {
  const seen: Observation[] = []
  const applied = namesKnown(state, action) ? rowOf(action).apply(deployment, state, action, seen) : state
  const after = applied === state ? state : completeMarked(deployment, applied, seen)
  if (after === state) return { state, seen: NOTHING }
  pollNewlyReadable(deployment, state, after, seen)
  // Positions travel like records, and nobody sends them as such.
  const ofRecords =
    state.group === null
      ? seen
      : seen.filter((observation) => !('record' in observation) || !isCommit(deployment, observation.record))
  return { state: decideLinks(deployment, state, after, action), seen: ofRecords }
}

const NOTHING: readonly Observation[] = []

/** Whether the brokers and the partition that an action names are there; one from elsewhere may name others. */
function namesKnown(state: ClusterState, action: Action): boolean {
  const brokers = [
    ...('broker' in action ? [action.broker] : []),
    ...('leader' in action ? [action.leader] : []),
    ...('follower' in action ? [action.follower] : []),
    ...('followers' in action ? action.followers : []),
  ]
  return (
    brokers.every((broker) => state.brokers[broker] !== undefined)
    && (!('partition' in action) || state.partitions[action.partition] !== undefined)
  )
}
