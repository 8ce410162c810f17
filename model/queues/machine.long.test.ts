import { check, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetWithin } from '../../generators/budget.ts'
import { actionsOf } from '../../generators/memory.ts'
import { ScheduleArbitrary } from '../../generators/schedule.ts'
import { heal } from '../../harness/heal.ts'
import { runSchedule } from '../../harness/schedule.ts'
import { replaySaved } from '../../harness/saved.ts'
import type { Machine } from '../machine.ts'
import type { System } from '../system.ts'
import { contextOf } from './context.ts'
import { problemOfQueueActions } from './action-schema.ts'
import type { QueueAction, QueueState } from './state.ts'
import { queueSystem } from './system.ts'
import { queueMachine } from './table.ts'
import { judged, settingsOf } from './testing/judged.ts'

/** Every key away from its default in one of these at least. */
const VARIANTS = {
  'a plain queue': '',
  'two of everybody': 'producers: { count: 2, in-flight: 2 }\nconsumers: { count: 2, prefetch: 2 }',
  'a queue that gives up':
    'redelivery: { limit: 1, dead-letters: copy-then-remove, requeue: back }\nconsumers: { fails: first-attempt, acknowledge: before }',
  'leases':
    'redelivery: { visibility-timeout: 15, limit: 2, dead-letters: remove-then-copy }\nconsumers: { prefetch: 2, remembers: in-memory }',
  'a broker that loses':
    'broker: { flush: later, standby: asynchronous, deduplicate: in-memory }\nconsumers: { acknowledge: with, remembers: with-the-effect }',
  'a broker in memory':
    'broker: { persistent: false }\nproducers: { confirms: false }\nconsumers: { count: 2, exclusive: true, acknowledge: on-delivery }',
  'priorities':
    'priority: { ageing: 1, classes: three, of-messages: [3, 4, 5], judged-at: processing }\nconsumers: { prefetch: 0 }',
  'shares': 'priority: { order: weighted }',
  'topics': 'priority: { order: topics }\nconsumers: { prefetch: 2 }',
  'delays': 'delay: { clock: wall, set-back: at-once, schedulers: 2, fire: send-then-remove, looks-at: head }',
  'jobs': 'delay: { fire: remove-then-send, looks-at: head, queues: per-delay }',
  'orders': 'order: { close: read-then-write, pay: read-then-write }\nmessages: 2',
  'gateways': 'order: { close: delete-job, payment: external, gateway-query: true }',
} as const
const variants = Object.entries(VARIANTS)

const RUNS = 60

function systemOf(yaml: string, messages?: number): System<QueueState, QueueAction> {
  const settings = settingsOf(yaml)
  return queueSystem(settings, { messages: messages ?? settings.messages })
}

function schedulesOf(system: System<QueueState, QueueAction>): ScheduleArbitrary<QueueState, QueueAction> {
  return new ScheduleArbitrary(system, {
    budget: budgetWithin(system.faults ?? [], 3, {}, 1),
    faults: 3,
    moves: 1,
    steps: 40,
  })
}

/** Every step of random schedules. */
function* stepsOf(system: System<QueueState, QueueAction>) {
  const budget = budgetWithin(system.faults ?? [], 4, {}, 2)
  const runs: (readonly QueueAction[])[] = []
  check(
    property(schedulesOf(system), ({ trail }) => runs.push(actionsOf(trail)) > 0),
    { seed: 7, numRuns: RUNS },
  )
  for (const actions of runs) yield* runSchedule(system, actions, budget).steps
}

const names = (actions: Iterable<QueueAction>): readonly string[] =>
  [...actions].map((action) => JSON.stringify(action))

