/** One schedule on a system: what happens, and which promises it breaks. */
import { judge } from '../harness/judge.ts'
import { heal } from '../harness/heal.ts'
import { runSchedule } from '../harness/schedule.ts'
import { storyStep } from '../harness/story.ts'
import { clauseInWords } from '../harness/story.ts'
import type { System } from '../model/system.ts'
import { type CheckOptions, ready, type Target } from './target.ts'

/** What came of a schedule. */
export interface Played {
  /** A line for each action that happened. */
  readonly story: readonly string[]
  /** By promise: how it is broken, once everything has healed. */
  readonly broken: Readonly<Record<string, string>>
  /** Whether healing came to rest; if not, nothing is known of promises that are judged after it. */
  readonly rested: boolean
}

/**
 * Plays a schedule, heals, and judges. An action that is not possible when its turn comes, or over the budget of the
 * options, is left out.
 * @throws as `check` does
 */
export function play(target: Target, actions: readonly unknown[], options: CheckOptions = {}): Played {
  const one = ready(target, options)
  const system = systemIn(one)
  const run = runSchedule(system, actions, one.budget)
  const healed = heal(system, run.state, run.ledger)
  const broken = judge(healed, one.invariants, run.ledger).flatMap(({ invariant, violation }) =>
    violation === undefined || system.reservations[invariant.id] !== undefined
      ? []
      : [[invariant.id, clauseInWords(violation, system.recordName)] as const],
  )
  return {
    story: run.steps.map((step) => storyStep(system, step).text),
    broken: Object.fromEntries(broken),
    rested: healed.rested,
  }
}

/** The system of a target, in the largest size that a check would search. */
export function systemIn({ entry, configuration, size }: ReturnType<typeof ready>): System<unknown, unknown> {
  const { settings } = configuration
  return entry.make(settings, entry.sizes(settings, size).at(-1) ?? size)
}
