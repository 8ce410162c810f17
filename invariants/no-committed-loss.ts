import { somethingWasPolled } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** A record that a consumer could have read still stands at its offset after healing. */
export const noCommittedLoss: Invariant = {
  id: 'no-committed-loss',
  title: 'Committed records are not lost',
  about: 'a consumer could read a record',
  reached: somethingWasPolled,
  violation: (ledger) => {
    for (const [log, offsets] of ledger.polled.entries()) {
      for (const [offset, records] of offsets.entries()) {
        const now = ledger.readBack[log]?.[offset]
        const lost = records.find((record) => record !== now)
        if (lost === undefined) continue
        return now === undefined
          ? { clause: `consumers could read record {0} at offset ${offset}, and it can no longer be read`, records: [lost] }
          : { clause: `consumers could read record {0} at offset ${offset}, where record {1} stands now`, records: [lost, now] }
      }
    }
    return undefined
  },
}
