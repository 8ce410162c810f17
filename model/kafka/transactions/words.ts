/** The words of a story for what happens in transactions. */
import type { Participant } from '../../system.ts'
import type { Cluster } from '../cluster.ts'
import type { ClusterState, Entry } from '../state.ts'
import { clientOf, entryAt, presentCoordinator } from './access.ts'
import type { TransactionAction } from './actions.ts'
import { nextCall } from './calls.ts'
import type { Call } from './state.ts'

type Who = (producer: number) => string

/** One line for a person who runs Kafka. */
export function describeOfTransactions(cluster: Cluster, action: TransactionAction, before: ClusterState, who: Who): string {
  switch (action.kind) {
    case 'call': {
      const call = nextCall(cluster, before, action.producer)
      return `${who(action.producer)} ${call === null ? 'asks its coordinator' : callInWords(cluster, call)}`
    }
    case 'finish':
      return `the application of ${who(action.producer)} calls ${action.commit ? 'commitTransaction' : 'abortTransaction'}${transactionName(clientOf(before, action.producer)?.transaction)}`
    case 'poll':
      return `${who(action.producer)}'s application polls the next record of its input`
    case 'rebalance':
      return `the group takes its input from ${who(before.group?.owner ?? 0)}, which it has not heard of for too long, and gives it to ${who(action.producer)}`
    case 'mark':
      return `the coordinator on broker ${action.coordinator} has its ${markerName(before, action)} written in partition ${action.partition}`
    case 'late-marker':
      return `a late marker of the coordinator on broker ${action.coordinator} arrives in partition ${action.partition}`
    case 'transaction-timeout':
      return `transaction.timeout.ms is over: the coordinator on broker ${action.coordinator} aborts the transaction`
    case 'delay-marker':
      return `the coordinator on broker ${action.coordinator} gives up waiting for partition ${action.partition} to answer its ${markerName(before, action)}, which is still on its way`
    case 'lost-marker-answer':
      return `the answer of partition ${action.partition} to the ${markerName(before, action)} is lost`
    case 'replace-client':
      return `${who(action.producer)} stops answering (a long pause), and another process with its transactional id takes over`
  }
}

function markerName(state: ClusterState, { coordinator, id }: { readonly coordinator: number; readonly id: number }): string {
  return entryAt(state, coordinator, id)?.metadata.state === 'PrepareCommit' ? 'COMMIT marker' : 'ABORT marker'
}

function callInWords(cluster: Cluster, call: Call): string {
  switch (call.asks) {
    case 'init':
      return call.producerId < 0 ? 'calls initTransactions (InitProducerId)' : 'asks for a new epoch (InitProducerId)'
    case 'add':
      return `asks its coordinator to add ${cluster.dataPartitions > 1 ? `partition ${call.partition}` : 'the partition'} to the transaction (AddPartitionsToTxn)`
    case 'end':
      return `asks its coordinator to ${call.commit ? 'commit' : 'abort'}${transactionName(call.transaction)} (EndTxn)`
  }
}

/** The application's transactions are numbered from 1. */
function transactionName(transaction: number | undefined): string {
  return transaction === undefined || transaction < 0 ? '' : ` transaction ${transaction + 1}`
}

/** A call reaches a coordinator. */
export function arrivedCall(cluster: Cluster, { producer, broker, late }: { readonly producer: number; readonly broker: number; readonly late: boolean }, before: ClusterState, who: Who): string {
  const call = before.requests.find((request) => request.call !== null && request.producer === producer && request.broker === broker && request.orphan === late)?.call
  const what = call == null ? 'request' : call.asks === 'init' ? 'InitProducerId' : call.asks === 'add' ? `AddPartitionsToTxn${cluster.dataPartitions > 1 ? ` for partition ${call.partition}` : ''}` : `EndTxn (${call.commit ? 'commit' : 'abort'})`
  return `${late ? 'a late' : 'the'} ${what} of ${who(producer)}${late ? transactionOfCall(call) : ''} arrives at broker ${broker}`
}

function transactionOfCall(call: Call | null | undefined): string {
  return call == null || call.transaction < 0 ? '' : `, sent in transaction ${call.transaction + 1},`
}

/** What a story shows of producers and of their transactions, as the present coordinator knows them. */
export function participantsOfTransactions(cluster: Cluster, state: ClusterState, who: Who): readonly Participant[] {
  const coordinator = presentCoordinator(cluster, state)
  const producers = (state.transactions?.clients ?? []).flatMap(({ transactionalId, phase }, producer): readonly Participant[] => {
    if (transactionalId < 0) return []
    const { producerId = -1, epoch = -1 } = state.producers[producer]?.session ?? {}
    return [{ name: who(producer).replace(/^the /, ''), columns: [{ name: 'phase', value: phase }, { name: 'id', value: producerId < 0 ? '?' : `${producerId}/${epoch}` }] }]
  })
  const transactions = (state.transactions?.coordinators[coordinator]?.entries ?? []).map(({ metadata, pending }, id): Participant => ({
    name: state.transactions?.coordinators[coordinator]?.entries.length === 1 ? 'coordinator' : `coordinator/${id}`,
    columns: [
      { name: 'state', value: `${metadata.state}${pending === null ? '' : `, writing ${pending.metadata.state}`}` },
      { name: 'id', value: `${metadata.producerId}/${metadata.epoch}` },
      { name: 'partitions', value: `{${metadata.partitions.map((partition) => (partition === cluster.offsetsPartition ? 'group' : partition)).join(',')}}` },
    ],
  }))
  return [...producers, ...transactions]
}

/** A batch that holds no record, in a log: `commit@0`, `Ongoing@0`. */
export function entryInWords({ payload, epoch }: Entry): string {
  if (payload === null) return `?@${epoch}`
  if ('sequence' in payload && payload.position >= 0) return `position ${payload.position}@${epoch}`
  return 'metadata' in payload ? `${payload.metadata.state}@${epoch}` : `${(payload.marker ?? '?').toUpperCase()}@${epoch}`
}
