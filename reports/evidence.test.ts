import { expect, test } from 'vitest'
import type { Bounds } from '../harness/result.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import { budgetInWords } from './evidence.ts'
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
