import { NO_RECORD } from '../model/observation.ts'
import { isOrdinary } from './fresh.ts'
import type { Invariant } from './invariant.ts'

/** After healing, no two copies of a log differ where both hold committed data. */
export const replicasAgree: Invariant = {
  id: 'replicas-agree',
  title: 'Replicas agree on committed data',
  about: 'two replicas of one log held committed records',
  reached: (ledger) =>
    ledger.replicas.some(
      (copies) => copies.filter((copy) => copy.records.some((record) => isOrdinary(ledger, record))).length >= 2,
    ),
  violation: (ledger) => {
    for (const copies of ledger.replicas) {
      for (const [index, one] of copies.entries()) {
        for (const other of copies.slice(index + 1)) {
          const offset = one.records.findIndex(
            (record, at) => at < other.records.length && record !== other.records[at],
          )
          const here = one.records[offset]
          const there = other.records[offset]
          if (here === undefined || there === undefined) continue
          const records = [here, there].filter((record) => record !== NO_RECORD)
          const held = (record: number): string =>
            record === NO_RECORD ? 'a transaction marker' : `record {${records.indexOf(record)}}`
          const first = `replica ${one.replica} holds ${held(here)} at offset ${offset}`
          const second = `replica ${other.replica} holds ${held(there)} there`
          return { clause: `${first}, ${second}, and both count theirs as committed`, records }
        }
      }
    }
    return undefined
  },
}
