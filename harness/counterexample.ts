/** Turns a reduced schedule into the story of a result. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { tryOut } from './judge.ts'
import type { Counterexample } from './result.ts'
import { clauseInWords, storyStep, whenInWords } from './story.ts'

/** The counterexample that these actions are. Throws if they do not break the promise within the budget. */
export function counterexampleOf<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  actions: readonly Action[],
  budget: Budget,
  minimal: Counterexample<Action>['minimal'] = 'local',
): Counterexample<Action> {
  const { run, healed, violation } = tryOut(system, invariant, settledSchedule(system, invariant, actions, budget), budget)
  if (violation === undefined) throw new Error(`this schedule does not break ${invariant.id}`)
  const steps = run.steps.map((step) => storyStep(system, step))
  const moveKinds: Record<string, number> = {}
  for (const { cost } of run.steps) {
    if (cost?.is === 'move') moveKinds[cost.kind] = (moveKinds[cost.kind] ?? 0) + 1
  }
  const lastStep = pointOfNoReturn(system, invariant, run.actions, budget)
  const whens = violation.records
    .map((record) => whenInWords(record, run, healed.ledger, system.recordName))
    .filter((when) => when !== undefined)
  const fate = lastStep === 0 ? 'healing a system in which nothing happened ends so' : `from step ${lastStep} on healing does not mend it`
  return {
    faults: run.spent.faultCount,
    faultKinds: run.spent.faults,
    moves: run.spent.moves,
    moveKinds,
    length: run.actions.length,
    minimal,
    actions: run.actions,
    story: steps.map((step) => step.text),
    steps,
    why: [clauseInWords(violation, system.recordName), ...new Set(whens), fate].join('; '),
  }
}

/** The schedule with everything named that its actions left open, as long as it breaks the promise just so. */
function settledSchedule<State, Action>(system: System<State, Action>, invariant: Invariant, actions: readonly Action[], budget: Budget): readonly Action[] {
  const { run } = tryOut(system, invariant, actions, budget)
  const settled = system.settled(run.actions, [...run.steps.map((step) => step.before), run.state])
  const again = tryOut(system, invariant, settled, budget)
  return again.violation !== undefined && again.run.actions.length === settled.length ? settled : actions
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
