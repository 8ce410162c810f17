import { expect, test } from 'vitest'
import { cellText, compareTable, compareText } from './compare-table.ts'
import { compareReport, counterexample, held, undecided, violated } from './testing/sample.ts'
import { widthOf } from './page.ts'

const tableAt = (width: number): string => compareTable(compareReport, { width, colour: false }).map((block) => block.map((line) => line.trimEnd()).join('\n')).join('\n\n')

test('rows are settings, columns are promises, and a refused combination says why', () => {
  expect(tableAt(100)).toBe(`\
      no-
      acknowledged-  in-    no-
acks  loss           order  duplicates
──────────────────────────────────────
1     1: crash       held   undecided
all   held           held
7     refused: acks=7: Kafka takes 0,
      1 or all`)
})

test('a narrow page gets one block a row', () => {
  expect(tableAt(30)).toBe(`\
acks=1
  no-acknowledged-loss
    1: crash
  in-order
    held
  no-duplicates
    undecided

acks=all
  no-acknowledged-loss
    held
  in-order
    held

acks=7
  refused: acks=7: Kafka takes
  0, 1 or all`)
  expect(tableAt(36)).toContain('  no-acknowledged-loss  1: crash\n  in-order              held\n')
})

test.each([60, 80, 120])('nothing is wider than %i columns', (width) => {
  expect(compareText(compareReport, { width, colour: false }).split('\n').filter((line) => widthOf(line) > width)).toEqual([])
})

test.each([
  [held, 'held'],
  [undecided, 'undecided'],
  [{ ...held, verdict: 'not-applicable' as const }, 'n/a'],
  [violated, '1: crash'],
  [{ ...violated, counterexample: { ...counterexample, faults: 0, faultKinds: {}, moves: 1 } }, '1 move'],
  [{ ...violated, counterexample: { ...counterexample, faults: 0, faultKinds: {} } }, 'no fault'],
  [{ ...violated, counterexample: { ...counterexample, faults: 2, faultKinds: { crash: 1, 'power-loss': 1 } } }, '2: crash + power-loss'],
  [{ ...violated, counterexample: { ...counterexample, faults: 2, faultKinds: { crash: 2 }, moves: 1 } }, '3: 2 crash + move'],
])('a cell says what it takes (%#)', (result, text) => {
  expect(cellText(result)).toBe(text)
})
