/** From whom a broker may be cut off, where the schedule has to say it at once. */
import type { Deployment, Endpoint } from '../state/deployment.ts'

/** From clients, from the controller, from all other brokers, in every combination. */
export function cuts(deployment: Deployment, broker: number): readonly (readonly Endpoint[])[] {
  const others = deployment.hosts.filter((host) => host !== broker)
  const sets: (readonly Endpoint[])[] = []
  for (const brokers of others.length > 0 ? [[], others] : [[]]) {
    for (const controller of [[], ['controller' as const]]) {
      for (const clients of [[], ['clients' as const]]) sets.push([...brokers, ...clients, ...controller])
    }
  }
  return sets.filter((from) => from.length > 0)
}
