/** The words of a story for what happens in transactions. */
import type { Participant } from '../../system.ts'
import { isOwnerGone } from '../consumer/loop.ts'
import type { TransactionAction } from '../coordinator/actions.ts'
import { nextCall } from '../coordinator/calls.ts'
import { lateMarkers } from '../coordinator/markers.ts'
import type { ClusterState, Entry } from '../state/cluster-state.ts'
import { clientOf, coordinatorAt, entryAt, presentCoordinator } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import type { Call } from '../state/transactions.ts'

type Who = (producer: number) => string

/** One line for a person who runs Kafka. */
export function describeOfTransactions(
  deployment: Deployment,
  action: TransactionAction,
  before: ClusterState,
  who: Who,
): string {
  switch (action.kind) {
    case 'call': {
      const call = nextCall(deployment, before, action.producer)
      return `${who(action.producer)} asks its coordinator${call === null ? '' : callInWords(deployment, call)}`
    }
    case 'finish':
      return `${who(action.producer)}'s application calls ${action.commit ? 'commitTransaction' : 'abortTransaction'}${forTransaction(clientOf(before, action.producer)?.transaction)}`
    case 'poll':
      return `${who(action.producer)}'s application polls the next record of its input`
    case 'rebalance': {
      const owner = who(before.group?.owner ?? 0)
      return isOwnerGone(before)
        ? `the group gives the input of ${owner}, which is gone, to ${who(action.producer)}`
        : `the group has not heard of ${owner} for too long, and gives its input to ${who(action.producer)}`
    }
    case 'mark':
      return `the ${markerName(before, action)} of the coordinator on broker ${action.coordinator} arrives at the leader of ${partitionName(deployment, action.partition)}`
    case 'late-marker':
      return `a late ${lateMarkerName(before, action)} of the coordinator on broker ${action.coordinator} arrives at the leader of ${partitionName(deployment, action.partition)}`
    case 'transaction-timeout':
      return `transaction.timeout.ms is over: the coordinator on broker ${action.coordinator} aborts the transaction${isAlone(before, action.coordinator) ? '' : ` of transactional id ${action.id}`}`
    case 'delay-marker':
      return `the ${markerName(before, action)} of the coordinator on broker ${action.coordinator} for ${partitionName(deployment, action.partition)} is late: the coordinator gives it up and will send another one`
    case 'lost-marker-answer':
      return `the leader of ${partitionName(deployment, action.partition)} has the ${markerName(before, action)}, and its answer to the coordinator on broker ${action.coordinator} is lost`
    case 'replace-client':
      return `${who(action.producer)} stops answering (a long pause), and ${who(before.producers.length)} takes over with the same transactional.id`
  }
}

function partitionName(deployment: Deployment, partition: number): string {
  return partition === deployment.offsetsPartition
    ? "the group's positions"
    : deployment.dataPartitions > 1
      ? `partition ${partition}`
      : 'the partition'
}

interface OfMarker {
  readonly coordinator: number
  readonly id: number
  readonly partition: number
}

function markerName(state: ClusterState, { coordinator, id }: OfMarker): string {
  return nameOfMarker(entryAt(state, coordinator, id)?.metadata.state === 'PrepareCommit')
}

function lateMarkerName(state: ClusterState, { coordinator, id, partition }: OfMarker): string {
  const marker = lateMarkers(state).find(
    (other) => other.coordinator === coordinator && other.transactionalId === id && other.partition === partition,
  )
  return marker === undefined ? 'marker' : nameOfMarker(marker.commit)
}

function nameOfMarker(commit: boolean): string {
  return commit ? 'COMMIT marker' : 'ABORT marker'
}

/** Whether there is one transactional id only. */
function isAlone(state: ClusterState, coordinator: number): boolean {
  return coordinatorAt(state, coordinator)?.entries.length === 1
}

/** What a coordinator is asked. */
function callInWords(deployment: Deployment, call: Call): string {
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

/** The application's transactions are numbered from 1. */
function transactionName(transaction: number): string {
  return transaction < 0 ? 'the transaction' : `transaction ${transaction + 1}`
}

function forTransaction(transaction: number | undefined): string {
  return transaction === undefined || transaction < 0 ? '' : ` for ${transactionName(transaction)}`
}

/** A call reaches a coordinator. */
export function arrivedCall(
  deployment: Deployment,
  { producer, broker, late }: { readonly producer: number; readonly broker: number; readonly late: boolean },
  before: ClusterState,
  who: Who,
): string {
  const call = before.requests.find(
    (request) =>
      request.call !== null && request.producer === producer && request.broker === broker && request.late === late,
  )?.call
  const details =
    call == null
      ? ''
      : call.asks === 'end'
        ? ` (${call.commit ? 'commit' : 'abort'})`
        : call.asks === 'add' && deployment.dataPartitions > 1 && call.partition < deployment.dataPartitions
          ? ` for ${partitionName(deployment, call.partition)}`
          : ''
  const sent = late && call != null && call.transaction >= 0 ? `, sent in ${transactionName(call.transaction)},` : ''
  return `${late ? 'a late' : 'the'} ${call == null ? 'request' : requestName(deployment, call)}${details} of ${who(producer)}${sent} arrives at broker ${broker}`
}

/** What a story shows of producers and of their transactions, as the present coordinator knows them. */
export function participantsOfTransactions(
  deployment: Deployment,
  state: ClusterState,
  who: Who,
): readonly Participant[] {
  const coordinator = presentCoordinator(deployment, state)
  const producers = (state.transactions?.clients ?? []).flatMap(
    ({ transactionalId, phase }, producer): readonly Participant[] => {
      if (transactionalId < 0) return []
      const { producerId = -1, epoch = -1 } = state.producers[producer]?.session ?? {}
      return [
        {
          name: who(producer).replace(/^the /, ''),
          columns: [
            { name: 'phase', value: phase },
            { name: 'id', value: producerId < 0 ? '?' : idInWords(producerId, epoch) },
          ],
        },
      ]
    },
  )
  const transactions = (state.transactions?.coordinators[coordinator]?.entries ?? []).map(
    ({ metadata, pending }, id): Participant => ({
      name: state.transactions?.coordinators[coordinator]?.entries.length === 1 ? 'coordinator' : `coordinator/${id}`,
      columns: [
        { name: 'state', value: metadata.state },
        {
          name: 'partitions',
          value: `{${metadata.partitions.map((partition) => (partition === deployment.offsetsPartition ? 'group' : partition)).join(',')}}`,
        },
        { name: 'id', value: idInWords(metadata.producerId, metadata.epoch) },
        ...(pending === null ? [] : [{ name: 'writes', value: pending.metadata.state }]),
      ],
    }),
  )
  return [...producers, ...transactions]
}

/** A producer id and its epoch. */
function idInWords(producerId: number, epoch: number): string {
  return `${producerId} e${epoch}`
}

/** A batch that holds no record, in a log: `commit@0`, `Ongoing@0`. */
export function entryInWords({ payload, epoch }: Entry): string {
  if (payload === null) return `?@${epoch}`
  if ('sequence' in payload && payload.position >= 0) return `position ${payload.position}@${epoch}`
  return 'metadata' in payload
    ? `${payload.metadata.state}@${epoch}`
    : `${(payload.marker ?? '?').toUpperCase()}@${epoch}`
}
