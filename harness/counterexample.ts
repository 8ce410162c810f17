/** Turns a reduced schedule into the story of a result. */
import type { Invariant, Violation } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { type Healed, heal } from './heal.ts'
import { healingSteps } from './story-healing.ts'
import { storyLoop } from './story-loop.ts'
import { tryOut } from './judge.ts'
import type { Counterexample, StoryLoop, StoryStep } from './result.ts'
import type { Run } from './schedule.ts'
import { clauseInWords, observationInWords, queueInWords, storyStep, whenInWords } from './story.ts'

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
    why: whyOf(system, invariant, run, healed, violation, budget),
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

/**
 * How this run breaks the promise: the violation, what became of its records and when, and the step that healing does
 * not mend.
 */
export function whyOf<State, Action>(
  system: System<State, Action>,
  invariant: Invariant,
  run: Run<State, Action>,
  healed: Healed<State, Action>,
  violation: Violation,
  budget: Budget,
): string {
  const lastStep = pointOfNoReturn(system, invariant, run.actions, budget)
  const whens = violation.records
    .map((record) => whenInWords(record, run, healed.ledger, system.recordName))
    .filter((when) => when !== undefined)
  return [
    clauseInWords(violation, system.recordName),
    ...new Set(whens),
    fateOf(system, invariant, run, healed, lastStep),
  ].join('; ')
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

/**
 * How a run ends, as the last line of its story: the participants after healing, before the epilogue changes them, and
 * what the new reader by whom the promise was judged is given, without the records of the epilogue.
 */
export function afterwardsOf<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
  healed: Healed<State, Action>,
): StoryStep {
  if (healed.loop !== undefined)
    return forEver(system, healed.loop.states[0] as State, storyLoop(system, run, healed.loop))
  const { state } = heal({ ...system, epilogue: () => [] }, run.state, run.ledger)
  const fresh = new Set(healed.ledger.sent.filter((sent) => sent.fresh).map(({ record }) => record))
  const given = healed.ledger.readBack.map((records) => records.filter((record) => !fresh.has(record)))
  const told = given.filter((records) => records.length > 0)
  const read = told.length > 0 ? told : [[]]
  const committed = healed.ledger.readCommitted.map((records) => records.filter((record) => !fresh.has(record)))
  return {
    text: 'everything heals',
    cost: null,
    participants: system.participants(state),
    seen: [
      ...healingSteps(system, run),
      ...(healed.ledger.queue !== null
        ? queueInWords(healed.ledger, system.recordName)
        : read.map((records) => observationInWords({ kind: 'read-back', log: 0, records }, system.recordName))),
      ...committed.map((records) =>
        observationInWords({ kind: 'read-back', log: 0, isolation: 'read_committed', records }, system.recordName),
      ),
    ],
  }
}

/** The end of a story that has none. */
function forEver<State, Action>(system: System<State, Action>, state: State, { before, story }: StoryLoop): StoryStep {
  return {
    text: 'everything heals, and never comes to rest',
    cost: null,
    participants: system.participants(state),
    seen: [...(before.length === 0 ? [] : ['first:', ...before.map(({ text }) => text)]), ...story],
  }
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
