import type { Invariant } from './invariant.ts'

/** A record whose send succeeded can be read after healing. */
export const noAcknowledgedLoss: Invariant = {
  id: 'no-acknowledged-loss',
  title: 'Acknowledged records are not lost',
  about: 'a record was acknowledged',
  reached: (ledger) => ledger.sent.some((sent) => sent.outcome === 'acknowledged' && !sent.fresh),
  violation: (ledger) => {
    const lost = ledger.sent.find(
      (sent) => sent.outcome === 'acknowledged' && !(ledger.readBack[sent.log]?.includes(sent.record) ?? false),
    )
    return lost && { clause: 'record {0} was acknowledged, and it can no longer be read', records: [lost.record] }
  },
}
