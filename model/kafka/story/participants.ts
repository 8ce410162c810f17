/** What a story shows of brokers and partitions after a step. */
import { NO_RECORD } from '../../observation.ts'
import type { Participant } from '../../system.ts'
import { type ClusterState, replicaOf } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { recordName } from './names.ts'
import { stripOf } from './strip.ts'
import { entryInWords, participantsOfTransactions } from './transaction-participants.ts'

/** What a story shows after each step: every replica, and what the controller thinks. */
export function participants(deployment: Deployment, state: ClusterState): readonly Participant[] {
  const several = deployment.dataPartitions > 1
  const ofTransactions = state.transactions === null ? [] : participantsOfTransactions(deployment, state)
  const ofPartitions = state.partitions.flatMap(({ registration }, partition): Participant[] => {
    const suffix =
      partition === deployment.transactionLog
        ? '/txn'
        : partition === deployment.offsetsPartition
          ? '/group'
          : several
            ? `/p${partition}`
            : ''
    const replicas = (deployment.assignment[partition] ?? []).map((broker): Participant => {
      const { log, highWatermark } = replicaOf(state, partition, broker)
      return {
        name: `broker ${broker}${suffix}`,
        columns: [
          { name: 'role', value: roleOf(state, partition, broker) },
          {
            name: 'log',
            value: `[${log.map((entry) => (entry.record === NO_RECORD ? entryInWords(entry) : `${recordName(deployment, entry.record)}@${entry.leaderEpoch}`)).join(' ')}]`,
          },
          { name: 'LEO', value: String(log.length) },
          { name: 'HW', value: String(highWatermark) },
        ],
        strip: stripOf(deployment, state, partition, broker),
      }
    })
    const elr = deployment.mechanisms.eligibleLeaderReplicas
      ? [{ name: 'ELR', value: `{${registration.elr.join(',')}}` }]
      : []
    const controller: Participant = {
      name: `controller${suffix}`,
      columns: [
        { name: 'leader', value: registration.leader < 0 ? 'none' : String(registration.leader) },
        { name: 'epoch', value: String(registration.leaderEpoch) },
        { name: 'ISR', value: `{${registration.isr.join(',')}}` },
        ...elr,
      ],
    }
    return partition === deployment.transactionLog || partition === deployment.offsetsPartition
      ? replicas
      : [...replicas, controller]
  })
  return [...ofTransactions, ...ofPartitions]
}

function roleOf(state: ClusterState, partition: number, broker: number): string {
  const { process, registration } = state.brokers[broker] ?? {}
  if (process !== 'running') return process ?? ''
  const { leader, leaderEpoch, leadership } = replicaOf(state, partition, broker)
  const fenced = registration === 'fenced' ? ' fenced' : ''
  if (leadership !== null) return `leads e${leaderEpoch}${fenced}`
  return leader < 0 ? `waits${fenced}` : `follows ${leader} e${leaderEpoch}${fenced}`
}
