/** How a story ends. */
import type { System } from '../model/system.ts'
import { type Healed, heal } from './heal.ts'
import type { StoryEnd, StoryLoop, StoryStep } from './result.ts'
import type { Run } from './schedule.ts'
import { healingSteps } from './story-healing.ts'
import { storyLoop } from './story-loop.ts'
import { observationInWords, queueInWords } from './story.ts'

/**
 * How a run ends, as the last line of its story: the participants after healing, before the epilogue changes them, and
 * what the new reader by whom the promise was judged is given, without the records of the epilogue.
 */
export function afterwardsOf<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
  healed: Healed<State, Action>,
): StoryEnd {
  if (healed.loop !== undefined)
    return forEver(system, healed.loop.states[0] as State, storyLoop(system, run, healed.loop))
  const { state, through } = healing(system, run)
  const fresh = new Set(healed.ledger.sent.filter((sent) => sent.fresh).map(({ record }) => record))
  const given = healed.ledger.readBack.map((records) => records.filter((record) => !fresh.has(record)))
  const told = given.filter((records) => records.length > 0)
  // Where nothing is ever read back there is no reader to speak of.
  const read = told.length > 0 || given.length === 0 ? told : [[]]
  const noted = system.readBack(state).filter(({ kind }) => kind === 'noted')
  const committed = healed.ledger.readCommitted.map((records) => records.filter((record) => !fresh.has(record)))
  return {
    text: 'everything heals',
    cost: null,
    participants: system.participants(state),
    ...(through.length > 0 && { through }),
    seen: [
      ...healingSteps(system, run),
      ...(healed.ledger.queue !== null
        ? queueInWords(healed.ledger, system.recordName)
        : read.map((records) => observationInWords({ kind: 'read-back', log: 0, records }, system.recordName))),
      ...noted.map((observation) => observationInWords(observation, system.recordName)),
      ...committed.map((records) =>
        observationInWords({ kind: 'read-back', log: 0, isolation: 'read_committed', records }, system.recordName),
      ),
    ],
  }
}

/** The state after healing, and what a story tells of how it came to be. */
function healing<State, Action>(
  system: System<State, Action>,
  run: Run<State, Action>,
): { readonly state: State; readonly through: readonly string[] } {
  const through: string[] = []
  const { state } = heal({ ...system, epilogue: () => [] }, run.state, run.ledger, (action, before, after) => {
    if (system.tells?.(action, before, after) === true) through.push(system.machine.describe(action, before))
  })
  return { state, through }
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
