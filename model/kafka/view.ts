/** A coarse view of a cluster for the random search: who is alive, in sync, cut off, and who holds what; not who is who. */
import type { Cluster } from './cluster.ts'
import { partitionAt, replicaOf, type Broker, type ClusterState } from './state.ts'

export function viewOf(cluster: Cluster, state: ClusterState): string {
  let view = ''
  for (let partition = 0; partition < state.partitions.length; partition++) {
    const { registration } = partitionAt(state, partition)
    const replicas = (cluster.assignment[partition] ?? []).map((broker) => replicaView(state, partition, broker)).sort()
    view += `${registration.leader < 0 ? 'none' : ''}${replicas.join(' ')};`
  }
  for (const request of state.requests) view += request.orphan ? 'o' : request.offset < 0 ? 's' : 'w'
  return view
}

function replicaView(state: ClusterState, partition: number, broker: number): string {
  const { registration } = partitionAt(state, partition)
  const replica = replicaOf(state, partition, broker)
  const membership = registration.isr.includes(broker) ? 'i' : registration.elr.includes(broker) ? 'e' : '-'
  const leads = (registration.leader === broker ? 'L' : '') + (replica.leadership === null ? '' : 'l')
  const pending = replica.leadership?.pending ? 'p' : ''
  const behind = replica.leaderEpoch < registration.leaderEpoch ? 'b' : ''
  return `${process(state.brokers[broker])}${membership}${leads}${pending}${behind}${replica.log.length}${replica.highWatermark}`
}

function process(broker: Broker | undefined): string {
  if (broker === undefined) return ''
  const cut = broker.cutFrom.length + broker.undecided.length === 0 ? '' : `${broker.cutFrom.length}${broker.cutFrom.includes('controller') ? 'c' : ''}${broker.cutFrom.includes('clients') ? 'k' : ''}u${broker.undecided.length}`
  return `${broker.process.charAt(0)}${broker.registration.charAt(0)}${cut}`
}
