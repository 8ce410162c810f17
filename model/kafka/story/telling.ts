/** Which steps of healing a story tells: those by which it comes to its end. */
import type { Action } from '../machine/action.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { situationsOf } from './situations.ts'

const TELLING: readonly string[] = ['truncation', 'unclean election', 'record sent again', 'broker halted']

/** Whether this step does more to the records of a user than to copy them. */
export function tells(deployment: Deployment, action: Action, before: ClusterState, after: ClusterState): boolean {
  return (
    isAppended(deployment, before, after)
    || situationsOf(action, before, after).some((situation) => TELLING.includes(situation))
  )
}

/** Whether a leader took something into a log of data. */
function isAppended({ dataPartitions }: Deployment, before: ClusterState, after: ClusterState): boolean {
  return after.partitions
    .slice(0, dataPartitions)
    .some(({ replicas }, partition) =>
      replicas.some(
        ({ leadership, log }, broker) =>
          leadership !== null && log.length > (before.partitions[partition]?.replicas[broker]?.log.length ?? 0),
      ),
    )
}
