import { expect, test } from 'vitest'
import type { Verdict } from '../harness/result.ts'
import type { Outcome } from '../reports/gallery/report.ts'
import { checkExit, compareExit, galleryExit } from './exit-codes.ts'

const verdicts = (a: Verdict, b: Verdict) => [
  { promise: 'a', verdict: a },
  { promise: 'b', verdict: b },
]

test.each<[Verdict, Verdict, readonly string[], boolean, number]>([
  ['held', 'held', ['a', 'b'], false, 0],
  ['held', 'not-applicable', ['a', 'b'], false, 0],
  ['held', 'violated', ['a', 'b'], false, 1],
  ['held', 'violated', ['a'], false, 0],
  ['held', 'undecided', ['a', 'b'], false, 3],
  ['held', 'undecided', ['a'], false, 0],
  ['violated', 'undecided', ['a', 'b'], false, 1],
  ['violated', 'undecided', ['a', 'b'], true, 1],
  ['held', 'held', ['a', 'b'], true, 3],
  ['violated', 'held', ['b'], true, 3],
])('check: %s and %s, required %j, interrupted %s: %i', (a, b, required, interrupted, code) => {
  expect(checkExit(verdicts(a, b), required, interrupted)).toBe(code)
})

test.each<[Verdict, readonly string[] | undefined, boolean, number]>([
  ['violated', undefined, false, 0],
  ['undecided', undefined, false, 0],
  ['violated', ['a'], false, 1],
  ['violated', ['b'], false, 0],
  ['undecided', ['a'], false, 3],
  ['held', undefined, true, 3],
])('compare: one row %s, required %j, interrupted %s: %i', (a, required, interrupted, code) => {
  expect(compareExit([verdicts('held', 'held'), verdicts(a, 'held')], required, interrupted)).toBe(code)
})

test.each<[Outcome['flaw'], Outcome['fix'], boolean, number]>([
  ['found', 'holds', false, 0],
  ['missed', 'holds', false, 1],
  ['missed', 'unknown', false, 1],
  ['found', 'fails', false, 1],
  ['found', 'unknown', false, 3],
  ['found', 'holds', true, 3],
  ['unknown', 'unknown', true, 3],
  ['found', 'fails', true, 1],
])('gallery: one flaw %s, its fix %s, interrupted %s: %i', (flaw, fix, interrupted, code) => {
  expect(
    galleryExit(
      [
        { flaw: 'found', fix: 'holds' },
        { flaw, fix },
      ],
      interrupted,
    ),
  ).toBe(code)
})

test('gallery: nothing but what is left out is 0', () => {
  expect(galleryExit([], false)).toBe(0)
})
