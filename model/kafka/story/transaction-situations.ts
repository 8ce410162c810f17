/** Named situations of idempotent producers and of transactions, so that evidence shows what was exercised. */
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { TransactionStatus } from '../state/transactions.ts'

const OF_SEQUENCES = [
  'batch recognised as stored',
  'batch out of sequence or of an old epoch',
  'producer epoch raised',
] as const
const OF_TRANSACTIONS = [
  'transaction committed',
  'transaction aborted',
  'transaction timed out',
  'producer fenced',
  'late call to the coordinator',
  'late marker',
  'coordinator failover',
] as const
const OF_GROUPS = ['input given to another process'] as const

/** Those that these settings can lead to. */
export function possibleWithProducers({ settings, transactionLog, offsetsPartition }: Deployment): readonly string[] {
  return [
    ...(settings['enable.idempotence'] ? OF_SEQUENCES : []),
    ...(transactionLog >= 0 ? OF_TRANSACTIONS : []),
    ...(offsetsPartition >= 0 ? OF_GROUPS : []),
  ]
}

/** Those that show in the state after a step. */
export function ofProducers(before: ClusterState, after: ClusterState, reached: string[]): void {
  after.producers.forEach(({ session }, producer) => {
    const was = before.producers[producer]?.session
    if (
      session != null
      && was != null
      && session.producerId === was.producerId
      && session.producerEpoch > was.producerEpoch
    )
      reached.push('producer epoch raised')
  })
  if (after.transactions !== before.transactions) ofTransactions(before, after, reached)
}

function ofTransactions(before: ClusterState, after: ClusterState, reached: string[]): void {
  after.transactions?.coordinators.forEach((coordinator, broker) => {
    const was = before.transactions?.coordinators[broker]
    if (coordinator === was || coordinator === null) return
    if (was == null || was.coordinatorEpoch !== coordinator.coordinatorEpoch) reached.push('coordinator failover')
    coordinator.entries.forEach(({ metadata }, id) => {
      const status = was?.entries[id]?.metadata.state
      if (status !== metadata.state && became(metadata.state) !== null && status !== undefined)
        reached.push(became(metadata.state) as string)
    })
  })
  after.transactions?.clients.forEach(({ phase }, producer) => {
    if (phase === 'fatal' && before.transactions?.clients[producer]?.phase !== 'fatal') reached.push('producer fenced')
  })
}

function became(status: TransactionStatus): string | null {
  return status === 'PrepareCommit' ? 'transaction committed' : status === 'PrepareAbort' ? 'transaction aborted' : null
}
