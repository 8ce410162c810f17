import { expect, test } from 'vitest'
import { widthOf } from '../page.ts'
import { flawRow, galleryReport, leftOutRow, open } from '../testing/gallery-sample.ts'
import { galleryBrief, galleryText } from './table.ts'

const at = (width: number, colour = false): string => galleryText(galleryReport, { width, colour })

test('at 100 columns each flaw is a row, with suspected ones and left-out ones for themselves', () => {
  expect(at(100)).toBe(`\
Tidemark 0.1.0
searched  completely, then at random where that was not complete, each flaw with the faults and
          moves that it needs

id   flaw                                        verdict  fix             takes     steps      time
────────────────────────────────────────────────────────────────────────────────────────────────────
B1   A follower cuts off what was committed and  found    holds           1: crash  3, proven  0.4s
     becomes leader
B12  A leader forgets                            MISSED   DOES NOT HOLD                        12.5s

Suspected: derived from the source, and seen on no real cluster that we know of

id   flaw                                        verdict  fix             takes     steps      time
────────────────────────────────────────────────────────────────────────────────────────────────────
B30  Nobody has seen this                        found    holds, sampled  1: crash  3, proven  0.4s

Left out: the model does not show them
C7   Clocks that go backwards (KAFKA-9999)
     the model has no clocks

found: with the settings of the flaw its promise breaks. holds: the same search finds nothing with
the fix; complete, unless it says otherwise. takes: faults and planned moves together, and which.
proven: no better counterexample exists. time: of the search with the flaw. \`gallery ID\` tells one
of them.

3 flaws: 2 found, 1 MISSED; 2 fixes hold, 1 fix DOES NOT HOLD; 1 left out
`)
})

test('at 80 columns words stand below each other', () => {
  expect(at(80)).toContain(`\
id   flaw                      verdict  fix           takes     steps      time
────────────────────────────────────────────────────────────────────────────────
B1   A follower cuts off what  found    holds         1: crash  3, proven  0.4s
     was committed and
     becomes leader
B12  A leader forgets          MISSED   DOES NOT                           12.5s
                                        HOLD
`)
})

test('at 60 columns each flaw is a block of its own', () => {
  expect(at(60)).toContain(`\
B1   A follower cuts off what was committed and becomes
     leader
     found by 1 fault (crash), 3 steps, proven; fix: holds;
     0.4s

B12  A leader forgets
     MISSED; fix: DOES NOT HOLD; 12.5s

Suspected: derived from the source, and seen on no real
cluster that we know of

B30  Nobody has seen this
`)
})

test.each([40, 60, 72, 80, 100, 160])('nothing is wider than %i columns', (width) => {
  expect(
    at(width)
      .split('\n')
      .filter((line) => widthOf(line) > width),
  ).toEqual([])
})

test('colour adds escape codes and nothing else', () => {
  // oxlint-disable-next-line no-control-regex
  expect(at(80, true).replace(/\u001b\[\d+m/g, '')).toBe(at(80))
  expect(at(80, true)).toContain('\u001b[31mMISSED')
})

test('control characters never reach the terminal', () => {
  const evil = 'B1\u001b[2J\u0007'
  const report = {
    ...galleryReport,
    rows: [{ ...flawRow, id: evil, title: evil }],
    leftOut: [{ ...leftOutRow, id: evil, why: evil }],
  }
  // oxlint-disable-next-line no-control-regex
  expect(galleryText(report, { width: 60, colour: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})

test('a flaw whose search was interrupted says so, and nothing of its fix', () => {
  const report = { ...galleryReport, rows: [{ ...flawRow, found: open, fixed: null }], leftOut: [], interrupted: true }
  expect(galleryText(report, { width: 100, colour: false })).toContain(
    'becomes leader  interrupted                     0.4s',
  )
})

test('a gallery without flaws says so', () => {
  expect(galleryText({ ...galleryReport, rows: [], asked: 0, leftOut: [] }, { width: 80, colour: false })).toBe(
    'Tidemark 0.1.0\n\n0 flaws\n',
  )
})

test('the quiet report is a line a flaw and the summary', () => {
  expect(galleryBrief(galleryReport, { width: 120, colour: false })).toBe(`\
B1 found by 1 fault (crash), 3 steps, proven; fix: holds
B12 MISSED; fix: DOES NOT HOLD
B30 found by 1 fault (crash), 3 steps, proven; fix: holds, sampled
3 flaws: 2 found, 1 MISSED; 2 fixes hold, 1 fix DOES NOT HOLD; 1 left out
`)
})
