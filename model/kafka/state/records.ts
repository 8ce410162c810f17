/** The numbers of records: what each stands for, where it goes, and which transaction it belongs to. */
import type { Deployment, Scope } from './deployment.ts'

/**
 * What is sent when a record of the input is processed for the first time, and each time again: the record and its
 * transaction have this number.
 */
export function attemptOf({ scope }: Deployment, input: number, times: number): number {
  return times * scope.records + input
}

/** The position after a record that is committed in this attempt; it is sent like a record, and is none. */
export function commitOf({ ownRecords, dataPartitions }: Deployment, attempt: number): number {
  return ownRecords + dataPartitions + attempt
}

/** Whether this stands for a committed position. */
export function isCommit(deployment: Deployment, record: number): boolean {
  return deployment.offsetsPartition >= 0 && record >= deployment.ownRecords + deployment.dataPartitions
}

/** The position that is committed with this. */
export function positionOf(deployment: Deployment, record: number): number {
  return (attemptIn(deployment, record) % deployment.scope.records) + 1
}

export function attemptIn(deployment: Deployment, record: number): number {
  return isCommit(deployment, record) ? record - deployment.ownRecords - deployment.dataPartitions : record
}

/** Transactions that the records of one producer are shared among, later ones getting no less than earlier ones. */
export const TRANSACTIONS = 2

/** So many records, the first ones, are sent in transactions where there are any. */
export function transactionalRecords({ records, bystander }: Scope): number {
  return bystander === true ? records - 1 : records
}

/**
 * The transaction that a record belongs to: numbers are unique over all producers, in the order in which one has its
 * own.
 */
export function transactionOf(deployment: Deployment, record: number): number {
  const { scope } = deployment
  if (deployment.offsetsPartition >= 0) return attemptIn(deployment, record)
  const records = transactionalRecords(scope)
  const { producers } = scope
  const producer = record % producers
  const own = Math.ceil((records - producer) / producers)
  const transactions = Math.min(TRANSACTIONS, own)
  const place = (record - producer) / producers
  return producer * TRANSACTIONS + transactions - 1 - Math.floor(((own - 1 - place) * transactions) / own)
}

/** The partition that a record goes to: round robin; a record of the epilogue goes to the partition it was made for. */
export function partitionOf(deployment: Deployment, record: number): number {
  if (isCommit(deployment, record)) return deployment.offsetsPartition
  const original = originalOf(deployment, record)
  return original < deployment.ownRecords ? original % deployment.dataPartitions : original - deployment.ownRecords
}

/**
 * What an application calls a record when it sends it again, as a new call; `null` if it does not, or has done so
 * before.
 */
export function againOf({ scope, dataPartitions }: Deployment, record: number): number | null {
  return scope.byRecord === true && record < scope.records ? scope.records + dataPartitions + record : null
}

/** The record that this one is of an application's making, or the one that it sends again with it. */
export function originalOf({ scope, ownRecords, dataPartitions }: Deployment, record: number): number {
  const own = ownRecords + dataPartitions
  return record < own || scope.byRecord !== true ? record : record - own
}
