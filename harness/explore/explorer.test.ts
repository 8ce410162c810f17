import { array, assert, constantFrom, integer, property, record, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cost } from '../../model/machine.ts'
import { type Budget, type Spent, affords, budgetOf, nothingSpent, spend } from '../budget.ts'
import type { Exploration, ExploreOptions } from './exploration.ts'
import { explore } from './explorer.ts'
import type { Space } from './space.ts'

/** A graph: each vertex has its ways out, those that cost nothing first, as of a machine. */
interface Way {
  readonly from: number
  readonly to: number
  readonly cost: Cost
}

const crash: Cost = { is: 'fault', kind: 'crash' }
const powerLoss: Cost = { is: 'fault', kind: 'power-loss' }
const move: Cost = { is: 'move', kind: 'move-leader' }

function graph(ways: readonly Way[]): Space<number, Way> {
  const rank = (cost: Cost): number => (cost === undefined ? 0 : 1)
  const from = new Map<number, readonly Way[]>()
  for (const way of ways)
    from.set(
      way.from,
      [...(from.get(way.from) ?? []), way].sort((a, b) => rank(a.cost) - rank(b.cost)),
    )
  return {
    initial: 0,
    actions: (vertex) => from.get(vertex) ?? [],
    cost: (way) => way.cost,
    step: (_, way) => way.to,
    identify: (vertex, fingerprint) => fingerprint.of(vertex),
  }
}

function explored(
  space: Space<number, Way>,
  options: Omit<ExploreOptions<number, Way>, 'maxStates'> & { readonly maxStates?: number },
): Exploration<Way> {
  const slices = explore(space, { maxStates: 100_000, ...options })
  let slice = slices.next()
  while (slice.done !== true) slice = slices.next()
  return slice.value
}

const isLess = (a: readonly number[], b: readonly number[] | undefined): boolean => {
  const at = a.findIndex((value, i) => value !== b?.[i])
  return b === undefined || (at >= 0 && (a[at] ?? 0) < (b[at] ?? 0))
}

/** By trying everything: what can be reached, and how cheaply the target can be. */
function byHand(ways: readonly Way[], budget: Budget, target: number) {
  const reached = new Set<number>([0])
  let best: readonly [faults: number, moves: number, length: number] | undefined
  let waiting: readonly { readonly at: number; readonly spent: Spent }[] = [{ at: 0, spent: nothingSpent }]
  const seen = new Set<string>()
  for (let length = 0; waiting.length > 0; length++) {
    const next: { readonly at: number; readonly spent: Spent }[] = []
    for (const { at, spent } of waiting) {
      reached.add(at)
      const cost = [spent.faultCount, spent.moves, length] as const
      if (at === target && isLess(cost, best)) best = cost
      for (const way of ways) {
        if (way.from !== at || way.to === at || !affords(budget, spent, way.cost)) continue
        const after = { at: way.to, spent: spend(spent, way.cost) }
        const name = JSON.stringify(after)
        if (seen.has(name)) continue
        seen.add(name)
        next.push(after)
      }
    }
    waiting = next
  }
  return { reached, best: best ?? ([0, 0, 0] as const), isReached: best !== undefined || target === 0 }
}

const way = record({
  from: integer({ min: 0, max: 7 }),
  to: integer({ min: 0, max: 7 }),
  cost: constantFrom<Cost>(undefined, undefined, crash, powerLoss, move),
})
const ways = uniqueArray(way, {
  maxLength: 28,
  size: 'max',
  selector: ({ from, to, cost }) => `${from} ${to} ${JSON.stringify(cost)}`,
})
const budget = record({
  total: integer({ min: 0, max: 3 }),
  powerLosses: integer({ min: 0, max: 2 }),
  crashes: integer({ min: 0, max: 3 }),
  moves: integer({ min: 0, max: 3 }),
}).map(({ total, powerLosses, crashes, moves }) =>
  budgetOf(total, { 'power-loss': powerLosses, 'crash': crashes }, moves),
)

