/** A counterexample, played again: what the forms need that a result does not hold. */
import type { Counterexample } from '../../harness/result.ts'
import type { System } from '../../model/system.ts'
import { settingsJson } from '../json.ts'
import { type Configuration, entryOf, type Judged } from '../report.ts'

export interface PlayedStep {
  readonly action: unknown
  readonly before: unknown
}

export interface Played {
  readonly system: System<unknown, unknown>
  /** One for each step of the story. */
  readonly steps: readonly PlayedStep[]
  readonly last: unknown
}

/** Plays it in the size in which it was found; `undefined` where that is not possible. */
export function played(
  { actions }: Pick<Counterexample<unknown>, 'actions'>,
  { result: { evidence } }: Judged,
  configuration: Configuration,
): Played | undefined {
  const entry = entryOf(configuration)
  const saved = entry.saved(settingsJson(configuration.settings), evidence.bounds)
  if ('problem' in saved || saved.problemOf(actions) !== undefined) return undefined
  const system = entry.make(saved.settings, saved.size)
  const steps: PlayedStep[] = []
  let state = system.machine.initial
  for (const action of actions) {
    steps.push({ action, before: state })
    state = system.machine.step(state, action).state
  }
  return { system, steps, last: state }
}
