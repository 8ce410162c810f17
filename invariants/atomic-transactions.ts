import type { Invariant, Violation } from './invariant.ts'
import type { Ledger, SentRecord, TransactionState } from './ledger.ts'
import { isReadable, isReadableCommitted } from './readable.ts'
import { stateOf } from './transactions.ts'

/** Of a transaction all or nothing is readable after healing, as its own end says and not another's. */
export const atomicTransactions: Invariant = {
  id: 'atomic-transactions',
  title: 'Transactions are all or nothing',
  about: 'a transaction with an acknowledged record was ended',
  reached: (ledger) => partsOf(ledger).some(({ sent, state }) => sent.outcome === 'acknowledged' && state !== 'open'),
  violation: (ledger) => {
    const parts = partsOf(ledger)
    return torn(ledger, parts) ?? decidedByAnother(ledger, parts)
  },
}

/** A record with its transaction. */
interface Part {
  readonly sent: SentRecord
  readonly transaction: number
  readonly state: TransactionState
}

function partsOf(ledger: Ledger): readonly Part[] {
  return ledger.sent.flatMap((sent) =>
    sent.transaction === null
      ? []
      : [{ sent, transaction: sent.transaction, state: stateOf(ledger, sent.transaction) }],
  )
}

function torn(ledger: Ledger, parts: readonly Part[]): Violation | undefined {
  const acknowledged = parts.filter(({ sent }) => sent.outcome === 'acknowledged')
  for (const given of acknowledged) {
    if (isReadableCommitted(ledger, given.sent) !== true) continue
    const missing = acknowledged.find(
      ({ sent, transaction }) => transaction === given.transaction && isReadableCommitted(ledger, sent) === false,
    )
    if (missing === undefined) continue
    return {
      clause: 'a read_committed consumer is given record {0}, and not record {1} of the same transaction',
      records: [given.sent.record, missing.sent.record],
    }
  }
  return undefined
}

function decidedByAnother(ledger: Ledger, parts: readonly Part[]): Violation | undefined {
  for (const { sent, state } of parts) {
    const clause =
      isReadableCommitted(ledger, sent) === true
        ? COMMITTED_WITH_ANOTHER[state]
        : wasAborted(ledger, sent, state)
          ? ABORTED_WITH_ANOTHER
          : undefined
    if (clause !== undefined) return { clause, records: [sent.record] }
  }
  return undefined
}

const ABORTED_WITH_ANOTHER = 'record {0} was aborted with another transaction, and its own was committed'

const COMMITTED_WITH_ANOTHER: Readonly<Partial<Record<TransactionState, string>>> = {
  open: 'record {0} was committed with another transaction, and its own was never ended',
  aborting: 'record {0} was committed with another transaction, and its own was aborted',
  aborted: 'record {0} was committed with another transaction, and its own was aborted',
}

/**
 * Where the last stable offset stays behind, a record may only be waiting for another transaction to end: nothing has
 * decided it.
 */
function wasAborted(ledger: Ledger, sent: SentRecord, state: TransactionState): boolean {
  const isKept = state === 'committed' && sent.outcome === 'acknowledged' && isReadable(ledger, sent)
  return isKept && isReadableCommitted(ledger, sent) === false && !ledger.unstable.includes(sent.log)
}
