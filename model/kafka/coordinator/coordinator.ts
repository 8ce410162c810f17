/**
 * The transaction coordinator of a broker that leads the transaction log (`TransactionStateManager`): what it knows is
 * what it has read from the log and what it has written since; each step of a transaction counts once its entry is
 * below the high watermark.
 */
import { NO_RECORD } from '../../observation.ts'
import { append, logEndOffset } from '../log/log.ts'
import { withHighWatermark } from '../replication/high-watermark.ts'
import { type ClusterState, replicaOf, withReplica } from '../state/cluster-state.ts'
import { coordinatorAt, entryAt, withEntry } from '../state/coordinators.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { isRunning } from '../state/network.ts'
import type { TransactionMetadata } from '../state/transactions.ts'
import { bumpedTo, isEnding } from './requests.ts'

/**
 * Whether the coordinator of this broker could write to its log now (`NOT_ENOUGH_REPLICAS` otherwise, which makes its
 * clients ask again).
 */
export function canWrite(deployment: Deployment, state: ClusterState, broker: number): boolean {
  const { leadership } = replicaOf(state, deployment.transactionLog, broker)
  return leadership !== null && leadership.isr.length >= minIsrOf(deployment, deployment.transactionLog)
}

/**
 * The coordinator writes what a transaction is to become, and decides nothing else about it until that is replicated
 * (`appendTransactionToLog`).
 */
export function write(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  id: number,
  metadata: TransactionMetadata,
): ClusterState {
  const entry = entryAt(state, broker, id)
  if (entry === null) return state
  const log = deployment.transactionLog
  const replica = replicaOf(state, log, broker)
  const offset = logEndOffset(replica)
  const written = append(deployment, replica, [
    { record: NO_RECORD, leaderEpoch: replica.leaderEpoch, payload: { kind: 'note', transactionalId: id, metadata } },
  ])
  const appended = withReplica(state, log, broker, withHighWatermark(deployment, log, written))
  return withEntry(appended, broker, id, { ...entry, pending: { offset, metadata } })
}

/**
 * The coordinator aborts a transaction by itself, because its time is over or its producer has been replaced, and
 * fences the producer with a new epoch (`prepareFenceProducerEpoch`, `endTransaction`). Up to 4.0.0 the epoch counts at
 * once, whether or not it is written; 4.0.0 with transaction version 2 raises it twice (KAFKA-19367).
 */
export function fenceAndAbort(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  id: number,
  why: 'timeout' | 'replaced',
): ClusterState {
  const entry = entryAt(state, broker, id)
  if (entry === null) return state
  const { metadata } = entry
  const { mechanisms } = deployment
  if (why === 'timeout' && !mechanisms['timeout-fences'])
    return write(deployment, state, broker, id, { ...metadata, state: 'PrepareAbort' })
  if (mechanisms.transactionVersion < 2) {
    const fenced = { ...metadata, producerEpoch: metadata.producerEpoch + 1, lastProducerEpoch: -1 }
    return write(deployment, withEntry(state, broker, id, { ...entry, metadata: fenced }), broker, id, {
      ...fenced,
      state: 'PrepareAbort',
    })
  }
  if (mechanisms['fences-once']) return write(deployment, state, broker, id, bumpedTo('PrepareAbort', metadata))
  const fenced = { ...metadata, producerEpoch: metadata.producerEpoch + 1 }
  return write(
    deployment,
    withEntry(state, broker, id, { ...entry, metadata: fenced }),
    broker,
    id,
    bumpedTo('PrepareAbort', fenced),
  )
}

/** Whether the time of this transaction may run out now (`timedOutTransactions`). */
export function mayTimeOut(deployment: Deployment, state: ClusterState, broker: number, id: number): boolean {
  const entry = entryAt(state, broker, id)
  return (
    entry !== null
    && entry.pending === null
    && entry.metadata.state === 'Ongoing'
    && canWrite(deployment, state, broker)
  )
}

/** All markers are confirmed: the coordinator writes that the transaction is complete. */
export function completeMarked(deployment: Deployment, state: ClusterState): ClusterState {
  const { transactions } = state
  if (transactions === null) return state
  let next = state
  for (let broker = 0; broker < transactions.coordinators.length; broker++) {
    if (!isRunning(state, broker)) continue
    const entries = coordinatorAt(state, broker)?.entries ?? []
    for (let id = 0; id < entries.length; id++) {
      const entry = entryAt(next, broker, id)
      if (
        entry === null
        || entry.pending !== null
        || entry.unmarked.length > 0
        || entry.gaveUp
        || !isEnding(entry.metadata.state)
      )
        continue
      if (!canWrite(deployment, next, broker)) continue
      next = write(deployment, next, broker, id, completed(entry.metadata))
    }
  }
  return next
}

function completed(metadata: TransactionMetadata): TransactionMetadata {
  return { ...metadata, state: metadata.state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort', partitions: [] }
}
