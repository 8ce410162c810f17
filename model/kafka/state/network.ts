/** Who can talk to whom. A paused or stopped process answers nobody. */
import { type ClusterState, brokerOf } from './cluster-state.ts'
import type { Endpoint } from './deployment.ts'

export function isRunning(state: ClusterState, broker: number): boolean {
  return brokerOf(state, broker).process === 'running'
}

/** Whether the broker's process runs and can reach the endpoint. */
export function reaches(state: ClusterState, broker: number, endpoint: 'controller' | 'clients'): boolean {
  const from = brokerOf(state, broker)
  return from.process === 'running' && !has(from.cutFrom, endpoint)
}

/**
 * Whether the broker's process does not run, or may be cut off from the endpoint: its silence needs no other reason.
 */
export function mayBeSilent(state: ClusterState, broker: number, endpoint: 'controller' | 'clients'): boolean {
  const from = brokerOf(state, broker)
  return from.process !== 'running' || has(from.cutFrom, endpoint) || has(from.undecided, endpoint)
}

/** Whether two brokers run and can talk to each other. */
export function connected(state: ClusterState, a: number, b: number): boolean {
  const one = brokerOf(state, a)
  const other = brokerOf(state, b)
  return one.process === 'running' && other.process === 'running' && !has(one.cutFrom, b) && !has(other.cutFrom, a)
}

/** Whether two brokers are cut off from each other; a paused one hears later. */
export function isCut(state: ClusterState, a: number, b: number): boolean {
  return a !== b && (has(brokerOf(state, a).cutFrom, b) || has(brokerOf(state, b).cutFrom, a))
}

/** Whether two brokers may be unable to talk to each other. */
export function mayBeApart(state: ClusterState, a: number, b: number): boolean {
  return !connected(state, a, b) || has(brokerOf(state, a).undecided, b) || has(brokerOf(state, b).undecided, a)
}

function has(list: readonly Endpoint[], endpoint: Endpoint): boolean {
  return list.length > 0 && list.includes(endpoint)
}

/** Whether a broker is, or may be, cut off from anyone. */
export function isCutOff(state: ClusterState, broker: number): boolean {
  const { cutFrom, undecided } = brokerOf(state, broker)
  return cutFrom.length > 0 || undecided.length > 0
}
