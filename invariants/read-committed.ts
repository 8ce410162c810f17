import type { Invariant } from './invariant.ts'
import { stateOf } from './transactions.ts'

/** The consumer is given no record of a transaction that is open or aborted. */
export const readCommitted: Invariant = {
  id: 'read-committed',
  title: 'Readers see only committed transactions',
  about: 'a consumer could read a record of a transaction',
  reached: (ledger) => {
    const records = ledger.sent.filter(({ transaction }) => transaction !== null).map(({ record }) => record)
    return ledger.polled.some((offsets) => offsets.some((seen) => seen.some((record) => records.includes(record))))
  },
  violation: (ledger) => {
    const [dirty] = ledger.dirty
    if (dirty === undefined) return undefined
    const transaction = ledger.sent.find(({ record }) => record === dirty)?.transaction ?? null
    const state = transaction === null ? 'open' : stateOf(ledger, transaction)
    // An aborted one may have been open still when the consumer was given the record: the clause is true either way.
    return state === 'aborting' || state === 'aborted'
      ? { clause: 'record {0} was given to a consumer, and its transaction was aborted', records: [dirty] }
      : { clause: 'record {0} was given to a consumer while its transaction was open', records: [dirty] }
  },
}
