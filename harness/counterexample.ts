/** Turns a reduced schedule into the story of a result. */
import type { Invariant, Violation } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import type { Healed } from './heal.ts'
import { healingSteps } from './story-healing.ts'
import { storyLoop } from './story-loop.ts'
import { afterwardsOf } from './ending.ts'
import { tryOut } from './judge.ts'
import type { Counterexample } from './result.ts'
import type { Run } from './schedule.ts'
import { clauseInWords, storyStep, whenInWords } from './story.ts'

/** The counterexample that these actions are. Throws if they do not break the promise within the budget. */
export function counterexampleOf<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
  minimal: Counterexample<Action>['minimal'] = 'local',
): Counterexample<Action> {
  const { run, healed, violation } = tryOut(
    system,
    invariant,
    settledSchedule(system, invariant, actions, budget),
    budget,
  )
  if (violation === undefined) throw new Error(`this schedule does not break ${invariant.id}`)
  const steps = run.steps.map((step) => storyStep(system, step))
  const loop = healed.loop && storyLoop(system, run, healed.loop)
  return {
    faults: run.spent.faultCount,
    faultKinds: run.spent.faults,
    moves: run.spent.moves,
    moveKinds: moveKindsOf(run),
    length: run.actions.length,
    minimal,
    actions: run.actions,
    story: [
      ...steps.map((step) => step.text),
      ...(loop ? [...loop.before.map(({ text }) => text), ...loop.story] : healingSteps(system, run)),
    ],
    steps,
    afterwards: afterwardsOf(system, run, healed),
    ...reasonOf(system, invariant, run, healed, violation, budget),
    ...(loop && { loop }),
  }
}

/** How many moves of each kind are in a run. */
export function moveKindsOf<State, Action>(run: Run<State, Action>): Readonly<Record<string, number>> {
  const moveKinds: Record<string, number> = {}
  for (const { cost } of run.steps) {
    if (cost?.is === 'move') moveKinds[cost.kind] = (moveKinds[cost.kind] ?? 0) + 1
  }
  return moveKinds
}

/** How a run breaks a promise, in words, and the step that decides it. */
export type Reason = Pick<Counterexample<unknown>, 'why' | 'clause' | 'decisive'>

/**
 * How this run breaks the promise: the violation, what became of its records and when, and the step that healing does
 * not mend.
 */
export function reasonOf<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  run: Run<State, Action>,
  healed: Healed<State, Action>,
  violation: Violation,
  budget: Budget,
): Reason {
  const decisive = pointOfNoReturn(system, invariant, run.actions, budget)
  const clause = clauseInWords(violation, system.recordName)
  const whens = violation.records
    .map((record) => whenInWords(record, run, healed.ledger, system.recordName))
    .filter((when) => when !== undefined)
  const why = [clause, ...new Set(whens), fateOf(system, invariant, run, healed, decisive)].join('; ')
  return { why, clause, decisive }
}

/** From when on it could not be otherwise. */
function fateOf<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  run: Run<State, Action>,
  { loop }: Healed<State, Action>,
  lastStep: number,
): string {
  if (invariant.atOnce?.seen(run.ledger) !== undefined) return `that happens in step ${lastStep}`
  if (loop !== undefined) return `it goes round for ever from step ${storyLoop(system, run, loop).from} on`
  return lastStep === 0
    ? 'healing a system in which nothing happened ends so'
    : `from step ${lastStep} on healing does not mend it`
}

/** The schedule with everything named that its actions left open, as long as it breaks the promise just so. */
function settledSchedule<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
): readonly Action[] {
  const { run } = tryOut(system, invariant, actions, budget)
  const named = system.named(run.actions, [...run.steps.map((step) => step.before), run.state])
  const again = tryOut(system, invariant, named, budget)
  return again.violation !== undefined && again.run.actions.length === named.length ? named : actions
}

/** The first step after which healing ends in the violation, then and after every later step. */
function pointOfNoReturn<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
): number {
  let length = actions.length
  while (length > 0 && tryOut(system, invariant, actions.slice(0, length - 1), budget).violation !== undefined) length--
  return length
}
