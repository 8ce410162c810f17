import type { Invariant } from './invariant.ts'
import { isReadable } from './readable.ts'

/** After healing, a new record of a new producer becomes readable. */
export const writesResume: Invariant = {
  id: 'writes-resume',
  title: 'Writes are accepted again after healing',
  about: 'a new producer sent a record after healing',
  reached: (ledger) => ledger.sent.some((sent) => sent.fresh),
  violation: (ledger) => {
    const stuck = ledger.sent.find((sent) => sent.fresh && !isReadable(ledger, sent))
    return (
      stuck && { clause: 'after healing, record {0} of a new producer never becomes readable', records: [stuck.record] }
    )
  },
}
