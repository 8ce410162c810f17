import { MessageChannel } from 'node:worker_threads'
import { anything, array, assert, nat, property, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { type Share, give, take, transfersFor } from './balance.ts'

test('what is handed over evens out what workers have', () => {
  assert(
    property(array(nat(100_000), { minLength: 1, maxLength: 8 }), (counts) => {
      const after = [...counts]
      for (const { from, to, count } of transfersFor(counts)) {
        expect(count).toBeGreaterThan(0)
        after[from] = (after[from] as number) - count
        after[to] = (after[to] as number) + count
      }
      const fair = Math.ceil(counts.reduce((sum, count) => sum + count, 0) / counts.length)
      expect(Math.max(...after)).toBeLessThanOrEqual(Math.max(fair + 4, fair * 1.05))
      expect(Math.min(...after)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('nothing is handed over for a small difference', () => {
  expect(transfersFor([1000, 1050])).toEqual([])
  expect(transfersFor([4, 0])).toEqual([])
  expect(transfersFor([1000, 0])).toEqual([{ from: 0, to: 1, count: 500 }])
  expect(transfersFor([900, 0, 300])).toEqual([
    { from: 0, to: 1, count: 400 },
    { from: 0, to: 2, count: 100 },
  ])
})

test('what is handed over arrives as it was, in order', () => {
  const data = anything({ withNullPrototype: false, withDate: false, withBoxedValues: false, maxDepth: 3 })
  assert(
    property(
      uniqueArray(nat(), { maxLength: 40 }),
      array(data, { minLength: 40, maxLength: 40 }),
      nat(40),
      (numbers, values, wanted) => {
        const { port1, port2 } = new MessageChannel()
        const ranks = numbers.sort((a, b) => a - b)
        const share: Share<unknown> = {
          ranks,
          nodes: ranks.map((rank) => rank + 1),
          purses: ranks.map((rank) => rank % 3),
          vertices: values.slice(0, ranks.length),
        }
        const count = Math.min(wanted, ranks.length)
        const kept = give(share, count, port1)
        expect(kept.ranks).toHaveLength(ranks.length - count)
        const empty: Share<unknown> = { ranks: [], nodes: [], purses: [], vertices: [] }
        expect(take(kept, count, port2)).toEqual(share)
        give(share, ranks.length, port1)
        const copies = take(empty, ranks.length, port2)
        expect(copies).toEqual(share)
        // Fields in another order would make another fingerprint.
        for (const [i, copy] of copies.vertices.entries()) expect(keysOf(copy)).toEqual(keysOf(share.vertices[i]))
        port1.close()
      },
    ),
  )
})

function keysOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, field]) => [key, keysOf(field)])
    : typeof value
}
