import type { Invariant } from './invariant.ts'
import { isReadableCommitted } from './readable.ts'

/** What a producer sends after a newer one has taken its place cannot be read by a read_committed consumer. */
export const noZombieWrites: Invariant = {
  id: 'no-zombie-writes',
  title: 'A fenced producer cannot write',
  about: 'a fenced producer sent a record',
  reached: (ledger) => ledger.sent.some((sent) => sent.zombie),
  violation: (ledger) => {
    const written = ledger.sent.find((sent) => sent.zombie && isReadableCommitted(ledger, sent) === true)
    return (
      written && {
        clause: 'record {0} was sent by a producer that was fenced already, and a read_committed consumer is given it',
        records: [written.record],
      }
    )
  },
}
