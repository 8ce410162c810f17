import type { Invariant } from './invariant.ts'
import { isReadable } from './readable.ts'

/** After healing no transaction keeps read_committed consumers from the end of a log. */
export const transactionsFinish: Invariant = {
  id: 'transactions-finish',
  title: 'No transaction hangs',
  about: 'a record of a transaction was stored',
  reached: (ledger) => ledger.sent.some((sent) => sent.transaction !== null && isReadable(ledger, sent)),
  violation: (ledger) => {
    const [log] = ledger.unstable
    return log === undefined
      ? undefined
      : {
          clause: `after healing, the last stable offset of partition ${log} stays below the high watermark`,
          records: [],
        }
  },
}
