import { describe, expect, test } from 'vitest'
import { INVARIANTS, invariantById } from '../invariants/index.ts'
import { budgetOf } from './budget.ts'
import { play } from './known.ts'
import { searchScopes } from './scopes.ts'
import type { Broken, KnownSchedules, SearchOptions } from './search.ts'
import { queueSystem } from './testing/queue.ts'

const loss = invariantById('no-acknowledged-loss')
if (loss === undefined) throw new Error('no such promise')
const noLoss = loss

/** In memory, a crash loses what was acknowledged; the second record is of no matter. */
const schedule = [
  { kind: 'send', record: 0 },
  { kind: 'receive', record: 0 },
  { kind: 'answer', record: 0 },
  { kind: 'send', record: 1 },
  { kind: 'crash-broker' },
] as const
const [inMemory, persistent] = [{ persistent: false }, {}]

const options: SearchOptions = {
  invariants: INVARIANTS,
  budget: budgetOf(2, {}, 0),
  search: 'exhaustive',
  runs: 100,
  steps: 60,
  maxStates: 10_000,
  seed: 'known',
}

const knownAt = (at: number, searched = 1): KnownSchedules => ({
  schedules: [{ promise: noLoss.id, actions: schedule, at }],
  searched,
})

describe('a known schedule that breaks its promise again', () => {
  test('is told before anything is searched, and ends as the shortest, like one that the search has found', async () => {
    const order: string[] = []
    const told = await searchScopes([queueSystem(inMemory)], {
      ...options,
      known: knownAt(0),
      onBroken: ({ promise }: Broken) => order.push(promise),
    })
    expect(order[0]).toBe(noLoss.id)
    const without = await searchScopes([queueSystem(inMemory)], options)
    const resultIn = ({ promises }: typeof told) => promises.find(({ promise }) => promise === noLoss.id)
    expect(resultIn(told)?.counterexample).toEqual(resultIn(without)?.counterexample)
    expect(resultIn(told)?.counterexample).toMatchObject({ length: 4, minimal: 'proven' })
  })

  test('is a verdict where the search alone would have found nothing, made as short as it gets', async () => {
    const little = { ...options, search: 'random' as const, runs: 1, steps: 1, invariants: [noLoss] }
    const verdictOf = async (known?: KnownSchedules) =>
      (await searchScopes([queueSystem(inMemory)], { ...little, ...(known && { known }) })).promises[0]
    expect((await verdictOf())?.verdict).not.toBe('violated')
    const found = await verdictOf(knownAt(0))
    expect(found).toMatchObject({ verdict: 'violated', counterexample: { faults: 1, length: 4 } })
  })

  test('leaves less to search: nothing that costs more is looked at for that promise', async () => {
    const alone = { ...options, invariants: [noLoss], budget: budgetOf(3, {}, 0) }
    const { promises } = await searchScopes([queueSystem(inMemory)], { ...alone, known: knownAt(0) })
    expect(promises[0]?.evidence.exhaustive?.[0]?.completeTo).toBeLessThan(3)
  })

  test('may be of a size that is not searched: its verdict is of that size, the others are as before', async () => {
    const sizes = [queueSystem({ ...persistent, records: 1 }), queueSystem({ ...inMemory, records: 3 })]
    const before = await searchScopes(sizes.slice(0, 1), options)
    const { promises } = await searchScopes(sizes, { ...options, known: knownAt(1) })
    const others = (all: typeof promises) => all.filter(({ promise }) => promise !== noLoss.id)
    expect(others(promises)).toEqual(others(before.promises))
    const found = promises.find(({ promise }) => promise === noLoss.id)
    expect(found).toMatchObject({ verdict: 'violated', evidence: { bounds: { records: 3 } } })
    expect(found?.counterexample?.length).toBe(4)
  })

  test('is told also when the search is interrupted at once', async () => {
    const interrupted = { ...options, known: knownAt(0), interrupted: () => true }
    const { promises } = await searchScopes([queueSystem(inMemory)], interrupted)
    expect(promises.find(({ promise }) => promise === noLoss.id)?.verdict).toBe('violated')
  })
})

test('a known schedule that breaks nothing any more changes no result', async () => {
  const before = await searchScopes([queueSystem(persistent)], options)
  expect(await searchScopes([queueSystem(persistent)], { ...options, known: knownAt(0) })).toEqual(before)
})

test('what is played says whether it breaks, what it costs, and what is not possible', () => {
  const played = play(queueSystem(inMemory), noLoss, schedule, budgetOf(0))
  expect(played).toMatchObject({ isBroken: false, cost: { faultCount: 1 }, firstImpossible: null })
  expect(play(queueSystem(inMemory), noLoss, schedule, budgetOf(1)).isBroken).toBe(true)
  const none = play(queueSystem({ ...inMemory, records: 0 }), noLoss, schedule, budgetOf(1))
  expect(none).toMatchObject({ isBroken: false, firstImpossible: 1 })
})
