import type { Invariant } from './invariant.ts'
import type { Ledger, SentRecord } from './ledger.ts'

/** Per producer and log, the first copies of acknowledged records stand in the order in which they were sent. */
export const inOrder: Invariant = {
  id: 'in-order',
  title: "Records keep their producer's order",
  about: 'two records of one producer were acknowledged in one log',
  reached: (ledger) => pairs(ledger).some(([first, second]) => !first.fresh && !second.fresh),
  violation: (ledger) => {
    for (const [first, second] of pairs(ledger)) {
      const records = ledger.readBack[first.log] ?? []
      const of1 = records.indexOf(first.record)
      const of2 = records.indexOf(second.record)
      if (of1 < 0 || of2 < 0 || of1 < of2) continue
      return { clause: 'record {0} was sent before record {1}, and is stored after it', records: [first.record, second.record] }
    }
    return undefined
  },
}

/** Every two acknowledged records of one producer and log, the earlier call first. */
function pairs(ledger: Ledger): readonly (readonly [SentRecord, SentRecord])[] {
  const acknowledged = ledger.sent.filter((sent) => sent.outcome === 'acknowledged')
  return acknowledged.flatMap((first, index) =>
    acknowledged
      .slice(index + 1)
      .filter((second) => second.producer === first.producer && second.log === first.log)
      .map((second) => [first, second] as const),
  )
}
