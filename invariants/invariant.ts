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
  /**
   * Where a violation is over and done the moment it happens, whatever comes later: a search then asks what happened in
   * the schedule itself, so that its story shows it, and asks of healing only the rest.
   */
  readonly atOnce?: {
    /** What is broken by what was seen up to here. */
    readonly seen: (ledger: Ledger) => Violation | undefined
    /** What else is broken after healing. */
    readonly later: (ledger: Ledger) => Violation | undefined
  }
}

/**
 * For a promise of any log that in a queue is broken for good the moment it is broken: ordinary work matters there, and
 * a story shows it. Of a log it is asked after healing.
 */
export function atOnceInQueues(
  violation: (ledger: Ledger) => Violation | undefined,
): Pick<Required<Invariant>, 'violation' | 'atOnce'> {
  return {
    violation,
    atOnce: {
      seen: (ledger) => (ledger.queue === null ? undefined : violation(ledger)),
      later: (ledger) => (ledger.queue === null ? violation(ledger) : undefined),
    },
  }
}

/** For a promise that is only ever broken at once. */
export function onlyAtOnce(
  seen: (ledger: Ledger) => Violation | undefined,
): Pick<Required<Invariant>, 'violation' | 'atOnce'> {
  return { violation: seen, atOnce: { seen, later: () => undefined } }
}
