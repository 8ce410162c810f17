import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { budgetOf } from './budget.ts'
import type { PromiseResult } from './result.ts'
import { searchScopes } from './scopes.ts'
import type { SearchOptions } from './search.ts'
import type { QueueSettings } from './testing/queue-state.ts'
import { queueSystem } from './testing/queue.ts'

const options: SearchOptions = {
  invariants: INVARIANTS,
  budget: budgetOf(2, {}, 0),
  search: 'both',
  runs: 60,
  steps: 60,
  maxStates: 200_000,
  seed: 'order',
}

/** What a search of these sizes tells, in order: `explores`, `samples`, `broken ID`, `settled ID`. */
async function toldBy(sizes: readonly Partial<QueueSettings>[], changed: Partial<SearchOptions> = {}) {
  const told: string[] = []
  const settled: PromiseResult<unknown>[] = []
  const { promises, interrupted } = await searchScopes(
    sizes.map((settings) => queueSystem(settings)),
    {
      ...options,
      onProgress: ({ stage }) => told.push(stage === 'random' ? 'samples' : 'explores'),
      onBroken: ({ promise }) => told.push(`broken ${promise}`),
      onSettled: (result) => {
        told.push(`settled ${result.promise}`)
        settled.push(result)
      },
      ...changed,
    },
  )
  const of = (id: string) => promises.find(({ promise }) => promise === id)
  return { told, settled, promises, interrupted, of }
}

/** Too few states for two faults. */
const FEW = 400

describe('the order of a search', () => {
  test('what complete rounds break is known before anything is sampled', async () => {
    const { told, of } = await toldBy([{ ack: 'after', dedupe: false }], { maxStates: FEW })
    const sampled = told.indexOf('samples')
    expect(sampled).toBeGreaterThan(0)
    expect(told.indexOf('broken no-duplicates')).toBeLessThan(sampled)
    expect(told.indexOf('settled no-duplicates')).toBeLessThan(sampled)
    // Time goes where doubt is left, and no verdict rests on samples that were drawn for another one.
    expect(of('no-duplicates')).toMatchObject({ verdict: 'violated', evidence: { random: null } })
    expect(of('no-acknowledged-loss')).toMatchObject({ verdict: 'held', evidence: { random: { schedules: 60 } } })
    expect(told.indexOf('settled no-acknowledged-loss')).toBeGreaterThan(sampled)
  })

  test('rounds of all sizes go by what may go wrong, the cheapest first', async () => {
    const { told } = await toldBy([{ ack: 'after' }, { ack: 'after', inFlight: 2 }])
    // The larger size breaks it without a fault, the smaller one breaks the other with one.
    expect(told.filter((one) => one.startsWith('broken')).slice(0, 2)).toEqual([
      'broken in-order',
      'broken at-most-once',
    ])
  })

  test('nothing is sampled where every schedule was judged', async () => {
    const { told, promises } = await toldBy([{ ack: 'after' }])
    expect(told).not.toContain('samples')
    expect(promises.map(({ evidence }) => evidence.random)).toEqual(promises.map(() => null))
    for (const { verdict, evidence } of promises)
      if (verdict === 'held') expect(evidence.exhaustive?.[0]).toMatchObject({ completeTo: 2, stopped: null })
  })

  test('runs are for the sizes that are not complete', async () => {
    const { of } = await toldBy([{ records: 1 }, { records: 2 }], { maxStates: FEW })
    expect(of('no-acknowledged-loss')?.evidence.exhaustive).toMatchObject([{ completeTo: 2 }, { completeTo: 1 }])
    expect(of('no-acknowledged-loss')?.evidence.random).toMatchObject({ schedules: 60 })
  })

  test.each(['random', 'exhaustive', 'both'] as const)(
    'every promise is settled once, as its result (%s)',
    async (search) => {
      const { settled, promises } = await toldBy([{ ack: 'after' }, { dedupe: false }], { search, maxStates: FEW })
      const byId = (results: readonly PromiseResult<unknown>[]) =>
        results.toSorted((a, b) => (a.promise < b.promise ? -1 : 1))
      expect(byId(settled)).toEqual(byId(promises))
    },
  )

  test('the same search tells the same in the same order', async () => {
    const [one, other] = [
      await toldBy([{ dedupe: false }], { maxStates: FEW }),
      await toldBy([{ dedupe: false }], { maxStates: FEW }),
    ]
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
  })

  test.each([1, 20, 200, 2000])(
    'interrupted at question %i it reports what it has, and holds nothing',
    async (most) => {
      let asked = 0
      const { promises, interrupted, settled, told } = await toldBy([{ ack: 'after' }, { dedupe: false }], {
        runs: 100_000,
        maxStates: FEW,
        interrupted: () => ++asked > most,
      })
      expect(interrupted).toBe(true)
      expect(settled).toHaveLength(promises.length)
      expect(promises.filter(({ verdict }) => verdict === 'held')).toEqual([])
      for (const { promise, verdict, why } of promises) {
        if (told.includes(`broken ${promise}`)) expect(verdict).toBe('violated')
        if (verdict === 'undecided') expect(why).toMatch(/^interrupted after/)
      }
    },
  )
})
