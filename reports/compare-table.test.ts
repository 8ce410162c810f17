import { expect, test } from 'vitest'
import { cellText, compareTable, compareText } from './compare-table.ts'
import { evidenceInWords, noneInWords } from './evidence.ts'
import { widthOf } from './page.ts'
import { compareReport, counterexample, held, undecided, violated } from './testing/sample.ts'

const tableAt = (width: number): string =>
  compareTable(compareReport, { width, colour: false })
    .map((block) => block.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')

test('rows are settings, columns are promises, and a refused combination says why', () => {
  expect(tableAt(100)).toBe(`\
      no-
      acknowledged-  in-      no-
acks  loss           order    duplicates
────────────────────────────────────────
1     1: crash       none up  undecided
                     to 2,
                     sampled
all   none up to 2,  none up
      sampled        to 2,
                     sampled
7     refused: acks=7: Kafka takes 0, 1
      or all`)
})

test('a narrow page gets one block a row', () => {
  expect(tableAt(30)).toBe(`\
acks=1
  no-acknowledged-loss
    1: crash
  in-order
    none up to 2, sampled
  no-duplicates
    undecided

acks=all
  no-acknowledged-loss
    none up to 2, sampled
  in-order
    none up to 2, sampled

acks=7
  refused: acks=7: Kafka takes
  0, 1 or all`)
  expect(tableAt(36)).toContain(
    '  no-acknowledged-loss  1: crash\n  in-order              none up to\n                        2, sampled\n',
  )
})

test.each([60, 80, 120])('nothing is wider than %i columns', (width) => {
  expect(
    compareText(compareReport, { width, colour: false })
      .split('\n')
      .filter((line) => widthOf(line) > width),
  ).toEqual([])
})

/** Held after an exhaustive search of two sizes that were complete up to so many faults and moves. */
const complete = (...completeTo: readonly number[]) => {
  const size = { records: 1, states: 98_112, depth: 31, ends: 12, missed: 2.6e-10, stopped: null, relevant: 90_000 }
  return { ...held, evidence: { ...held.evidence, exhaustive: completeTo.map((to) => ({ ...size, completeTo: to })) } }
}

test('the evidence says how far each size was complete, and how sure that is', () => {
  expect(evidenceInWords(complete(2, 1).evidence)).toContain(
    '1 record: every schedule (98,112 states, healed and judged from each, 12 different ends, up to 31 actions; '
      + 'chance of a missed state 2.6e-10); 1 record: every schedule with 1 fault or move',
  )
  expect(noneInWords(complete(2, 2).evidence)).toBe('none with up to 2 faults and moves, complete')
  expect(noneInWords(complete(1, 2).evidence)).toBe(
    'none with 1 fault or move, complete; with 2 only sampled (1,000 schedules)',
  )
  expect(noneInWords(complete(0, 0).evidence)).toBe(
    'none with no fault and no move, complete; with 1 to 2 only sampled (1,000 schedules)',
  )
  expect(noneInWords(complete(-1).evidence)).toBe(
    'none found with up to 2 faults and moves, only sampled (1,000 schedules)',
  )
})

test('a size in which the cluster does its own work at once is complete for that only', () => {
  const { evidence } = complete(2)
  const atOnce = { ...evidence, exhaustive: evidence.exhaustive.map((size) => ({ ...size, atOnce: true as const })) }
  expect(noneInWords(atOnce)).toBe('none with up to 2 faults and moves, complete where the cluster works at once')
})

test.each([
  [held, 'none up to 2, sampled'],
  [complete(2, 2), 'none up to 2'],
  [complete(2, 1), 'none up to 1, 2 sampled'],
  [complete(0, 2), 'none up to 0, 1 to 2 sampled'],
  [complete(-1, 2), 'none up to 2, sampled'],
  [undecided, 'undecided'],
  [{ ...held, verdict: 'not-applicable' as const }, 'n/a'],
  [violated, '1: crash'],
  [{ ...violated, counterexample: { ...counterexample, faults: 0, faultKinds: {}, moves: 1 } }, '1 move'],
  [{ ...violated, counterexample: { ...counterexample, faults: 0, faultKinds: {} } }, 'no fault'],
  [
    { ...violated, counterexample: { ...counterexample, faults: 2, faultKinds: { 'crash': 1, 'power-loss': 1 } } },
    '2: crash + power-loss',
  ],
  [
    { ...violated, counterexample: { ...counterexample, faults: 2, faultKinds: { crash: 2 }, moves: 1 } },
    '3: 2 crash + move',
  ],
])('a cell says what it takes (%#)', (result, text) => {
  expect(cellText(result)).toBe(text)
})