describe.each(variants)('%s', (_, yaml) => {
  test('comes to rest after every schedule, and a step never changes what it was given', () => {
    const system = frozen(systemOf(yaml))
    const details = check(
      property(schedulesOf(system), ({ state, ledger }) => heal(system, state, ledger).rested),
      { seed: 1, numRuns: RUNS },
    )
    expect(details.errorInstance ?? details.counterexample).toBeNull()
  })

  test('offers what does something, what costs nothing first, and all that is possible', () => {
    const system = systemOf(yaml)
    const met = new Map<string, QueueAction>()
    for (const { before } of stepsOf(system)) {
      const offered = [...system.machine.actions(before)]
      for (const action of offered) {
        met.set(JSON.stringify(action), action)
        expect(system.machine.step(before, action).state, JSON.stringify(action)).not.toBe(before)
      }
      expect(offered.map((action) => system.machine.cost(action, before) !== undefined).join()).not.toContain(
        'true,false',
      )
      const offeredNames = names(offered)
      for (const [name, action] of met)
        if (system.machine.step(before, action).state !== before) expect(offeredNames).toContain(name)
    }
  })

  test('writes no part of the state but those that its row names, and nothing over a link that is cut', () => {
    const settings = settingsOf(yaml)
    const machine = queueMachine(contextOf(settings, { messages: settings.messages }))
    for (const { action, before, after } of stepsOf(systemOf(yaml))) {
      const { writes, reads, links } = machine.involves(action)
      for (const part of changedParts(before, after))
        expect(
          writes.some((name) => covers(name, part)),
          `${action.kind} writes ${part}`,
        ).toBe(true)
      expect(writes.every((part) => reads.includes(part))).toBe(true)
      for (const [at, { cut }] of before.consumers.entries())
        if (cut) expect(links).not.toContain(`broker to consumer ${at + 1}`)
    }
  })

  test('reaches only situations that it says are possible, and its actions can be saved', () => {
    const settings = settingsOf(yaml)
    const system = systemOf(yaml)
    const reached = new Set<string>()
    for (const { action, before, after } of stepsOf(system)) {
      for (const situation of system.situations(action, before, after)) reached.add(situation)
      expect(problemOfQueueActions(settings, { messages: settings.messages }, [action])).toBeUndefined()
    }
    expect([...reached].filter((situation) => !system.possibleSituations.includes(situation))).toEqual([])
  })
})

describe('a search of a queue', () => {
  test('gives the same result twice', async () => {
    const twice = [
      await judged(VARIANTS['a queue that gives up'], 'at-least-once', { faults: 1 }),
      await judged(VARIANTS['a queue that gives up'], 'at-least-once', { faults: 1 }),
    ]
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]))
  })

  test('lists in its evidence the faults that queues have, and no others', async () => {
    const { evidence } = await judged('delay: { clock: wall }', 'never-early', { faults: 1 })
    expect(Object.keys(evidence.bounds.fault)).toEqual([
      'crash',
      'power-loss',
      'pause',
      'partition',
      'lost-request',
      'lost-response',
      'timeout',
      'client-restart',
      'clock-step',
    ])
    expect(Object.keys((await judged('', 'progress', { faults: 0 })).evidence.bounds.fault)).not.toContain('clock-step')
  })

  test('finds what happens again when it is replayed', async () => {
    const { counterexample } = await judged('', 'at-most-once', { faults: 1 })
    if (counterexample === null) throw new Error('nothing was found')
    const replay = replaySaved(systemOf('', 1), {
      tidemark: 'test',
      promise: 'at-most-once',
      actions: counterexample.actions,
      story: counterexample.story,
    })
    expect(replay).toMatchObject({ violated: true, firstImpossible: null })
    expect(replay.steps.map(({ text }) => text)).toEqual(counterexample.story)
  })
})

test('actions of a file that are none are told', () => {
  const settings = settingsOf('')
  const problem = (...actions: readonly unknown[]) => problemOfQueueActions(settings, { messages: 2 }, actions)
  expect(problem({ kind: 'send', producer: 0 }, { kind: 'send', producer: 1 })).toMatch(/^step 2: producer /)
  expect(problem({ kind: 'fly' })).toBe('step 1: no action of a queue is called that')
  expect(problem({ kind: 'toString' })).toBe('step 1: no action of a queue is called that')
  expect(problem({ kind: 'flush', more: 1 })).toMatch(/^step 1: /)
  expect(problem(7)).toBe('step 1 is no action')
})

/** Which parts of the state are different, by the names that rows use. */
function changedParts(before: QueueState, after: QueueState): readonly string[] {
  const list = (name: string, a: readonly unknown[], b: readonly unknown[]): readonly string[] =>
    b.flatMap((part, at) => (part === a[at] ? [] : [`${name} ${at + 1}`]))
  return [
    ...list('producer', before.producers, after.producers),
    ...list('consumer', before.consumers, after.consumers),
    ...list('scheduler', before.schedulers, after.schedulers),
    ...(['broker', 'active', 'orders', 'effects'] as const).filter((part) => before[part] !== after[part]),
  ]
}

/** Whether the name of a part, or of all parts of a kind, stands for this one. */
function covers(name: string, part: string): boolean {
  return name === part || (name.endsWith('s') && part.startsWith(`${name.slice(0, -1)} `))
}

/** The same system, in which every state and action is frozen before it is used: a mutation throws. */
function frozen(system: System<QueueState, QueueAction>): System<QueueState, QueueAction> {
  const machine: Machine<QueueState, QueueAction> = {
    ...system.machine,
    actions: (state) => system.machine.actions(deepFrozen(state)),
    step: (state, action) => system.machine.step(deepFrozen(state), deepFrozen(action)),
  }
  return { ...system, machine }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const part of Object.values(Object.freeze(value))) deepFrozen(part)
  return value
}
