import type { Invariant } from './invariant.ts'
import { isReadable, isReadableCommitted } from './readable.ts'
import { stateOf } from './transactions.ts'

/**
 * A record whose send succeeded can be read after healing; if its transaction was committed, by a read_committed
 * consumer too.
 */
export const noAcknowledgedLoss: Invariant = {
  id: 'no-acknowledged-loss',
  title: 'Acknowledged records are not lost',
  about: 'a record was acknowledged',
  reached: (ledger) => ledger.sent.some((sent) => sent.outcome === 'acknowledged' && !sent.fresh),
  violation: (ledger) => {
    const acknowledged = ledger.sent.filter((sent) => sent.outcome === 'acknowledged')
    const lost = acknowledged.find((sent) => !isReadable(ledger, sent))
    if (lost !== undefined)
      return { clause: 'record {0} was acknowledged, and it can no longer be read', records: [lost.record] }
    const withheld = acknowledged
      .filter(({ transaction }) => transaction !== null && stateOf(ledger, transaction) === 'committed')
      .find((sent) => isReadableCommitted(ledger, sent) === false)
    return (
      withheld && {
        clause:
          'record {0} was acknowledged and its transaction committed, and a read_committed consumer is not given it',
        records: [withheld.record],
      }
    )
  },
}
