import { NO_RECORD } from '../model/observation.ts'
import { somethingWasPolled } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** No offset ever shows consumers two different records. A transaction marker is shown to nobody. */
export const stableOffsets: Invariant = {
  id: 'stable-offsets',
  title: 'An offset keeps its record',
  about: 'a consumer could read a record',
  reached: somethingWasPolled,
  violation: (ledger) => {
    for (const [log, offsets] of ledger.polled.entries()) {
      for (const [offset, records] of offsets.entries()) {
        const first = records[0]
        const other = records[1] ?? ledger.readBack[log]?.[offset]
        if (first === undefined || other === undefined || other === NO_RECORD || other === first) continue
        const clause = `consumers were given record {0} at offset ${offset}, and record {1} at the same offset later`
        return { clause, records: [first, other] }
      }
    }
    return undefined
  },
}
