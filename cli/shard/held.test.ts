import { expect, test } from 'vitest'
import { packed, unpacked } from './held.ts'
import { ownRows } from './part.ts'

test('what a part holds comes back as it was', () => {
  const data = { never: Infinity, nested: [{ 'log.flush.interval.messages': Infinity, 'text': '∞' }, null, 0, 'ä"\n'] }
  expect(unpacked(packed(data))).toEqual(data)
})

test('every row is of one part, and no part has two more than another', () => {
  const rows = Array.from({ length: 37 }, (_, at) => `row ${at}`)
  for (const of of [1, 2, 5, 37, 50]) {
    const parts = Array.from({ length: of }, (_, at) => ownRows(rows, { part: at + 1, of }))
    expect(parts.flat().toSorted((a, b) => a.at - b.at)).toEqual(ownRows(rows, undefined))
    const sizes = parts.map(({ length }) => length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }
})
