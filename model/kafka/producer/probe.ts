/** After healing: a producer that did not exist before sends, to see whether writes are accepted again. */
import type { Observation } from '../../observation.ts'
import { applicationCame } from '../door.ts'
import { type ClusterState, newSession, type Producer, UNKNOWN } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { partitionOf } from '../state/records.ts'

/** Whether applications send to this partition. */
export function canProbe(deployment: Deployment, partition: number): boolean {
  return (
    partition < deployment.dataPartitions && partitionOf(deployment, deployment.ownRecords + partition) === partition
  )
}

/** An application with a producer that did not exist before calls send for one record of this partition. */
export function probe(
  deployment: Deployment,
  state: ClusterState,
  partition: number,
  seen: Observation[],
): ClusterState {
  const record = deployment.ownRecords + partition
  seen.push({ kind: 'sent', record, producer: state.producers.length, log: partition, fresh: true })
  const session = deployment.settings['enable.idempotence']
    ? newSession(false, state.nextProducerId, state.partitions.length)
    : null
  const fresh: Producer = { sends: [], target: state.partitions.map(() => UNKNOWN), session }
  return {
    ...applicationCame(state, record),
    producers: [...state.producers, fresh],
    nextProducerId: state.nextProducerId + 1,
  }
}
