import { expect, test } from 'vitest'
import type { Bounds } from '../harness/result.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import { budgetInWords, evidenceInBrief } from './evidence.ts'
import { evidence } from './testing/sample.ts'

const NONE = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>

test.each<[string, Bounds]>([
  [
    'up to 2 faults and moves, at most 1 move, 1 power-loss, no disk-loss or rack-power-loss',
    { faults: 2, fault: evidence.bounds.fault, moves: evidence.bounds.moves },
  ],
  ['up to 3 faults and moves: 2 crash, move', { faults: 3, fault: { ...NONE, crash: 2 }, moves: 1 }],
  ['1 fault or move: power-loss', { faults: 1, fault: { ...NONE, 'power-loss': 1 }, moves: 0 }],
  ['no fault and no move', { faults: 0, fault: NONE, moves: 0 }],
])('%s', (words, bounds) => {
  expect(budgetInWords(bounds)).toBe(words)
})

test('what was tried for several verdicts is told from the least to the most', () => {
  const explored = (states: number, completeTo: number) => [
    { records: 1, states, depth: 3, completeTo, ends: 1, missed: 0, stopped: null, relevant: 9 },
  ]
  const one = { ...evidence, exhaustive: explored(10, 1), reached: { a: 1, b: 0, c: 0, d: 0, e: 0, f: 0 } }
  const other = { ...evidence, random: null, exhaustive: explored(2000, 2), reached: { a: 1, b: 0 } }
  expect(evidenceInBrief([one, other])).toBe(
    'complete to 1 (10 to 2,000 states), 0 to 1,000 schedules at random; 1 of 6 situations, never b, c, d and 2 more',
  )
  expect(evidenceInBrief([{ ...other, reached: { a: 2 } }])).toBe('complete to 2 (2,000 states); 1 of 1 situation')
  expect(evidenceInBrief([evidence])).toBe('1,000 schedules at random; 2 of 3 situations, never unclean election')
})
