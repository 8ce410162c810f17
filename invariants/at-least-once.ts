import { isOrdinary } from './fresh.ts'
import type { Invariant, Violation } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** What was reported as consumed had its effect. */
export const atLeastOnce: Invariant = {
  id: 'at-least-once',
  title: 'Every record is processed',
  about: 'a record was reported as consumed',
  reached: (ledger) =>
    [...ledger.consumed, ...(ledger.queue?.dropped ?? [])].some((record) => isOrdinary(ledger, record)),
  violation: (ledger) => skipped(ledger) ?? dropped(ledger),
}

const isProcessed = ({ applied }: Ledger, record: number): boolean => applied.some((effect) => effect.record === record)

/** In a queue the work may be to find out that the effect was cancelled. */
function skipped(ledger: Ledger): Violation | undefined {
  const record = ledger.consumed.find(
    (one) => !isProcessed(ledger, one) && ledger.queue?.cancelled.includes(one) !== true,
  )
  return record === undefined
    ? undefined
    : { clause: 'record {0} was reported as consumed, and it was never processed', records: [record] }
}

/** What a queue gave up and did not keep counts as taken from it. */
function dropped(ledger: Ledger): Violation | undefined {
  const record = ledger.queue?.dropped.find((one) => !isProcessed(ledger, one))
  return record === undefined
    ? undefined
    : { clause: 'record {0} was given up and dropped, and it was never processed', records: [record] }
}
