import { isOrdinary } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** One call of send stands at most once in the log. */
export const noDuplicates: Invariant = {
  id: 'no-duplicates',
  title: 'No record is stored twice',
  about: 'a record was stored',
  reached: (ledger) => ledger.readBack.some((records) => records.some((record) => isOrdinary(ledger, record))),
  violation: (ledger) => {
    for (const records of ledger.readBack) {
      const second = records.findIndex((record, at) => records.indexOf(record) < at)
      const twice = records[second]
      if (twice === undefined) continue
      return {
        clause: `record {0} was sent once and is stored twice, at positions ${records.indexOf(twice)} and ${second}`,
        records: [twice],
      }
    }
    return undefined
  },
}
