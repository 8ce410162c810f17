import { describe, expect, test } from 'vitest'
import { budgetOf } from '../budget.ts'
import { EMPTY_PURSE, Purses } from './layers.ts'

const fault = (kind: 'crash' | 'power-loss') => ({ is: 'fault', kind }) as const
const MOVE = { is: 'move', kind: 'move-leader' } as const

describe('a purse', () => {
  const purses = new Purses(budgetOf(2, { 'power-loss': 1 }, 1))

  test('counts what has a limit below the total, and nothing else: what may be spent of both is the same then', () => {
    expect(purses.purseAfter(EMPTY_PURSE, fault('crash'))).toBe(EMPTY_PURSE)
    const powerless = purses.purseAfter(EMPTY_PURSE, fault('power-loss'))
    const moved = purses.purseAfter(EMPTY_PURSE, MOVE)
    expect(new Set([EMPTY_PURSE, powerless, moved]).size).toBe(3)
    expect(purses.lighter(powerless)).toEqual([EMPTY_PURSE])
    expect(purses.lighter(purses.purseAfter(powerless, MOVE))).toEqual(
      expect.arrayContaining([EMPTY_PURSE, powerless, moved]),
    )
  })

  test('affords each kind as often as it may happen, and all of them as often as the total', () => {
    expect(purses.affords(0, EMPTY_PURSE, fault('power-loss'))).toBe(true)
    const layer = purses.layerAfter(0, fault('power-loss'))
    const purse = purses.purseAfter(EMPTY_PURSE, fault('power-loss'))
    expect([
      purses.affords(layer, purse, fault('power-loss')),
      purses.affords(layer, purse, fault('crash')),
      purses.affords(layer, purse, MOVE),
    ]).toEqual([false, true, true])
    const last = purses.layerAfter(layer, fault('crash'))
    expect([
      purses.affords(last, purse, fault('crash')),
      purses.affords(last, purse, MOVE),
      purses.isLast(last),
    ]).toEqual([false, false, true])
  })

  test('never affords what may not happen at all', () => {
    expect(new Purses(budgetOf(2, { crash: 0 }, 0)).affords(0, EMPTY_PURSE, fault('crash'))).toBe(false)
    expect(new Purses(budgetOf(2, { crash: 0 }, 0)).affords(0, EMPTY_PURSE, MOVE)).toBe(false)
  })
})
