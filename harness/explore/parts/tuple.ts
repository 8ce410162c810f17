/** A vertex of a system in parts. */
import type { Done, Kept, Taken } from '../walk.ts'
import type { Numbers } from './memory.ts'

/** A state with its ledger, in numbers: those of its parts, then that of the ledger, then what is noted of it. */
export interface Tuple {
  readonly numbers: Numbers
  /** The fingerprint of its essence, without the ledger. */
  readonly low: number
  readonly high: number
  /** Once it was asked. */
  isSettled: boolean | undefined
  /** The step that was taken last: a verdict takes the first one, and the search does so again. */
  taken: Taken<Tuple, unknown> | undefined
  /** Sources that are known to name nothing here, and nothing that may be done at once (`Silence`). */
  idle: number
  patient: number
  /** What is done at once from here, once it was asked. */
  done: Done<Tuple, unknown> | undefined
}

export function newTuple(numbers: Numbers, low: number, high: number): Tuple {
  return { numbers, low, high, idle: 0, patient: 0, isSettled: undefined, taken: undefined, done: undefined }
}

/** What is done at once is kept in the vertex itself. */
export const KEPT_IN_TUPLE: Kept<Tuple, Done<Tuple, unknown>> = {
  get: (vertex) => vertex.done,
  set: (vertex, done) => {
    vertex.done = done
  },
}
