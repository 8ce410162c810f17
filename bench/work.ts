/** The work that is timed: one random search with the default budget, and how many steps it takes. */
import { budgetOf } from '../harness/budget.ts'
import { type RandomResult, searchRandomly } from '../harness/random.ts'
import { INVARIANTS } from '../invariants/index.ts'
import type { System } from '../model/system.ts'

/** As the command has them. */
const FAULTS = 2
const STEPS = 60

export interface Steps {
  /** Every step of the machine that changed its state. */
  readonly executed: number
  /** Of these, the ones of schedules; what a schedule took over from an earlier one is not counted. */
  readonly scheduled: number
  /** Of these, the ones that healed. */
  readonly healing: number
  readonly schedules: number
  readonly sideways: number
}

export function searchOnce<State, Action>(
  system: System<State, Action>,
  runs: number,
  seed: string,
): RandomResult<Action> {
  const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined)
  const slices = searchRandomly(system, { invariants, budget: budgetOf(FAULTS), runs, steps: STEPS, seed })
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return slice.value
  }
}

/** The steps of the same search. Counted in a run of their own, so that nothing is counted while time is taken. */
export function countSteps<State, Action>(system: System<State, Action>, runs: number, seed: string): Steps {
  let executed = 0
  const { machine } = system
  const counting: System<State, Action> = {
    ...system,
    machine: {
      ...machine,
      step: (state, action) => {
        const step = machine.step(state, action)
        if (step.state !== state) executed++
        return step
      },
    },
  }
  const { steps: scheduled, healingSteps: healing, schedules, sideways } = searchOnce(counting, runs, seed)
  return { executed, scheduled, healing, schedules, sideways }
}
