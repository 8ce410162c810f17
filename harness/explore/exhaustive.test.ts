import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../../invariants/index.ts'
import { FAULT_KINDS } from '../../model/machine.ts'
import { budgetOf } from '../budget.ts'
import { heal } from '../heal.ts'
import { searchScopes } from '../scopes.ts'
import type { SearchOptions, SearchProgress } from '../search.ts'
import type { QueueSettings } from '../testing/queue-state.ts'
import { queueSystem } from '../testing/queue.ts'
import { missedProbability } from './exhaustive.ts'
import { explore } from './explorer.ts'
import { fullSpace } from './reduced.ts'
import { momentWalk } from './walk.ts'
import { Verdicts } from './verdicts.ts'

const options: SearchOptions = {
  invariants: INVARIANTS,
  budget: budgetOf(2),
  search: 'exhaustive',
  runs: 200,
  steps: 60,
  maxStates: 200_000,
  seed: 'exhaustive',
}

const NO_FAULTS = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))

const searchQueue = (settings: Partial<QueueSettings>, changed: Partial<SearchOptions> = {}) =>
  searchScopes([queueSystem(settings)], { ...options, ...changed })

function promise(id: string, { promises }: Awaited<ReturnType<typeof searchScopes>>) {
  const found = promises.find((result) => result.promise === id)
  if (found === undefined) throw new Error(`no result for ${id}`)
  return found
}

describe('an exhaustive search', () => {
  test('that is complete says so in its evidence, and what it did', async () => {
    const { verdict, evidence } = promise('no-duplicates', await searchQueue({}))
    expect(verdict).toBe('held')
    expect(evidence.random).toBe(null)
    expect(evidence.exhaustive).toEqual([
      expect.objectContaining({
        completeTo: 2,
        stopped: null,
        missed: missedProbability(evidence.exhaustive?.[0]?.states ?? 0),
      }),
    ])
    expect(evidence.exhaustive?.[0]?.relevant).toBeGreaterThan(100)
    expect(evidence.exhaustive?.[0]?.ends).toBeGreaterThan(1)
    expect(Object.values(evidence.reached).some((times) => times > 0)).toBe(true)
  })

  test('that stops at --max-states is not complete: nothing is said to hold, and it says how far it came', async () => {
    const small = promise('no-duplicates', await searchQueue({}, { maxStates: 300 }))
    expect(small).toMatchObject({
      verdict: 'undecided',
      why: expect.stringContaining('--max-states'),
      evidence: { exhaustive: [{ states: 300, stopped: 'max-states' }] },
    })
    const completeTo = small.evidence.exhaustive?.[0]?.completeTo ?? 9
    expect(completeTo).toBeLessThan(2)
    // Just as far as a search with only so much to find comes to its end.
    expect(
      promise('no-duplicates', await searchQueue({}, { maxStates: 300, budget: budgetOf(Math.max(0, completeTo)) }))
        .verdict,
    ).toBe(completeTo < 0 ? 'undecided' : 'held')
  })

  test('that gives up a round tells of the one before it, and how far it came', async () => {
    const within = async (maxStates: number, total: number) =>
      promise('no-duplicates', await searchQueue({}, { search: 'both', maxStates, budget: budgetOf(total) })).evidence
        .exhaustive?.[0]
    const complete = await within(200_000, 1)
    expect(complete).toMatchObject({ completeTo: 1, stopped: null })
    const givenUp = await within((complete?.states ?? 0) + 50, 2)
    expect(givenUp).toMatchObject({ completeTo: 1, stopped: 'max-states', states: complete?.states })
    expect(givenUp?.relevant).toBeGreaterThanOrEqual(complete?.relevant ?? 0)
  })

  test.each([
    ['few kinds of faults may happen', 'both', { ...NO_FAULTS, crash: 2 }],
    ['nothing comes after it', 'exhaustive', {}],
  ] as const)('gives no round up where %s', async (_, search, limits) => {
    const stored = async (maxStates: number, total: number) => {
      const { promises } = await searchQueue({}, { search, maxStates, budget: budgetOf(total, limits) })
      return promises[0]?.evidence.exhaustive?.[0]?.states ?? 0
    }
    const most = (await stored(200_000, 1)) + 20
    expect(await stored(most, 2)).toBe(most)
  })

  test('tries nothing of a kind that may not happen', async () => {
    const settings = { persistent: false } as const
    expect(promise('no-acknowledged-loss', await searchQueue(settings, { budget: budgetOf(2, {}, 0) }))).toMatchObject({
      verdict: 'violated',
      counterexample: { faults: 1, moves: 0 },
    })
    const none = { 'crash': 0, 'power-loss': 0 } as const
    expect(promise('no-acknowledged-loss', await searchQueue(settings, { budget: budgetOf(2, none, 0) })).verdict).toBe(
      'held',
    )
    expect(
      promise('no-acknowledged-loss', await searchQueue(settings, { budget: budgetOf(2, none, 1) })),
    ).toMatchObject({ verdict: 'violated', counterexample: { faults: 0, moves: 1 } })
  })

  test('that ends early is followed by samples, with both as evidence', async () => {
    const both = promise('no-duplicates', await searchQueue({}, { search: 'both', maxStates: 300 }))
    expect(both.verdict).toBe('held')
    expect(both.evidence.random?.schedules).toBe(200)
    expect(both.evidence.exhaustive).toHaveLength(1)
  })

  test('that is interrupted reports what it has found, and leaves the rest undecided', async () => {
    let asked = 0
    const result = await searchQueue({ ack: 'after', dedupe: false }, { interrupted: () => ++asked > 400 })
    expect(result.interrupted).toBe(true)
    expect(result.promises.filter(({ verdict }) => verdict === 'undecided').map(({ why }) => why)).toContainEqual(
      expect.stringMatching(/^interrupted after \d+ states$/),
    )
  })

  test('tells how far it is', async () => {
    const told: SearchProgress[] = []
    await searchQueue({}, { onProgress: (progress) => told.push(progress) })
    expect(told.length).toBeGreaterThan(0)
    expect(told.at(-1)).toMatchObject({
      stage: 'exhaustive',
      states: expect.any(Number),
      queue: expect.any(Number),
      depth: expect.any(Number),
    })
  })

  test('of a system that does not come to rest does not say that it holds', async () => {
    const { machine, ...rest } = queueSystem()
    const restless = {
      ...rest,
      machine: {
        ...machine,
        actions: function* (state: typeof machine.initial) {
          yield { kind: 'apply' } as const
          yield* machine.actions(state)
        },
        step: (...given: Parameters<typeof machine.step>) => {
          const step = machine.step(...given)
          return { ...step, state: { ...step.state } }
        },
      },
    }
    const { promises } = await searchScopes([restless], { ...options, budget: budgetOf(0), maxStates: 50 })
    expect(promises[0]).toMatchObject({ verdict: 'undecided' })
  })
})

