/** Who can talk to whom. A paused or stopped process answers nobody. */
import type { Endpoint } from './cluster.ts'
import { brokerOf, type ClusterState } from './state.ts'

export function isRunning(state: ClusterState, broker: number): boolean {
  return brokerOf(state, broker).process === 'running'
}

/** Whether the broker's process runs and can reach the endpoint. */
export function reaches(state: ClusterState, broker: number, endpoint: 'controller' | 'clients'): boolean {
  const from = brokerOf(state, broker)
  return from.process === 'running' && (from.cutFrom.length === 0 || !from.cutFrom.includes(endpoint))
}

/** Whether two brokers run and can talk to each other. */
export function connected(state: ClusterState, a: number, b: number): boolean {
  const one = brokerOf(state, a)
  const other = brokerOf(state, b)
  return one.process === 'running' && other.process === 'running' && !isCut(one.cutFrom, b) && !isCut(other.cutFrom, a)
}

function isCut(cutFrom: readonly Endpoint[], from: Endpoint): boolean {
  return cutFrom.length > 0 && cutFrom.includes(from)
}
