/** Racks: brokers that lose power together, and that replicas are spread over. */
import { namesIn } from '../settings/racks.ts'
import type { KafkaSettings } from '../settings/types.ts'

export interface Rack {
  /** Empty where no racks are told apart: then it is everybody. */
  readonly name: string
  /** Ascending. */
  readonly brokers: readonly number[]
}

/** In the order of their first brokers. */
export function racksOf(settings: Pick<KafkaSettings, 'brokers' | 'broker.rack'>): readonly Rack[] {
  // What is as usual may be left out of settings.
  const names = namesIn(settings['broker.rack'] || '')
  const all = Array.from({ length: settings.brokers }, (_, broker) => broker)
  return [...new Set(all.map((broker) => names[broker] ?? ''))].map((name) => ({
    name,
    brokers: all.filter((broker) => (names[broker] ?? '') === name),
  }))
}

/**
 * The brokers in the order in which replicas are given to them: one of each rack in turn, so that those that follow
 * each other stand in different racks (AdminUtils.getRackAlternatedBrokerList, StripedReplicaPlacer; KIP-36).
 */
export function alternating(racks: readonly Rack[]): readonly number[] {
  const most = Math.max(...racks.map(({ brokers }) => brokers.length))
  return Array.from({ length: most }, (_, turn) => racks.flatMap(({ brokers }) => brokers[turn] ?? [])).flat()
}