describe('exploring', () => {
  test('reaches all that can be reached within the budget, and the target by the fewest faults, then moves, then actions', () => {
    assert(
      property(ways, budget, integer({ min: 1, max: 7 }), (allWays, allowed, target) => {
        const { reached, best, isReached } = byHand(allWays, allowed, target)
        const visited = new Set<number>()
        const all = explored(graph(allWays), { budget: allowed, broken: (vertex) => (visited.add(vertex), 0) })
        expect([...visited].sort()).toEqual([...reached].sort())
        expect(all.unfinished).toEqual([])
        const { found } = explored(graph(allWays), {
          budget: allowed,
          broken: (vertex) => (vertex === target ? 1 : 0),
          wanted: 1,
        })
        expect(found.map(({ faults, moves, actions }) => [faults, moves, actions.length])).toEqual(
          isReached ? [best] : [],
        )
        // The way that is told is one.
        const actions = found[0]?.actions ?? []
        expect(actions.map(({ from }) => from)).toEqual([0, ...actions.map(({ to }) => to)].slice(0, actions.length))
        if (isReached) expect(actions.at(-1)?.to).toBe(target)
      }),
      { numRuns: 2000 },
    )
  })

  test('a search without bounds of its own tells how deep it went', () => {
    const chain = Array.from({ length: 9 }, (_, i): Way => ({ from: i, to: i + 1, cost: undefined }))
    expect(explored(graph(chain), { budget: budgetOf(0) })).toMatchObject({
      states: 10,
      generated: 9,
      depth: 9,
      stopped: null,
      layers: [{ faults: 0, moves: 0, states: 10, complete: true }],
    })
  })

  test('what is longer than asked for is left out', () => {
    const chain = Array.from({ length: 9 }, (_, i): Way => ({ from: i, to: i + 1, cost: undefined }))
    expect(explored(graph(chain), { budget: budgetOf(0), maxDepth: 4 })).toMatchObject({ states: 5, depth: 4 })
  })

  test('at most so many states are stored, and the layers that were not finished are told', () => {
    assert(
      property(
        array(way, { minLength: 20, maxLength: 60, size: 'max' }),
        integer({ min: 2, max: 8 }),
        (allWays, maxStates) => {
          const { states, stopped, unfinished, layers } = explored(graph(allWays), { budget: budgetOf(2), maxStates })
          expect(states).toBeLessThanOrEqual(maxStates)
          expect(unfinished.length > 0).toBe(stopped === 'max-states')
          expect(layers.filter(({ complete }) => !complete).length).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('when the store is full, what was met and not expanded is looked at, if asked for', () => {
    const crashes = Array.from({ length: 9 }, (_, i): Way => ({ from: i, to: i + 20, cost: crash }))
    const chain = Array.from({ length: 40 }, (_, i): Way => ({ from: i, to: i + 1, cost: undefined }))
    const options = {
      budget: budgetOf(1),
      maxStates: 12,
      broken: (vertex: number) => (vertex >= 22 ? 1 : 0),
      wanted: 1,
    }
    const space = graph([...chain, ...crashes])
    expect(explored(space, options)).toMatchObject({ stopped: 'max-states', found: [] })
    expect(explored(space, { ...options, looksAtWaiting: true })).toMatchObject({
      stopped: 'max-states',
      found: [{ faults: 1, actions: [...chain.slice(0, 2), crashes[2]] }],
    })
  })

  test('it ends as soon as far more is to be expected than may be stored, and looks at what was met', () => {
    const chain = Array.from({ length: 40 }, (_, i): Way => ({ from: i, to: i + 1, cost: undefined }))
    const crashes = Array.from({ length: 9 }, (_, i): Way => ({ from: i, to: i + 50, cost: crash }))
    const options = {
      budget: budgetOf(1),
      maxStates: 51,
      broken: (vertex: number) => (vertex >= 50 ? 1 : 0),
      wanted: 1,
      looksAtWaiting: true,
    }
    const space = graph([...chain, ...crashes])
    expect(explored(space, { ...options, lastForOthers: 2 })).toMatchObject({ stopped: null, states: 50 })
    const { stopped, states, found } = explored(space, { ...options, lastForOthers: 20 })
    expect(stopped).toBe('max-states')
    expect(states).toBeLessThan(20)
    expect(found).toMatchObject([{ faults: 1, actions: [crashes[0]] }])
  })

  test('a stop from outside ends it with what is known', () => {
    const chain = Array.from({ length: 50 }, (_, i): Way => ({ from: i, to: i + 1, cost: undefined }))
    let asked = 0
    expect(
      explored(graph(chain), { budget: budgetOf(0), stop: () => (++asked > 9 ? 'interrupted' : undefined) }),
    ).toMatchObject({ stopped: 'interrupted', unfinished: [{ faults: 0, moves: 0 }] })
  })
})
