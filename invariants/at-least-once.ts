import { isOrdinary } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** What was reported as consumed had its effect. */
export const atLeastOnce: Invariant = {
  id: 'at-least-once',
  title: 'Every record is processed',
  about: 'a record was reported as consumed',
  reached: (ledger) => ledger.consumed.some((record) => isOrdinary(ledger, record)),
  violation: (ledger) => {
    const skipped = ledger.consumed.find((record) => !ledger.applied.some((effect) => effect.record === record))
    return skipped === undefined
      ? undefined
      : { clause: 'record {0} was reported as consumed, and it was never processed', records: [skipped] }
  },
}
