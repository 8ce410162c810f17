import type { Invariant } from './invariant.ts'
import type { Ledger, SentRecord } from './ledger.ts'
import { isReadableAsConfigured } from './readable.ts'

/** A record of the configured producer whose send was reported as failed cannot be read by the configured consumer. */
export const honestOutcome: Invariant = {
  id: 'honest-outcome',
  title: 'A reported failure means not stored',
  about: 'a send was reported as failed',
  reached: (ledger) => ledger.sent.some((sent) => isReportedAsFailed(sent) && !sent.fresh),
  violation: (ledger) => {
    const stored = ledger.sent.find((sent) => isReportedAsFailed(sent) && isReadableAsConfigured(ledger, sent))
    return (
      stored && {
        clause: `record {0} was reported as failed, and ${readers(ledger, stored)}`,
        records: [stored.record],
      }
    )
  },
}

function isReportedAsFailed({ outcome, beside }: SentRecord): boolean {
  return outcome === 'rejected' && !beside
}

/** By whom it can be read, where that makes a difference. */
function readers({ readsCommitted }: Ledger, { transaction }: SentRecord): string {
  if (transaction === null) return 'it can be read'
  return `a ${readsCommitted ? 'read_committed' : 'read_uncommitted'} consumer is given it`
}
