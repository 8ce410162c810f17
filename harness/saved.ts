/** The replay of a saved counterexample. How its file looks is said in reports/saved-file.ts. */
import { foldAll } from '../invariants/fold.ts'
import { invariantById } from '../invariants/index.ts'
import type { Invariant } from '../invariants/invariant.ts'
import { emptyLedger } from '../invariants/ledger.ts'
import { FAULT_KINDS } from '../model/machine.ts'
import type { System } from '../model/system.ts'
import { type Budget, budgetOf, nothingSpent, spend } from './budget.ts'
import { moveKindsOf, type Reason, reasonOf } from './counterexample.ts'
import { afterwardsOf } from './ending.ts'
import { hasEnd, heal, violationAfter } from './heal.ts'
import type { StoryEnd, StoryStep } from './result.ts'
import type { Run, RunStep } from './schedule.ts'
import { storyStep } from './story.ts'

/** A file that cannot be replayed; the message says why and what to do. */
export class SavedFileError extends Error {
  override readonly name = 'SavedFileError'
}

/** A file of a format that only a newer version knows. */
export class NewerFileError extends SavedFileError {
  /** What the file is about, as far as it says so. */
  readonly promise: string

  constructor(message: string, promise: string) {
    super(message)
    this.promise = promise
  }
}

/** What a saved file says about a run. */
export interface SavedRun {
  /** Version of the tool that saved it. */
  readonly tidemark: string
  readonly promise: string
  readonly actions: readonly unknown[]
  /** A line an action. */
  readonly story: readonly string[]
}

/** One line of a saved story, run again. */
export interface ReplayStep extends StoryStep {
  /** Place in the story, from 1. */
  readonly line: number
  /** The text as it was saved. */
  readonly saved: string
  /** Whether the action could happen. If not, nothing happened. */
  readonly possible: boolean
}

/** Its reason is how the promise is broken now, in the words of a search, or why it is not. */
export interface Replay extends Reason {
  readonly title: string
  readonly steps: readonly ReplayStep[]
  readonly afterwards: StoryEnd
  readonly moveKinds: Readonly<Record<string, number>>
  /** The promise was broken again. */
  readonly violated: boolean
  /** The first line that was not possible any more. */
  readonly firstImpossible: number | null
}

/**
 * Runs a saved counterexample again on this system, which the caller built from its settings. All of it is run,
 * whatever it costs by now; an action that is not possible any more is passed over. Throws `SavedFileError` if the
 * promise is unknown.
 * @param own promises that the house does not know
 */
export function replaySaved<State, Action>(
  system: System<State, Action>,
  saved: SavedRun,
  own: readonly Invariant[] = [],
): Replay {
  const invariant = own.find(({ id }) => id === saved.promise) ?? invariantById(saved.promise)
  if (invariant === undefined) {
    const about = `This file is about the promise "${saved.promise}", which this tidemark does not know.`
    throw new SavedFileError(`${about} Replay it with tidemark ${saved.tidemark}.`)
  }
  // What the file holds was made by this system, and the checksum says that it still is.
  const run = runAll(system, saved.actions as readonly Action[])
  const steps = run.steps.map((step, index): ReplayStep => {
    const possible = step.after !== step.before
    const text = saved.story[index] ?? ''
    const told = storyStep(system, step)
    return { ...told, text: possible ? told.text : text, line: index + 1, saved: text, possible }
  })
  const healed = heal(system, run.state, run.ledger)
  const violation = violationAfter(healed, invariant, run.ledger)
  const kept = hasEnd(healed)
    ? `the promise "${invariant.title}" is kept`
    : 'the system did not come to rest after healing'
  return {
    title: invariant.title,
    steps,
    afterwards: afterwardsOf(system, run, healed),
    moveKinds: moveKindsOf(run),
    violated: violation !== undefined,
    ...(violation === undefined
      ? { why: kept, clause: kept, decisive: 0 }
      : reasonOf(system, invariant, run, healed, violation, enoughFor(saved.actions.length))),
    firstImpossible: steps.find((step) => !step.possible)?.line ?? null,
  }
}

/**
 * Every action has its step, so that steps have the numbers of the saved story; where it was not possible the state
 * stays as it was.
 */
function runAll<State, Action>({ machine }: System<State, Action>, actions: readonly Action[]): Run<State, Action> {
  const steps: RunStep<State, Action>[] = []
  let state = machine.initial
  let ledger = emptyLedger
  let spent = nothingSpent
  for (const action of actions) {
    const cost = machine.cost(action, state)
    const { state: after, seen } = machine.step(state, action)
    const possible = after !== state
    steps.push({ action, cost, before: state, after, seen: possible ? seen : [] })
    if (!possible) continue
    state = after
    ledger = foldAll(ledger, seen)
    spent = spend(spent, cost)
  }
  return { actions, steps, state, ledger, spent }
}

/** A budget that affords as many actions of any kind. */
export function enoughFor(actions: number): Budget {
  return budgetOf(actions, Object.fromEntries(FAULT_KINDS.map((kind) => [kind, actions])), actions)
}
