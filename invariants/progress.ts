import { isOrdinary } from './fresh.ts'
import type { Invariant, Violation } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/**
 * Every message that was there is processed in the end, unless somebody gave it up or cancelled it: it neither stays
 * behind, nor is taken away without an effect, nor is it offered again and again for ever. A message that its broker
 * lost is not there: that is what `no-acknowledged-loss` is about.
 *
 * On time means: the moment a message is due nothing stands before it that is not. How long the ones who work need is
 * for the schedule to say, so no number of ticks would be fair; but a message that cannot be handed over although it is
 * due, with everybody there and no fault, is late by the rules of the queue.
 */
export const progress: Invariant = {
  id: 'progress',
  title: 'Every record is processed in the end',
  about: 'a message was taken in',
  reached: (ledger) => stored(ledger).some((record) => isOrdinary(ledger, record)),
  violation: (ledger) => heldUp(ledger) ?? starved(ledger) ?? unfinished(ledger),
  atOnce: { seen: heldUp, later: (ledger) => starved(ledger) ?? unfinished(ledger) },
}

function stored({ readBack }: Ledger): readonly number[] {
  return readBack[0] ?? []
}

function starved({ queue }: Ledger): Violation | undefined {
  const [record] = queue?.endless ?? []
  return record === undefined
    ? undefined
    : { clause: 'message {0} is never finished, however long the queue runs', records: [record] }
}

function heldUp({ queue }: Ledger): Violation | undefined {
  const late = queue?.heldUp ?? null
  if (late === null) return undefined
  return {
    clause: 'message {0} is due and cannot be delivered on time: message {1} before it is not due yet',
    records: [late.record, late.behind],
  }
}

function unfinished(ledger: Ledger): Violation | undefined {
  const isExcused = (record: number): boolean =>
    ledger.queue?.givenUp.includes(record) === true || ledger.queue?.cancelled.includes(record) === true
  const isProcessed = (record: number): boolean => ledger.applied.some((effect) => effect.record === record)
  const left = stored(ledger).find((record) => !isProcessed(record) && !isExcused(record))
  if (left === undefined) return undefined
  return ledger.consumed.includes(left)
    ? { clause: 'message {0} was taken from the queue, and it is never processed', records: [left] }
    : { clause: 'message {0} stays in the queue, and it is never processed', records: [left] }
}
