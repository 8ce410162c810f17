/** Reading and replacing the parts of a state that belong to transactions. */
import { type ClusterState, NO_LEADER, replaced } from './cluster-state.ts'
import type { Deployment } from './deployment.ts'
import type { Coordinator, CoordinatorEntry, TransactionalClient, Transactions } from './transactions.ts'

export function transactionsOf(state: ClusterState): Transactions {
  if (state.transactions === null) throw new RangeError('nobody has a transactional id')
  return state.transactions
}

export function withTransactions(state: ClusterState, change: Partial<Transactions>): ClusterState {
  return { ...state, transactions: { ...transactionsOf(state), ...change } }
}

/** The coordinator that this broker runs, or `null`. */
export function coordinatorAt(state: ClusterState, broker: number): Coordinator | null {
  return state.transactions?.coordinators[broker] ?? null
}

/** What the coordinator of this broker knows of a transactional id, or `null` where none runs. */
export function entryAt(state: ClusterState, broker: number, id: number): CoordinatorEntry | null {
  return coordinatorAt(state, broker)?.entries[id] ?? null
}

export function withEntry(state: ClusterState, broker: number, id: number, entry: CoordinatorEntry): ClusterState {
  const coordinator = coordinatorAt(state, broker)
  if (coordinator === null) return state
  return withCoordinator(state, broker, { ...coordinator, entries: replaced(coordinator.entries, id, entry) })
}

export function withCoordinator(state: ClusterState, broker: number, coordinator: Coordinator | null): ClusterState {
  return withTransactions(state, { coordinators: replaced(transactionsOf(state).coordinators, broker, coordinator) })
}

/** The transactional side of a producer, or `null` for one without a transactional id. */
export function clientOf(state: ClusterState, producer: number): TransactionalClient | null {
  const client = state.transactions?.clients[producer]
  return client === undefined || client.transactionalId < 0 ? null : client
}

export function withClient(state: ClusterState, producer: number, client: TransactionalClient): ClusterState {
  return withTransactions(state, { clients: replaced(transactionsOf(state).clients, producer, client) })
}

/**
 * The broker that is asked for the coordinator of everybody's transactions: the leader of the transaction log, if it
 * knows.
 */
export function presentCoordinator(deployment: Deployment, state: ClusterState): number {
  const leader = state.partitions[deployment.transactionLog]?.registration.leader ?? NO_LEADER
  return leader !== NO_LEADER && coordinatorAt(state, leader) !== null ? leader : NO_LEADER
}
