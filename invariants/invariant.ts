import type { Ledger } from './ledger.ts'

/** Why a promise is broken: a clause for a person, with the records it is about. */
export interface Violation {
  /** A sentence without a full stop; records are written `{0}`, `{1}` … and stand for `records[0]`, `records[1]`. */
  readonly clause: string
  readonly records: readonly number[]
}

/** One promise, judged on the ledger of a run that has healed, come to rest and been read back. */
export interface Invariant {
  /** Stable id, as users and scripts know it. */
  readonly id: string
  readonly title: string
  /** The situation that the promise is about, as a phrase: "a record was acknowledged". */
  readonly about: string
  /**
   * Whether that situation occurred in this run; a promise whose situation never occurred is not "held" but undecided.
   */
  readonly reached: (ledger: Ledger) => boolean
  /** The first violation in this ledger, or `undefined`. */
  readonly violation: (ledger: Ledger) => Violation | undefined
}
