import { isOrdinary } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** No record has its effect twice. */
export const atMostOnce: Invariant = {
  id: 'at-most-once',
  title: 'No record is processed twice',
  about: 'a record was processed',
  reached: (ledger) => ledger.applied.some((effect) => isOrdinary(ledger, effect.record)),
  violation: (ledger) => {
    const again = ledger.applied.find((effect) => effect.times > 1)
    return again && { clause: 'record {0} was processed twice', records: [again.record] }
  },
}
