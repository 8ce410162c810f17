import { expect, test } from 'vitest'
import { flawRow, galleryReport, gone, leftOutRow, missedRow, open } from '../testing/gallery-sample.ts'
import { gallerySummary, outcomeOf } from './report.ts'

test.each([
  [flawRow, { flaw: 'found', fix: 'holds' }],
  [missedRow, { flaw: 'missed', fix: 'fails' }],
  [
    { found: open, fixed: gone },
    { flaw: 'missed', fix: 'holds' },
  ],
  [
    { found: open, fixed: null },
    { flaw: 'unknown', fix: 'unknown' },
  ],
  [
    { found: flawRow.found, fixed: null },
    { flaw: 'found', fix: 'unknown' },
  ],
  [
    { found: flawRow.found, fixed: open },
    { flaw: 'found', fix: 'unknown' },
  ],
] as const)('what was found says whether the flaw is there and the fix holds (%#)', (row, outcome) => {
  expect(outcomeOf(row)).toEqual(outcome)
})

test('the last line counts what was found, what was missed and what is left out', () => {
  expect(gallerySummary(galleryReport)).toBe(
    '3 flaws: 2 found, 1 MISSED; 2 fixes hold, 1 fix DOES NOT HOLD; 1 left out',
  )
  expect(gallerySummary({ ...galleryReport, rows: [flawRow], asked: 1, leftOut: [] })).toBe(
    '1 flaw: 1 found; 1 fix holds',
  )
})

test('the last line of an interrupted gallery counts what was not searched', () => {
  const rows = [flawRow, { ...flawRow, found: open, fixed: null }]
  expect(gallerySummary({ ...galleryReport, rows, asked: 20, leftOut: [], interrupted: true })).toBe(
    'Interrupted. 20 flaws: 1 found, 19 not searched to the end; 1 fix holds, 1 fix without a verdict',
  )
})

test('where only left-out flaws were asked for, they are all there is', () => {
  expect(gallerySummary({ ...galleryReport, rows: [], asked: 0, leftOut: [leftOutRow] })).toBe('1 left out')
})