describe('counterexamples', () => {
  const settings = { ack: 'after', dedupe: false } as const

  test('from twenty seeds are the same, and proven', async () => {
    const found = new Set<string>()
    for (let seed = 0; seed < 20; seed++) {
      const { promises } = await searchScopes([queueSystem(settings)], {
        ...options,
        search: 'both',
        seed: `seed ${seed}`,
      })
      found.add(JSON.stringify(promises.map(({ counterexample }) => counterexample)))
    }
    expect(found.size).toBe(1)
    expect([...found][0]).toContain('"minimal":"proven"')
  })

  test('are proven in two sizes only if neither has anything better', async () => {
    const sizes = [queueSystem({ inFlight: 1 }), queueSystem({ inFlight: 2 })]
    const inOrder = INVARIANTS.filter(({ id }) => id === 'in-order')
    const proven = await searchScopes(sizes, { ...options, invariants: inOrder })
    expect(proven.promises[0]).toMatchObject({ verdict: 'violated', counterexample: { minimal: 'proven', length: 3 } })
    expect(proven.promises[0]?.evidence.exhaustive).toHaveLength(2)
    const stopped = await searchScopes(sizes, { ...options, invariants: inOrder, search: 'both', maxStates: 5 })
    expect(stopped.promises[0]).toMatchObject({ verdict: 'violated', counterexample: { minimal: 'local' } })
  })

  test('that only the random search finds are made as short as those of the exhaustive one', async () => {
    const random = promise('at-most-once', await searchQueue(settings, { search: 'random' })).counterexample
    const exhaustive = promise('at-most-once', await searchQueue(settings)).counterexample
    expect({ ...random, minimal: 'proven' }).toEqual(exhaustive)
    expect(random?.minimal).toBe('local')
  })
})

test('the verdict of every state is the one that healing from it gives', () => {
  const system = queueSystem({ ack: 'after', dedupe: false, deadLetterAfter: 2 })
  const walk = momentWalk(system)
  const space = fullSpace(walk)
  const verdicts = new Verdicts(system, walk, space, INVARIANTS)
  let states = 0
  const slices = explore(space, {
    budget: budgetOf(2),
    maxStates: 3000,
    broken: (vertex) => {
      states++
      const healed = heal(system, vertex.state, vertex.ledger)
      const broken = INVARIANTS.flatMap(({ violation }, i) =>
        healed.rested && violation(healed.ledger) !== undefined ? [i] : [],
      )
      const told = verdicts.of(vertex)
      expect(INVARIANTS.flatMap((_, i) => ((told.broken & (1 << i)) === 0 ? [] : [i]))).toEqual(broken)
      expect(told.rested).toBe(healed.rested)
      return 0
    },
  })
  while (slices.next().done !== true);
  expect(states).toBeGreaterThan(500)
  expect(verdicts.ends.size).toBeLessThan(states / 10)
})

test('the chance of a missed state grows with the square of the states', () => {
  expect(missedProbability(1)).toBe(0)
  expect(missedProbability(2 ** 32)).toBeCloseTo(0.5, 6)
})
