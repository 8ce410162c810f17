/** What a story calls records, producers, partitions and brokers. */
import type { Deployment, Endpoint } from '../state/deployment.ts'
import { isCommit, originalOf, positionOf } from '../state/records.ts'

/**
 * `a`, `b` … `z`, `a1` …; `a'` is `a` once more, as another call of send; the records that fresh producers send after
 * healing are `new`.
 */
export function recordName(deployment: Deployment, record: number): string {
  if (isCommit(deployment, record))
    return `the position after ${recordName(deployment, positionOf(deployment, record) - 1)}`
  if (deployment.offsetsPartition >= 0 && record >= deployment.scope.records && record < deployment.ownRecords)
    return `${recordName(deployment, record % deployment.scope.records)}${"'".repeat(Math.floor(record / deployment.scope.records))}`
  const original = originalOf(deployment, record)
  if (original !== record) return `${recordName(deployment, original)}'`
  if (record >= deployment.ownRecords)
    return deployment.dataPartitions > 1 ? `new-p${record - deployment.ownRecords}` : 'new'
  const letter = String.fromCharCode(97 + (record % 26))
  return record < 26 ? letter : `${letter}${Math.floor(record / 26)}`
}

export function producerName({ scope }: Deployment, producer: number): string {
  return scope.producers > 1 || producer >= scope.producers ? `producer ${producer}` : 'the producer'
}

/** ` (partition 1)` at the end of a sentence, where there is more than one. */
export function inPartition(deployment: Deployment, partition: number): string {
  return partition === deployment.transactionLog
    ? ' (transaction log)'
    : partition === deployment.offsetsPartition
      ? " (the group's positions)"
      : deployment.dataPartitions > 1
        ? ` (partition ${partition})`
        : ''
}

/** A partition of applications in the middle of a sentence. */
export function partitionName(deployment: Deployment, partition: number): string {
  return partition === deployment.offsetsPartition
    ? "the group's positions"
    : deployment.dataPartitions > 1
      ? `partition ${partition}`
      : 'the partition'
}

export function endpoints(from: readonly Endpoint[]): string {
  const names = from.map((endpoint) =>
    endpoint === 'controller' ? 'the controller' : endpoint === 'clients' ? 'its clients' : `broker ${endpoint}`,
  )
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}` : names.join('')
}

/** The application's transactions are numbered from 1. */
export function transactionName(transaction: number): string {
  return transaction < 0 ? 'the transaction' : `transaction ${transaction + 1}`
}
