/**
 * What a coordinator makes of a request, as tables (`TransactionCoordinator`). A coordinator that is busy with the
 * transaction is not asked: whoever is told to come again does so until the answer is another one.
 */
import type { Mechanisms } from '../settings/mechanisms.ts'
import type { CallError, CoordinatorEntry, TransactionMetadata, TransactionStatus } from '../state/transactions.ts'

/**
 * Whether the coordinator is busy with this transaction: whoever asks is told to come again (CONCURRENT_TRANSACTIONS).
 */
export function isBusy({ metadata, pending }: CoordinatorEntry): boolean {
  return pending !== null || isEnding(metadata.state)
}

export function isEnding(status: TransactionStatus): boolean {
  return status === 'PrepareCommit' || status === 'PrepareAbort'
}

/** The transaction in its next epoch (transaction version 2: `prepareAbortOrCommit`). */
export function bumpedTo(status: TransactionStatus, metadata: TransactionMetadata): TransactionMetadata {
  return {
    ...metadata,
    state: status,
    producerEpoch: metadata.producerEpoch + 1,
    lastProducerEpoch: metadata.producerEpoch,
  }
}

/**
 * `write`: the transaction becomes this, and the answer comes once that is replicated. `fence`: the coordinator first
 * aborts what is open.
 */
export type Decision =
  | { readonly is: 'write'; readonly metadata: TransactionMetadata }
  | { readonly is: 'answer'; readonly error: CallError }
  | { readonly is: 'fence' }

const answer = (error: CallError): Decision => ({ is: 'answer', error })

/** Of whom a request comes. */
export interface Asking {
  readonly producerId: number
  readonly producerEpoch: number
}

/**
 * InitProducerId (`prepareInitProducerIdTransit`): a new process gets the next epoch, and what an earlier one left open
 * is aborted first. A producer that names its present epoch (KIP-360) gets the next one, and the same again if it asks
 * again.
 */
export function onInit(metadata: TransactionMetadata, { producerId, producerEpoch }: Asking): Decision {
  const isNew = producerId < 0
  if (!isNew && producerId !== metadata.producerId) return answer('PRODUCER_FENCED')
  if (metadata.state === 'Ongoing') return { is: 'fence' }
  const empty: TransactionMetadata = { ...metadata, state: 'Empty', partitions: [] }
  if (isNew)
    return { is: 'write', metadata: { ...empty, producerEpoch: metadata.producerEpoch + 1, lastProducerEpoch: -1 } }
  if (producerEpoch === metadata.producerEpoch)
    return {
      is: 'write',
      metadata: { ...empty, producerEpoch: metadata.producerEpoch + 1, lastProducerEpoch: producerEpoch },
    }
  return producerEpoch === metadata.lastProducerEpoch ? { is: 'write', metadata: empty } : answer('PRODUCER_FENCED')
}

/**
 * AddPartitionsToTxn, of a client (up to transaction version 1) or of the partition's leader (2): it also begins a
 * transaction (`handleAddPartitionsToTransaction`).
 */
export function onAdd(
  metadata: TransactionMetadata,
  { producerId, producerEpoch }: Asking,
  partition: number,
): Decision {
  if (producerId !== metadata.producerId) return answer('INVALID_PRODUCER_ID_MAPPING')
  if (producerEpoch !== metadata.producerEpoch) return answer('PRODUCER_FENCED')
  const before = metadata.state === 'Ongoing' ? metadata.partitions : []
  if (before.includes(partition)) return answer('none')
  return {
    is: 'write',
    metadata: { ...metadata, state: 'Ongoing', partitions: [...before, partition].sort((a, b) => a - b) },
  }
}

/** Whether a partition belongs to the producer's open transaction (`handleVerifyPartitionsInTransaction`, KIP-890). */
export function onVerify(
  metadata: TransactionMetadata,
  { producerId, producerEpoch }: Asking,
  partition: number,
): CallError {
  if (producerId !== metadata.producerId) return 'INVALID_PRODUCER_ID_MAPPING'
  if (producerEpoch !== metadata.producerEpoch) return 'PRODUCER_FENCED'
  return metadata.partitions.includes(partition) ? 'none' : 'INVALID_TXN_STATE'
}

/**
 * EndTxn. Up to transaction version 1 nothing ties it to a certain transaction of its epoch; with 2 each transaction
 * has an epoch of its own.
 */
export function onEnd(
  mechanisms: Mechanisms,
  metadata: TransactionMetadata,
  asking: Asking,
  commit: boolean,
): Decision {
  if (asking.producerId !== metadata.producerId) return answer('INVALID_PRODUCER_ID_MAPPING')
  return mechanisms.transactionVersion < 2
    ? endInSameEpoch(metadata, asking, commit)
    : endInNextEpoch(metadata, asking, commit)
}

/** `endTransactionWithTV1`. */
function endInSameEpoch(metadata: TransactionMetadata, { producerEpoch }: Asking, commit: boolean): Decision {
  if (producerEpoch !== metadata.producerEpoch) return answer('PRODUCER_FENCED')
  switch (metadata.state) {
    case 'Ongoing':
      return { is: 'write', metadata: { ...metadata, state: commit ? 'PrepareCommit' : 'PrepareAbort' } }
    case 'CompleteCommit':
      return answer(commit ? 'none' : 'INVALID_TXN_STATE')
    case 'CompleteAbort':
      return answer(commit ? 'INVALID_TXN_STATE' : 'none')
    default:
      return answer('INVALID_TXN_STATE')
  }
}

/** `endTransaction`: a request of the epoch before the present one is the same request once more. */
function endInNextEpoch(metadata: TransactionMetadata, { producerEpoch }: Asking, commit: boolean): Decision {
  const isComplete = metadata.state === 'CompleteCommit' || metadata.state === 'CompleteAbort'
  const again = isComplete && producerEpoch === metadata.producerEpoch - 1
  if (producerEpoch !== metadata.producerEpoch && !again) return answer('PRODUCER_FENCED')
  if (again) return answer((metadata.state === 'CompleteCommit') === commit ? 'none' : 'INVALID_TXN_STATE')
  if (metadata.state === 'Ongoing')
    return { is: 'write', metadata: bumpedTo(commit ? 'PrepareCommit' : 'PrepareAbort', metadata) }
  // Whether anything was added before an abort, its client may not know.
  return commit
    ? answer('INVALID_TXN_STATE')
    : { is: 'write', metadata: { ...bumpedTo('PrepareAbort', metadata), partitions: [] } }
}
