/** Which ordinary action healing takes next. */
import type { System } from '../model/system.ts'

/** The first that does anything, in the machine's own order. */
export function firstEnabled<State, Action>({ machine }: System<State, Action>, state: State) {
  for (const action of machine.actions(state)) {
    if (machine.cost(action, state) !== undefined) return undefined
    const step = machine.step(state, action)
    if (step.state !== state) return { action, ...step }
  }
  return undefined
}

/** One whose source of luck had its last turn longest ago. */
export function longestWaiting<State, Action>(
  { machine, luckKey }: System<State, Action>,
  state: State,
  turns: ReadonlyMap<string, number>,
) {
  const waiting: { readonly action: Action; readonly since: number }[] = []
  for (const action of machine.actions(state)) {
    if (machine.cost(action, state) !== undefined) break
    waiting.push({ action, since: turns.get(luckKey(action)) ?? -1 })
  }
  waiting.sort((a, b) => a.since - b.since)
  for (const { action } of waiting) {
    const step = machine.step(state, action)
    if (step.state !== state) return { action, ...step }
  }
  return undefined
}

/** Sources of luck, the one that waited longest first. */
export function orderOf(turns: ReadonlyMap<string, number>): readonly string[] {
  return [...turns].sort(([, a], [, b]) => a - b).map(([key]) => key)
}
