import { type Invariant, type Violation, atOnceInQueues } from './invariant.ts'
import type { Ledger, SentRecord } from './ledger.ts'

/**
 * Per producer and log, the first copies of acknowledged records stand in the order in which they were sent. Where an
 * application sends a record again, all its calls of send stand for that record. A queue has no positions to read at:
 * what stands first there is what was processed first.
 */
export const inOrder: Invariant = {
  id: 'in-order',
  title: "Records keep their producer's order",
  about: 'two records of one producer were acknowledged in one log',
  reached: (ledger) => pairs(ledger).some(([first, second]) => !first.calls[0].fresh && !second.calls[0].fresh),
  ...atOnceInQueues((ledger) => {
    for (const [first, second] of pairs(ledger)) {
      const [of1, of2] = [firstCopy(ledger, first), firstCopy(ledger, second)]
      if (of1 !== undefined && of2 !== undefined && of1.at > of2.at)
        return overtaken(first, second, of1.record, ledger.queue === null ? 'stored' : 'processed')
    }
    return undefined
  }),
}

/** A record, and every call of send for it, the first one first. */
interface Sent {
  readonly calls: readonly [SentRecord, ...SentRecord[]]
}

/** Every two acknowledged records of one producer and log, the one that was sent first before the other. */
function pairs(ledger: Ledger): readonly (readonly [Sent, Sent])[] {
  const acknowledged = recordsOf(ledger).filter(({ calls }) => calls.some(({ outcome }) => outcome === 'acknowledged'))
  return acknowledged.flatMap((first, index) =>
    acknowledged
      .slice(index + 1)
      .filter(({ calls: [second] }) => second.producer === first.calls[0].producer && second.log === first.calls[0].log)
      .map((second) => [first, second] as const),
  )
}

function recordsOf({ sent }: Ledger): readonly Sent[] {
  const recordOf = ({ record, of }: SentRecord): number => of ?? record
  return sent.flatMap((first, at): readonly Sent[] => {
    const isAgain = sent.slice(0, at).some((earlier) => recordOf(earlier) === recordOf(first))
    if (isAgain) return []
    return [{ calls: [first, ...sent.slice(at + 1).filter((later) => recordOf(later) === recordOf(first))] }]
  })
}

/** Where the record stands first, and by which of its calls. */
function firstCopy(ledger: Ledger, { calls }: Sent): { readonly at: number; readonly record: number } | undefined {
  const records =
    ledger.queue === null ? (ledger.readBack[calls[0].log] ?? []) : ledger.applied.map(({ record }) => record)
  const at = records.findIndex((record) => calls.some((call) => call.record === record))
  const record = records[at]
  return record === undefined ? undefined : { at, record }
}

function overtaken(
  { calls: [first] }: Sent,
  { calls: [second] }: Sent,
  copy: number,
  deed: 'stored' | 'processed',
): Violation {
  const after = `record {0} was sent before record {1}, and is ${deed} after it`
  if (copy === first.record) return { clause: after, records: [first.record, second.record] }
  return { clause: `${after}: the application sent it again as {2}`, records: [first.record, second.record, copy] }
}
