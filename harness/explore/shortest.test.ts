import { expect, test } from 'vitest'
import { isBetter, isCheaper } from './shortest.ts'

test('the better schedule has fewer faults, then fewer moves, then fewer actions', () => {
  const of = (faults: number, moves: number, length: number) => ({ faults, moves, length })
  const inOrder = [of(0, 0, 9), of(0, 1, 8), of(0, 2, 5), of(1, 0, 4), of(1, 0, 7), of(1, 1, 2), of(2, 0, 1)]
  for (const [i, one] of inOrder.entries()) {
    for (const [j, other] of inOrder.entries()) expect(isBetter(one, other)).toBe(i < j)
    expect(isBetter(one, undefined)).toBe(true)
  }
})

test('the cheaper schedule has fewer faults, or as many and fewer moves', () => {
  const inOrder = [0, 1, 2].flatMap((faults) => [0, 1, 2].map((moves) => ({ faults, moves })))
  for (const [i, one] of inOrder.entries()) {
    for (const [j, other] of inOrder.entries()) expect(isCheaper(one, other)).toBe(i < j)
  }
})
