/** The words of a story for calls to coordinators, and for markers. */
import type { ClusterState } from '../state/cluster-state.ts'
import { coordinatorAt, entryAt } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import type { Call } from '../state/transactions.ts'
import { partitionName, producerName, transactionName } from '../story/names.ts'
import { lateMarkers, type MarkerId } from './markers.ts'

/** What a coordinator is asked. */
export function callInWords(deployment: Deployment, call: Call): string {
  switch (call.asks) {
    case 'init':
      return call.producerId < 0
        ? ' for its producer id and epoch (initTransactions)'
        : ' for a new producer epoch (InitProducerId)'
    case 'add':
      return ` to add ${partitionName(deployment, call.partition)} to the transaction (${requestName(deployment, call)})`
    case 'end':
      return ` to ${call.commit ? 'commit' : 'abort'} ${transactionName(call.transaction)} (${requestName(deployment, call)})`
  }
}

/** What Kafka calls the request. */
function requestName(deployment: Deployment, call: Call): string {
  switch (call.asks) {
    case 'init':
      return 'InitProducerId'
    case 'add':
      return call.partition === deployment.offsetsPartition ? 'AddOffsetsToTxn' : 'AddPartitionsToTxn'
    case 'end':
      return 'EndTxn'
  }
}

export function forTransaction(transaction: number | undefined): string {
  return transaction === undefined || transaction < 0 ? '' : ` for ${transactionName(transaction)}`
}

/** A call reaches a coordinator. */
export function arrivedCall(
  deployment: Deployment,
  { producer, broker, late }: { readonly producer: number; readonly broker: number; readonly late: boolean },
  before: ClusterState,
): string {
  const call = before.requests
    .filter((request) => request.kind === 'call')
    .find((request) => request.producer === producer && request.broker === broker && request.late === late)?.call
  const details =
    call == null
      ? ''
      : call.asks === 'end'
        ? ` (${call.commit ? 'commit' : 'abort'})`
        : call.asks === 'add' && deployment.dataPartitions > 1 && call.partition < deployment.dataPartitions
          ? ` for ${partitionName(deployment, call.partition)}`
          : ''
  const sent = late && call != null && call.transaction >= 0 ? `, sent in ${transactionName(call.transaction)},` : ''
  return `${late ? 'a late' : 'the'} ${call == null ? 'request' : requestName(deployment, call)}${details} of ${producerName(deployment, producer)}${sent} arrives at broker ${broker}`
}

export function markerName(state: ClusterState, { coordinator, id }: MarkerId): string {
  return nameMarkerId(entryAt(state, coordinator, id)?.metadata.state === 'PrepareCommit')
}

export function lateMarkerName(state: ClusterState, { coordinator, id, partition }: MarkerId): string {
  const marker = lateMarkers(state).find(
    (other) => other.coordinator === coordinator && other.transactionalId === id && other.partition === partition,
  )
  return marker === undefined ? 'marker' : nameMarkerId(marker.commit)
}

function nameMarkerId(commit: boolean): string {
  return commit ? 'COMMIT marker' : 'ABORT marker'
}

/** Whether there is one transactional id only. */
export function isAlone(state: ClusterState, coordinator: number): boolean {
  return coordinatorAt(state, coordinator)?.entries.length === 1
}
