import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetOf } from './budget.ts'
import { levelsOf } from './levels.ts'
import { seedOf } from './seed.ts'

describe('the levels of a search', () => {
  test('fewest faults come first, then fewest moves', () => {
    const sizes = levelsOf(budgetOf(2), 100).map(({ faults, moves }) => `${faults},${moves}`)
    expect(sizes).toEqual(['0,0', '0,1', '1,0', '1,1', '2,0'])
  })

  test('levels that no fault can fill are left out', () => {
    const nothing = Object.fromEntries(Object.keys(budgetOf(0).faults).map((kind) => [kind, 0]))
    const sizes = levelsOf(budgetOf(3, { ...nothing, crash: 1 }, 0), 100).map(
      ({ faults, moves }) => `${faults},${moves}`,
    )
    expect(sizes).toEqual(['0,0', '1,0'])
  })

  test('all runs are shared out, and larger levels get no fewer', () => {
    const small = { min: 0, max: 5 }
    assert(
      property(integer(small), integer(small), integer({ min: 0, max: 5000 }), (total, moves, runs) => {
        const levels = levelsOf(budgetOf(total, {}, moves), runs)
        expect(levels.reduce((sum, level) => sum + level.runs, 0)).toBe(runs)
        expect(levels.every((level) => level.runs > 0)).toBe(true)
        // But for what rounding does.
        expect((levels.at(-1)?.runs ?? 0) + 1).toBeGreaterThanOrEqual(levels[0]?.runs ?? 0)
      }),
      { seed: 9 },
    )
  })

  test('whatever the numbers, the runs are whole, all of them are given, and none to more faults than a schedule has steps', () => {
    const large = { min: 0, max: 1000 }
    assert(
      property(
        integer(large),
        integer(large),
        integer({ min: 1, max: 5000 }),
        integer({ min: 1, max: 100 }),
        (total, moves, runs, steps) => {
          const levels = levelsOf(budgetOf(total, {}, moves), runs, steps)
          expect(levels.every((level) => Number.isInteger(level.runs) && level.faults + level.moves <= steps)).toBe(
            true,
          )
          expect(levels.reduce((sum, level) => sum + level.runs, 0)).toBe(runs)
        },
      ),
      { seed: 9, numRuns: 50 },
    )
  })

  test('a seed is a 32-bit number that depends on every letter of its text', () => {
    expect(seedOf('orders')).toBe(seedOf('orders'))
    expect(seedOf('orders')).not.toBe(seedOf('orderz'))
    expect(seedOf('orders') | 0).toBe(seedOf('orders'))
  })
})
