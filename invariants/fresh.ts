/**
 * Records of the producer that only asks whether writes work again: no promise but `writes-resume` counts them as its
 * situation.
 */
import { NO_RECORD } from '../model/observation.ts'
import type { Ledger } from './ledger.ts'

/** Whether an application sent this record as part of its own work; no for `NO_RECORD`. */
export function isOrdinary(ledger: Ledger, record: number): boolean {
  return record !== NO_RECORD && !ledger.sent.some((sent) => sent.record === record && sent.fresh)
}

/** Whether a reader was ever given, at any position, a record of ordinary work. */
export function somethingWasPolled(ledger: Ledger): boolean {
  return ledger.polled.some((offsets) =>
    offsets.some((records) => records.some((record) => isOrdinary(ledger, record))),
  )
}
