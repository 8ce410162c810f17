import { assert, integer, nat, property, uniqueArray, array } from 'fast-check'
import { expect, test } from 'vitest'
import { countTo, keyOf, nthKey, rankOf } from './cut.ts'
import { ranksAmong } from './waiting.ts'

/** Keys, and whose each is. */
const LISTS = uniqueArray(nat(1000), { maxLength: 60 }).chain((keys) =>
  array(integer({ min: 0, max: 2 }), { minLength: keys.length, maxLength: keys.length }).map((owners) =>
    [0, 1, 2].map((owner) => keys.filter((_, i) => owners[i] === owner).sort((a, b) => a - b)),
  ),
)

test('keys of several workers are counted as if they were in one list', () => {
  assert(
    property(LISTS, nat(70), nat(1000), (lists, count, limit) => {
      const all = lists.flat().sort((a, b) => a - b)
      if (count > 0) expect(nthKey(lists, count)).toBe(all[count - 1] ?? Infinity)
      expect(countTo(lists, limit)).toBe(all.filter((key) => key <= limit).length)
      const [mine, ...others] = lists as [number[], number[], number[]]
      expect(ranksAmong(mine, others)).toEqual(mine.map((key) => all.indexOf(key)))
    }),
  )
})

test('a key says which vertex it is about', () => {
  assert(
    property(nat(), nat(0xffff), (rank, action) => {
      expect(rankOf(keyOf(rank, action))).toBe(rank)
    }),
  )
  expect(rankOf(Infinity)).toBe(Infinity)
})
