/** Promises of the user's own, and what a machine of the user's own lets them know. */
import type { Invariant } from '../invariants/invariant.ts'
import type { Ledger, Noted } from '../invariants/ledger.ts'
import type { Observation } from '../model/observation.ts'

/** What is said of a promise of one's own. */
export interface PromiseDefinition {
  /** By which it is asked for: `atomic`. */
  readonly id: string
  /** How a report names it: `A transaction is committed everywhere or nowhere`. */
  readonly title: string
  /**
   * How it is broken, as a sentence without a full stop; `undefined` where it is kept. Asked once everything has healed.
   */
  broken(ledger: Ledger): string | undefined
  /** The situation that it is about, as a phrase: `a participant decided`. */
  readonly about?: string
  /** Whether that situation occurred: a promise that was never put to the test is not held. Without it, always. */
  reached?(ledger: Ledger): boolean
  /** It is broken for good the moment it is broken, whatever comes later. */
  readonly atOnce?: boolean
}

/** A promise of one's own, for `check`, `toKeep` and `ownSystem`. What it asks must depend on the ledger alone. */
export function promise(definition: PromiseDefinition): Invariant {
  const { id, title, about = 'anything happened', atOnce = false } = definition
  const violation: Invariant['violation'] = (ledger) => {
    const clause = definition.broken(ledger)
    return clause === undefined ? undefined : { clause, records: [] }
  }
  return {
    id,
    title,
    about,
    reached: (ledger) => definition.reached?.(ledger) ?? true,
    violation,
    ...(atOnce && { atOnce: { seen: violation, later: () => undefined } }),
  }
}

/** Something that a step lets anyone see, as a sentence: `note('participant 1', 'commits')`. */
export function note(who: string, what: string): Observation {
  return { kind: 'noted', who, what }
}

/** All that was noted up to here: who, and what, each once, in the order in which it was seen first. */
export function notesIn({ noted = [] }: Ledger): readonly Noted[] {
  return noted
}
