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
 * The replicas of a partition, its leader first, in the order of `alternating` from the partition's own place on. While
 * a rack has none, no rack gets a second one: then no rack holds all, if there is more than one
 * (AdminUtils.assignReplicasToBrokersRackAware, KIP-36).
 */
export function placed(racks: readonly Rack[], partition: number, factor: number): readonly number[] {
  const order = alternating(racks)
  const inTurn = order.map((_, turn) => order[(partition + turn) % order.length] ?? 0)
  const rackOf = (broker: number): Rack | undefined => racks.find(({ brokers }) => brokers.includes(broker))
  const firstOfEach = inTurn.filter(
    (broker, at) => inTurn.findIndex((other) => rackOf(other) === rackOf(broker)) === at,
  )
  return [...firstOfEach, ...inTurn.filter((broker) => !firstOfEach.includes(broker))].slice(0, factor)
}

/**
 * The brokers in the order in which replicas are given to them: one of each rack in turn, so that those that follow
 * each other stand in different racks (AdminUtils.getRackAlternatedBrokerList, StripedReplicaPlacer; KIP-36).
 */
function alternating(racks: readonly Rack[]): readonly number[] {
  const most = Math.max(...racks.map(({ brokers }) => brokers.length))
  return Array.from({ length: most }, (_, turn) => racks.flatMap(({ brokers }) => brokers[turn] ?? [])).flat()
}
