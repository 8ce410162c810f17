import { describe, expect, test } from 'vitest'
import { emptyLedger } from '../invariants/ledger.ts'
import type { System } from '../model/system.ts'
import { MOST_HEALING_STEPS, heal } from './heal.ts'
import { runSchedule } from './schedule.ts'
import { TEST_BUDGET, brokenSchedules } from './testing/broken.ts'
import { queueSystem } from './testing/queue.ts'

/** Work that has to be done, behind two actors who can always do something and come first in the machine's order. */
function busySystem(spinsFor: number): System<{ readonly spins: number; readonly done: boolean }, string> {
  return {
    machine: {
      name: 'busy',
      initial: { spins: 0, done: false },
      *actions(state) {
        if (!state.done && state.spins < spinsFor) yield state.spins % 2 === 0 ? 'spin left' : 'spin right'
        if (!state.done) yield 'work'
      },
      step: (state, action) => ({
        state:
          action === 'work'
            ? { ...state, done: true }
            : action === 'idle'
              ? state
              : { ...state, spins: state.spins + 1 },
        seen: [],
      }),
      cost: () => undefined,
      describe: (action) => action,
    },
    reservations: {},
    bounds: {},
    epilogue: () => [],
    readBack: (state) => [{ kind: 'read-back', log: 0, records: state.done ? [1] : [] }],
    situations: () => [],
    possibleSituations: [],
    participants: () => [],
    recordName: String,
    view: (state) => String(state.done),
    named: (actions) => actions,
    luckKey: (action) => action,
  }
}

describe('healing', () => {
  test('comes to rest: afterwards nothing is enabled that costs nothing', () => {
    const system = queueSystem({ dedupe: false, persistent: false, records: 3 })
    for (const { actions } of brokenSchedules({ dedupe: false, persistent: false, records: 3 }, 'heal')) {
      const run = runSchedule(system, actions, TEST_BUDGET)
      const { state, rested } = heal(system, run.state, run.ledger)
      expect(rested).toBe(true)
      for (const action of system.machine.actions(state)) expect(system.machine.cost(action, state)).toBeDefined()
    }
  })

  test('finishes the work, lets a new producer send, and reads everything back', () => {
    const system = queueSystem()
    const { ledger } = heal(system, system.machine.initial, emptyLedger)
    expect(ledger.sent.map(({ record, outcome, fresh }) => ({ record, outcome, fresh }))).toEqual([
      { record: 0, outcome: 'acknowledged', fresh: false },
      { record: 1, outcome: 'acknowledged', fresh: false },
      { record: 2, outcome: 'acknowledged', fresh: true },
    ])
    expect(ledger.readBack).toEqual([[0, 1, 2], []])
  })

  test('lets nobody starve whose turn the machine names last', () => {
    const system = busySystem(Number.POSITIVE_INFINITY)
    const healed = heal(system, system.machine.initial, emptyLedger)
    expect(healed).toMatchObject({ rested: true, state: { done: true } })
    expect(healed.steps).toBeLessThan(MOST_HEALING_STEPS)
  })

  test('says so when a system never comes to rest', () => {
    const system = busySystem(Number.POSITIVE_INFINITY)
    const restless = { ...system, machine: { ...system.machine, actions: () => ['idle', 'spin'] } }
    expect(heal(restless, system.machine.initial, emptyLedger)).toMatchObject({
      rested: false,
      steps: MOST_HEALING_STEPS,
    })
  })

  test('rests where only actions are offered that do nothing', () => {
    const system = busySystem(0)
    const idle = { ...system, machine: { ...system.machine, actions: () => ['idle'] } }
    expect(heal(idle, system.machine.initial, emptyLedger)).toMatchObject({ rested: true, steps: 0 })
  })
})
