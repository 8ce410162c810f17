/** The story of ordinary work, where nothing else is needed to break a promise. */
import type { System } from '../model/system.ts'
import { heal } from './heal.ts'
import type { Run } from './schedule.ts'

/**
 * What happens while healing, a line a step: where a schedule has no steps of its own and the system wants it told.
 * Else nothing.
 */
export function healingSteps<State, Action>(system: System<State, Action>, run: Run<State, Action>): readonly string[] {
  if (system.tellsHealing !== true || run.steps.length > 0) return []
  const lines: string[] = []
  heal({ ...system, epilogue: () => [] }, run.state, run.ledger, (action, before) =>
    lines.push(system.machine.describe(action, before)),
  )
  return ['everything goes its ordinary way:', ...lines]
}
