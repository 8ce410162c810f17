import { NO_RECORD } from '../model/observation.ts'
import { isOrdinary } from './fresh.ts'
import type { Invariant, Violation } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { isReadable } from './readable.ts'

/**
 * One call of send stands at most once in the log; where the application sent again, of all its calls for one record at
 * most one does.
 */
export const noDuplicates: Invariant = {
  id: 'no-duplicates',
  title: 'No record is stored twice',
  about: 'a record was stored',
  reached: (ledger) => ledger.readBack.some((records) => records.some((record) => isOrdinary(ledger, record))),
  violation: (ledger) => storedTwice(ledger) ?? sentAgain(ledger),
}

function storedTwice(ledger: Ledger): Violation | undefined {
  for (const records of ledger.readBack) {
    const second = records.findIndex((record, at) => record !== NO_RECORD && records.indexOf(record) < at)
    const twice = records[second]
    if (twice === undefined) continue
    return {
      clause: `record {0} was sent once and stands twice, at positions ${records.indexOf(twice)} and ${second}`,
      records: [twice],
    }
  }
  return undefined
}

/** Two calls for one record, wherever the second one was sent to. */
function sentAgain(ledger: Ledger): Violation | undefined {
  const stored = ledger.sent.filter((sent) => isReadable(ledger, sent))
  for (const [at, again] of stored.entries()) {
    if (again.of === null) continue
    const first = stored.slice(0, at).find((sent) => (sent.of ?? sent.record) === again.of)
    if (first === undefined) continue
    return {
      clause:
        'record {0} was sent again as {1} by the application, and both are stored: to brokers another call of send is another record, with idempotence or without',
      records: [first.record, again.record],
    }
  }
  return undefined
}
