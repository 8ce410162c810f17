/**
 * A coarse view of a cluster for the random search: how many are alive, in sync, cut off, and how many hold what a
 * consumer could read; not who is who. Few enough views that a search can have seen most of them.
 */
import { type ClusterState, partitionAt, replicaOf } from '../state/cluster-state.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import type { Transactions } from '../state/transactions.ts'

export function viewOf(deployment: Deployment, state: ClusterState): string {
  let view = ''
  for (let partition = 0; partition < state.partitions.length; partition++)
    view += partitionView(deployment, state, partition)
  for (const request of state.requests) if (request.late) view += 'o'
  if (state.transactions !== null) view += transactionsView(state.transactions)
  return view
}

/** How far each process and each transaction is, and whether anything travels late. */
function transactionsView({ clients, coordinators, markers }: Transactions): string {
  let view = ''
  for (const { phase, transaction } of clients) view += `${phase.slice(0, 3)}${transaction};`
  for (const coordinator of coordinators)
    for (const { metadata, pending, unmarked } of coordinator?.entries ?? [])
      view += `${metadata.state}${pending === null ? '' : 'p'}${unmarked.length};`
  for (const { late } of markers) if (late) view += 'm'
  return view
}

function partitionView(deployment: Deployment, state: ClusterState, partition: number): string {
  const { registration, replicas } = partitionAt(state, partition)
  const committed = replicas.reduce((highest, replica) => Math.max(highest, replica.highWatermark), 0)
  let alive = 0
  let holders = 0
  let holdersInSync = 0
  let leading = 0
  let pending = 0
  let cut = ''
  let longest = 0
  for (const broker of deployment.assignment[partition] ?? []) {
    const replica = replicaOf(state, partition, broker)
    const { process, cutFrom, undecided } = state.brokers[broker] ?? { process: 'stopped', cutFrom: [], undecided: [] }
    if (process === 'running') alive++
    if (replica.leadership !== null) leading += registration.leader === broker ? 1 : 2
    if (replica.leadership?.pending) pending++
    if (cutFrom.length + undecided.length > 0) cut += replica.leadership === null ? 'f' : linksOf(cutFrom, undecided)
    longest = Math.max(longest, replica.log.length)
    if (replica.log.length < committed) continue
    holders++
    if (registration.isr.includes(broker)) holdersInSync++
  }
  return `${registration.leader < 0 ? 'n' : 'l'}${registration.isr.length}${registration.elr.length}${committed}${longest}${alive}${holders}${holdersInSync}${leading}${pending}${cut};`
}

/** From whom a leader is cut off: the controller, its clients, how many brokers. */
function linksOf(cutFrom: readonly Endpoint[], undecided: readonly Endpoint[]): string {
  const brokers = (endpoints: readonly Endpoint[]): number =>
    endpoints.filter((endpoint) => typeof endpoint === 'number').length
  const controller = cutFrom.includes('controller') ? 'c' : undecided.includes('controller') ? 'u' : 'o'
  return `${controller}${cutFrom.includes('clients') ? 'k' : ''}${brokers(cutFrom)}${brokers(undecided)}`
}
