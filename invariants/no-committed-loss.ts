import { NO_RECORD } from '../model/observation.ts'
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
        const could = `consumers could read record {0} at offset ${offset}`
        if (now === undefined) return { clause: `${could}, and it can no longer be read`, records: [lost] }
        if (now === NO_RECORD) return { clause: `${could}, where a transaction marker stands now`, records: [lost] }
        return { clause: `${could}, where record {1} stands now`, records: [lost, now] }
      }
    }
    return undefined
  },
}
