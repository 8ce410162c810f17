/** One step of the cluster: is the action possible, and what does it do? */
import type { Step } from '../../machine.ts'
import type { Observation } from '../../observation.ts'
import { rowsDeleted } from '../consumer/outbox.ts'
import { pollNewlyReadable } from '../consumer/reading.ts'
import { decideLinks } from '../reduction/cuts.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isCommit } from '../state/records.ts'
import type { Action } from './action.ts'
import { completeAll } from './delayed-operations.ts'
import { rowOf } from './rows.ts'

/** The state after an action, and what clients saw; a disabled action leaves the state as it is, the same object. */
export function step(deployment: Deployment, state: ClusterState, action: Action): Step<ClusterState> {
  const seen: Observation[] = []
  const row = rowOf(action)
  const isPossible = namesKnown(state, action) && row.possible(deployment, state, action)
  const applied = isPossible ? row.apply(deployment, state, action, seen) : state
  const after = applied === state ? state : completeAll(deployment, state, applied, seen)
  if (after === state) return { state, seen: NOTHING }
  pollNewlyReadable(deployment, state, after, seen)
  // Positions travel like records, and nobody sends them as such.
  const ofRecords =
    state.group === null
      ? seen
      : seen.filter((observation) => !('record' in observation) || !isCommit(deployment, observation.record))
  const deleted = rowsDeleted(deployment, ofRecords)
  const all = deleted.length === 0 ? ofRecords : [...ofRecords, ...deleted]
  return { state: decideLinks(deployment, state, after, action), seen: all }
}

const NOTHING: readonly Observation[] = []

/** Whether the brokers and the partition that an action names are there; one from elsewhere may name others. */
function namesKnown({ brokers, partitions }: ClusterState, action: Action): boolean {
  if ('broker' in action && brokers[action.broker] === undefined) return false
  if ('leader' in action && brokers[action.leader] === undefined) return false
  if ('follower' in action && brokers[action.follower] === undefined) return false
  if ('followers' in action && action.followers.some((follower) => brokers[follower] === undefined)) return false
  return !('partition' in action) || partitions[action.partition] !== undefined
}
