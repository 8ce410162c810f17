/**
 * Five published specifications of Kafka's replication (hachikuji/kafka-specification, TLA+), as machines. How many
 * states each of them has is known from TLC: an explorer that counts differently is wrong, and its speed can be
 * compared.
 */
import type { Machine } from '../../model/machine.ts'
import type { SpecAction } from './actions.ts'
import { KIP_101 } from './kip-101.ts'
import { KIP_279 } from './kip-279.ts'
import { KIP_320_FIRST_TRY } from './kip-320-first-try.ts'
import { KIP_320 } from './kip-320.ts'
import { MOST_RECORDS } from './log.ts'
import { machineOf } from './machine.ts'
import type { SpecBounds, SpecState } from './state.ts'
import { TRUNCATE_TO_HIGH_WATERMARK } from './truncate-to-high-watermark.ts'
import type { Variant } from './variant.ts'

export type { SpecAction } from './actions.ts'
export { leaderInIsr, strongIsr, weakIsr } from './invariants.ts'
export type { SpecBounds, SpecState } from './state.ts'
export { specSymmetry } from './symmetry.ts'

/** By the names of the TLA+ modules, in the order in which Kafka got there. */
export const SPEC_NAMES = ['KafkaTruncateToHighWatermark', 'Kip101', 'Kip279', 'Kip320FirstTry', 'Kip320'] as const
export type SpecName = (typeof SPEC_NAMES)[number]

const VARIANTS: Readonly<Record<SpecName, Variant>> = {
  KafkaTruncateToHighWatermark: TRUNCATE_TO_HIGH_WATERMARK,
  Kip101: KIP_101,
  Kip279: KIP_279,
  Kip320FirstTry: KIP_320_FIRST_TRY,
  Kip320: KIP_320,
}

/** As many as a set in one number can tell apart. */
const MOST_REPLICAS = 30

export function specMachine(name: SpecName, bounds: SpecBounds): Machine<SpecState, SpecAction> {
  if (bounds.replicas > MOST_REPLICAS || bounds.records > MOST_RECORDS) {
    throw new RangeError(
      `at most ${MOST_REPLICAS} replicas and ${MOST_RECORDS} records, not ${bounds.replicas} and ${bounds.records}`,
    )
  }
  return machineOf(name, { ...bounds, variant: VARIANTS[name] })
}
