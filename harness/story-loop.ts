/** The story of what never ends. */
import { Fingerprinter } from '../model/fingerprint.ts'
import type { System } from '../model/system.ts'
import { heal } from './heal.ts'
import { period, type Loop } from './loop.ts'
import type { StoryLoop } from './result.ts'
import type { Run, RunStep } from './schedule.ts'
import { storyStep } from './story.ts'

/** The loop that healing from the end of this run goes through, told from where it first got there. */
export function storyLoop<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
  loop: Loop<State, Action>,
): StoryLoop {
  const fingerprint = new Fingerprinter()
  const names = loop.states.map((state) => nameOf(state, fingerprint))
  const { before, enters } = wayInto(system, run, names, fingerprint)
  const turned = [...loop.actions.slice(enters), ...loop.actions.slice(0, enters)]
  const once = turned.slice(
    0,
    period(turned, (action) => JSON.stringify(action)),
  )
  const steps = stepsOf(system, loop.states[enters] as State, once).map((step) => storyStep(system, step))
  const from = run.steps.length + before.length + 1
  return {
    from,
    before: before.map((step) => storyStep(system, step)),
    steps,
    story: [`from step ${from} on, again and again:`, ...steps.map(({ text }) => text)],
  }
}

/** Healing steps up to the first state of the loop, and which of its states that is. */
function wayInto<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
  names: readonly string[],
  fingerprint: Fingerprinter,
): { readonly before: readonly RunStep<State, Action>[]; readonly enters: number } {
  const before: RunStep<State, Action>[] = []
  let enters = names.indexOf(nameOf(run.state, fingerprint))
  heal(system, run.state, run.ledger, (action, state, after) => {
    if (enters >= 0) return
    before.push({ action, cost: undefined, before: state, after, seen: system.machine.step(state, action).seen })
    enters = names.indexOf(nameOf(after, fingerprint))
  })
  return { before, enters: Math.max(0, enters) }
}

function stepsOf<State, Action>(
  { machine }: System<State, Action>,
  from: State,
  actions: readonly Action[],
): readonly RunStep<State, Action>[] {
  let before = from
  return actions.map((action) => {
    const { state: after, seen } = machine.step(before, action)
    const step = { action, cost: undefined, before, after, seen }
    before = after
    return step
  })
}

function nameOf(state: unknown, fingerprint: Fingerprinter): string {
  fingerprint.of(state)
  return `${fingerprint.high} ${fingerprint.low}`
}
