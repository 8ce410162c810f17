import { isOrdinary } from './fresh.ts'
import { type Invariant, atOnceInQueues } from './invariant.ts'

/** No record has its effect twice. */
export const atMostOnce: Invariant = {
  id: 'at-most-once',
  title: 'No record is processed twice',
  about: 'a record was processed',
  reached: (ledger) => ledger.applied.some((effect) => isOrdinary(ledger, effect.record)),
  ...atOnceInQueues(({ applied }) => {
    const again = applied.find((effect) => effect.times > 1)
    return again && { clause: 'record {0} was processed twice', records: [again.record] }
  }),
}
