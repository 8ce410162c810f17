/** Whether a call of send left something that can be read after healing. */
import type { Ledger, SentRecord } from './ledger.ts'

/** Whether a new reader that reads uncommitted is given the record. */
export function isReadable(ledger: Ledger, { log, record }: SentRecord): boolean {
  return ledger.readBack[log]?.includes(record) ?? false
}

/** Whether a new reader with the isolation level of the configured consumer is given the record. */
export function isReadableAsConfigured(ledger: Ledger, sent: SentRecord): boolean {
  return ledger.readsCommitted ? isReadableCommitted(ledger, sent) === true : isReadable(ledger, sent)
}

/** Whether a new read_committed reader is given the record; `undefined` where nobody reads so. */
export function isReadableCommitted(ledger: Ledger, { log, record }: SentRecord): boolean | undefined {
  return ledger.readCommitted[log]?.includes(record)
}
