import type { Invariant } from './invariant.ts'
import { isReadable } from './readable.ts'

/** A record whose send was reported as failed cannot be read. */
export const honestOutcome: Invariant = {
  id: 'honest-outcome',
  title: 'A reported failure means not stored',
  about: 'a send was reported as failed',
  reached: (ledger) => ledger.sent.some((sent) => sent.outcome === 'rejected' && !sent.fresh),
  violation: (ledger) => {
    const stored = ledger.sent.find((sent) => sent.outcome === 'rejected' && isReadable(ledger, sent))
    return stored && { clause: 'the send of record {0} was reported as failed, and the record can be read', records: [stored.record] }
  },
}
