/** The words of a story for a send. */
import { type ClusterState, producerOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { partitionOf } from '../state/records.ts'
import { inPartition, producerName, recordName } from '../story/names.ts'
import { destination } from './send.ts'

export function sendInWords(deployment: Deployment, before: ClusterState, producer: number, record: number): string {
  const again = before.producers[producer]?.sends.some((send) => send.record === record) === true
  const partition = partitionOf(deployment, record)
  const to =
    before.producers[producer] === undefined
      ? null
      : destination(deployment, before, producerOf(before, producer), partition, again)
  return `${producerName(deployment, producer)} sends ${recordName(deployment, record)}${again ? ' again' : ''}${inPartition(deployment, partition)} to broker ${to ?? '?'} (acks=${deployment.settings.acks})`
}
