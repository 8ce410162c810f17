import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { type Budget, budgetOf } from './budget.ts'
import { searchScopes } from './scopes.ts'
import type { SearchOptions, SearchProgress } from './search.ts'
import type { QueueSettings } from './testing/queue-state.ts'
import { queueSystem } from './testing/queue.ts'

const options: SearchOptions = {
  invariants: INVARIANTS,
  budget: budgetOf(2),
  search: 'random',
  runs: 400,
  steps: 60,
  maxStates: 10_000,
  seed: 'search',
}

function searchQueue(settings: Partial<QueueSettings>, changed: Partial<SearchOptions> = {}) {
  return searchScopes([queueSystem(settings)], { ...options, ...changed })
}

/** What is broken, as "promise: faults+moves in length". */
async function broken(settings: Partial<QueueSettings>, changed: Partial<SearchOptions>): Promise<readonly string[]> {
  const { promises } = await searchQueue(settings, changed)
  return promises.flatMap(({ promise, verdict, counterexample }) =>
    verdict === 'violated' && counterexample
      ? [`${promise}: ${counterexample.faults}+${counterexample.moves} in ${counterexample.length}`]
      : [],
  )
}

const faultsOnly = budgetOf(2, {}, 0)

describe('each broken queue is found with its fewest faults', () => {
  test.each<{ says: string; settings: Partial<QueueSettings>; budget: Budget; expected: readonly string[] }>([
    {
      says: 'the sound queue breaks nothing',
      settings: {},
      budget: budgetOf(3),
      expected: [],
    },
    {
      says: 'a queue in memory loses records when its broker crashes',
      settings: { persistent: false, ack: 'before' },
      budget: budgetOf(2, { 'lost-response': 0 }, 0),
      expected: ['no-acknowledged-loss: 1+0 in 4', 'at-least-once: 1+0 in 5', 'at-most-once: 1+0 in 6'],
    },
    {
      says: 'a queue in memory loses records when it is shut down as planned',
      settings: { persistent: false },
      budget: budgetOf(2),
      expected: ['no-acknowledged-loss: 0+1 in 4', 'at-most-once: 0+1 in 5'],
    },
    {
      says: 'a resend is stored twice where nobody looks for duplicates',
      settings: { dedupe: false },
      budget: faultsOnly,
      expected: ['no-duplicates: 1+0 in 3', 'at-most-once: 1+0 in 3'],
    },
    {
      says: 'acknowledging before processing skips a record',
      settings: { ack: 'before' },
      budget: faultsOnly,
      expected: ['at-least-once: 1+0 in 5'],
    },
    {
      says: 'acknowledging after processing repeats a record',
      settings: { ack: 'after' },
      budget: faultsOnly,
      expected: ['at-most-once: 1+0 in 5'],
    },
    {
      says: 'a dead-letter limit of one loses a record with one crash',
      settings: { deadLetterAfter: 1 },
      budget: faultsOnly,
      expected: ['no-acknowledged-loss: 1+0 in 4'],
    },
    {
      says: 'a dead-letter limit of two takes two crashes',
      settings: { deadLetterAfter: 2 },
      budget: faultsOnly,
      expected: ['no-acknowledged-loss: 2+0 in 7'],
    },
    {
      says: 'a dead-letter limit of three is safe from two crashes',
      settings: { deadLetterAfter: 3 },
      budget: faultsOnly,
      expected: [],
    },
    {
      says: 'a broker that stays down takes no writes',
      settings: { brokerRestarts: false },
      budget: faultsOnly,
      expected: ['no-acknowledged-loss: 1+0 in 4', 'writes-resume: 1+0 in 1'],
    },
    {
      says: 'without resends a lost answer is a wrong failure',
      settings: { resends: 0 },
      budget: faultsOnly,
      expected: ['honest-outcome: 1+0 in 3'],
    },
    {
      says: 'two sends in flight overtake each other',
      settings: { inFlight: 2 },
      budget: faultsOnly,
      expected: ['in-order: 0+0 in 3'],
    },
  ])('$says', async ({ settings, budget, expected }) => {
    expect(await broken(settings, { budget })).toEqual(expected)
    expect(await broken(settings, { budget, search: 'exhaustive', maxStates: 500_000 })).toEqual(expected)
  })
})

