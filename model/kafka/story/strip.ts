/** The log of a replica, place by place. */
import { NO_RECORD } from '../../observation.ts'
import type { Box, Mark, Strip } from '../../system.ts'
import { lastStableOffset } from '../log/last-stable-offset.ts'
import { type ClusterState, type Entry, batchOf, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { recordName } from './names.ts'
import { entryInWords } from './transaction-participants.ts'

export function stripOf(deployment: Deployment, state: ClusterState, partition: number, broker: number): Strip {
  const { log, highWatermark, flushed } = replicaOf(state, partition, broker)
  const stable = lastStableOffset(log, highWatermark)
  const marks: readonly Mark[] = [
    { name: 'HW', at: highWatermark, about: `high watermark ${highWatermark}: what is before it can be read` },
    ...(deployment.transactionLog >= 0 && stable !== highWatermark
      ? [{ name: 'LSO', at: stable, about: `last stable offset ${stable}: read_committed readers come so far` }]
      : []),
    ...(flushed > 0 ? [{ name: 'disk', at: flushed, about: `flushed to disk up to ${flushed}` }] : []),
  ]
  return { column: 'log', boxes: log.map((entry, offset) => boxOf(deployment, entry, offset)), marks }
}

function boxOf(deployment: Deployment, entry: Entry, offset: number): Box {
  const text =
    entry.record === NO_RECORD ? entryInWords(entry).replace(/@.*/, '') : recordName(deployment, entry.record)
  const batch = batchOf(entry)
  const ofProducer =
    batch === null
      ? ''
      : `, producer id ${batch.producerId} epoch ${batch.producerEpoch}${batch.kind === 'records' ? ` sequence ${batch.sequence}` : ''}`
  return {
    text,
    is: `${text}@${entry.leaderEpoch}`,
    about: `offset ${offset}, leader epoch ${entry.leaderEpoch}${ofProducer}`,
  }
}
