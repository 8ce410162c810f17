import { check, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScheduleArbitrary } from '../../generators/schedule.ts'
import type { Machine, Step } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import { heal } from '../heal.ts'
import { TEST_BUDGET } from './broken.ts'
import type { QueueAction, QueueSettings, QueueState } from './queue-state.ts'
import { queueSystem } from './queue.ts'

const loose: Partial<QueueSettings> = {
  records: 3,
  inFlight: 2,
  dedupe: false,
  persistent: false,
  ack: 'after',
  deadLetterAfter: 1,
  resends: 1,
}

describe('the queue that tests the harness', () => {
  test('a step never changes the state or the action it was given', () => {
    const system = frozen(queueSystem(loose))
    const schedules = new ScheduleArbitrary(system, { budget: TEST_BUDGET, faults: 3, moves: 1, steps: 60 })
    const details = check(
      property(schedules, (walk) => heal(system, walk.state, walk.ledger).rested),
      { seed: 1, numRuns: 200 },
    )
    expect(details.errorInstance).toBeNull()
  })

  test('every action that is offered does something, and costs come last', () => {
    const { machine } = queueSystem(loose)
    const schedules = new ScheduleArbitrary(queueSystem(loose), { budget: TEST_BUDGET, faults: 2, moves: 1, steps: 30 })
    const details = check(
      property(schedules, ({ state }) => {
        const offered = [...machine.actions(state)]
        const costs = offered.map((action) => machine.cost(action, state) !== undefined)
        return (
          offered.every((action) => machine.step(state, action).state !== state) && !costs.join().includes('true,false')
        )
      }),
      { seed: 2, numRuns: 200 },
    )
    expect(details.failed).toBe(false)
  })

  test('an action that is not possible changes nothing', () => {
    const { machine } = queueSystem()
    const impossible: readonly QueueAction[] = [
      { kind: 'answer', record: 0 },
      { kind: 'apply' },
      { kind: 'send', record: 1 },
      { kind: 'start-broker' },
    ]
    for (const action of impossible)
      expect(machine.step(machine.initial, action)).toEqual({ state: machine.initial, seen: [] })
  })
})

/** The same system, in which every state and action is frozen before it is used: a mutation throws. */
function frozen(system: System<QueueState, QueueAction>): System<QueueState, QueueAction> {
  const step = (state: QueueState, action: QueueAction): Step<QueueState> =>
    system.machine.step(deepFreeze(state), deepFreeze(action))
  const machine: Machine<QueueState, QueueAction> = {
    ...system.machine,
    initial: deepFreeze(system.machine.initial),
    step,
  }
  return { ...system, machine }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