describe('the result of a search', () => {
  test('is the same twice for one seed', async () => {
    const twice = [
      await searchQueue({ ack: 'after', dedupe: false }),
      await searchQueue({ ack: 'after', dedupe: false }),
    ]
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]))
  })

  test('depends on the seed in its evidence', async () => {
    expect(JSON.stringify(await searchQueue({}, { seed: 'other' }))).not.toBe(JSON.stringify(await searchQueue({})))
  })

  test('names the promises in the order asked for, and keeps the reservations of the system', async () => {
    const { promises } = await searchQueue({})
    expect(promises.map(({ promise }) => promise)).toEqual(INVARIANTS.map(({ id }) => id))
    expect(promises.find(({ promise }) => promise === 'replicas-agree')).toMatchObject({
      verdict: 'not-applicable',
      why: 'the queue has one copy and no offsets',
      evidence: { random: null },
    })
  })

  test('a promise held has evidence: schedules in which its situation occurred', async () => {
    const { promises } = await searchQueue({ deadLetterAfter: 3 })
    const held = promises.filter(({ verdict }) => verdict === 'held')
    expect(held.length).toBeGreaterThan(3)
    for (const { evidence, why, counterexample } of held) {
      expect(evidence.random?.schedules).toBe(options.runs)
      expect(evidence.random?.relevant).toBeGreaterThan(0)
      expect(evidence.bounds).toMatchObject({ faults: 2, moves: 1, steps: 60, records: 2, resends: 3 })
      expect(evidence.reached).toMatchObject({ 'dead-letter': 0 })
      expect(evidence.reached['broker-restart']).toBeGreaterThan(0)
      expect({ why, counterexample }).toEqual({ why: null, counterexample: null })
    }
  })

  test('a promise whose situation was never reached is undecided, not held', async () => {
    const { promises } = await searchQueue({})
    expect(promises.find(({ promise }) => promise === 'honest-outcome')).toMatchObject({
      verdict: 'undecided',
      why: 'never reached: a send was reported as failed',
      evidence: { random: { relevant: 0 } },
    })
  })

  test('tells the story of a broken promise step by step', async () => {
    const { promises } = await searchQueue({ persistent: false }, { budget: faultsOnly })
    const loss = promises[0]?.counterexample
    expect(loss).toMatchObject({
      faults: 1,
      faultKinds: { crash: 1 },
      moves: 0,
      moveKinds: {},
      length: 4,
      minimal: 'local',
    })
    expect(loss?.story).toEqual([
      'the producer sends record a',
      'the broker receives record a',
      'the producer hears that record a was stored',
      'the broker crashes',
    ])
    expect(loss?.steps[2]?.seen).toEqual(['record a is acknowledged'])
    expect(loss?.steps.map(({ cost }) => cost)).toEqual([null, null, null, 'fault crash'])
    expect(loss?.steps[3]?.participants[0]).toEqual({
      name: 'broker',
      columns: [
        { name: 'up', value: 'false' },
        { name: 'stored', value: '' },
      ],
    })
    expect(loss?.why.split('; ')).toEqual([
      'record a was acknowledged, and it can no longer be read',
      'record a was sent in step 1 and acknowledged in step 3',
      'from step 4 on healing does not mend it',
    ])
  })

  test('uses all its runs unless everything was broken before', async () => {
    const progress: SearchProgress[] = []
    await searchQueue({}, { runs: 123, onProgress: (now) => progress.push(now) })
    expect(progress.at(-1)).toEqual({ stage: 'random', schedules: 123, runs: 123 })
    const inOrder = INVARIANTS.filter(({ id }) => id === 'in-order')
    const { promises } = await searchQueue({ inFlight: 2 }, { invariants: inOrder })
    expect(promises[0]?.evidence.random?.schedules).toBeLessThan(options.runs)
  })

  test('an interrupted search reports what it has found and leaves the rest undecided', async () => {
    let asked = 0
    const { promises, interrupted } = await searchQueue({ inFlight: 2 }, { interrupted: () => ++asked > 50 })
    expect(interrupted).toBe(true)
    const verdict = (id: string) => promises.find(({ promise }) => promise === id)
    expect(verdict('in-order')).toMatchObject({ verdict: 'violated', counterexample: { length: 3 } })
    expect(verdict('no-acknowledged-loss')).toMatchObject({
      verdict: 'undecided',
      why: 'interrupted after 50 schedules',
    })
    expect(verdict('replicas-agree')).toMatchObject({ verdict: 'not-applicable' })
  })

  test('gives way to the event loop, so that a signal is heard in the middle', async () => {
    let heard = false
    setImmediate(() => {
      heard = true
    })
    const { interrupted, promises } = await searchQueue({}, { runs: 100_000, interrupted: () => heard })
    expect(interrupted).toBe(true)
    expect(promises[0]?.evidence.random?.schedules).toBeLessThan(1000)
  })

  test('a system that does not come to rest is not said to hold', async () => {
    const { machine, ...rest } = queueSystem()
    const restless = {
      ...rest,
      machine: {
        ...machine,
        // Something is always enabled, and always gives a new state.
        *actions(state: typeof machine.initial) {
          yield { kind: 'apply' } as const
          yield* machine.actions(state)
        },
        step: (...given: Parameters<typeof machine.step>) => {
          const step = machine.step(...given)
          return { ...step, state: { ...step.state } }
        },
      },
    }
    const { promises } = await searchScopes([restless], { ...options, runs: 5 })
    expect(promises[0]).toMatchObject({
      verdict: 'undecided',
      why: expect.stringMatching(/^the system did not come to rest (\d+) of \1 times it was healed$/),
    })
  })

  test('an exception in a machine is not taken for a broken promise', async () => {
    const system = queueSystem()
    const broken = (): never => {
      throw new Error('a flaw in the machine')
    }
    await expect(searchScopes([{ ...system, readBack: broken }], options)).rejects.toThrow('a flaw in the machine')
    await expect(searchScopes([{ ...system, machine: { ...system.machine, step: broken } }], options)).rejects.toThrow(
      'a flaw in the machine',
    )
  })
})
