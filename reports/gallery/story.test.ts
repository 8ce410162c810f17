import { expect, test } from 'vitest'
import { widthOf } from '../page.ts'
import { flawRow, galleryReport, leftOutRow, missedRow, open, suspectedRow } from '../testing/gallery-sample.ts'
import type { FlawRow } from './report.ts'
import { flawStory, galleryStories } from './story.ts'

const told = (row: FlawRow, width = 80): string =>
  flawStory(row, { width, colour: false })
    .map((block) => block.join('\n'))
    .join('\n\n')

test('a flaw is told with its settings, its shortest counterexample, its fix, and the evidence that it is gone', () => {
  const text = told(flawRow)
  const parts = [
    'B1  A follower cuts off what was committed and becomes leader',
    'affected    up to 0.10.2',
    'reference   KIP-101, KAFKA-1211',
    'A follower hears of the high watermark one fetch later than the leader.',
    'configured  kafka.version=0.10.2.2  acks=1  gate.fetch-fencing=off',
    'fetch-fencing: a fetch names the leader epoch',
    'seed ed853c34',
    'VIOLATED by 1 fault (crash)',
    ' 2  broker 0 crashes [fault: crash]',
    'shortest  3 steps, shortest possible',
    'fix         truncation by leader epoch (0.11.0)',
    'different   acks=all (was 1)  min.insync.replicas=2 (was 1)',
    'gate.leader-epochs=on',
    'held: none with up to 2 faults and moves, complete',
    '1,000 schedules and 900 beginnings',
    '(1,514 states',
    'never: unclean election',
  ]
  const places = parts.map((part) => text.indexOf(part))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
})

test('the release that is judged stands there even where nobody named one', () => {
  expect(told({ ...flawRow, given: { acks: '1' }, settings: { 'kafka.version': '4.3.1', 'acks': '1' } })).toContain(
    'configured  kafka.version=4.3.1 (assumed)  acks=1',
  )
})

test('a flaw of another system names it, as a file of its own would', () => {
  const given = { 'redelivery.limit': '1' }
  expect(told({ ...flawRow, system: 'queues', given, settings: { 'redelivery.limit': 1 } })).toContain(
    'configured  system=queues  redelivery.limit=1',
  )
})

test('a flaw that is missed and a fix that does not hold are said outright', () => {
  expect(told(missedRow)).toMatch(/^MISSED: /m)
  expect(told(missedRow)).toMatch(/^THE FIX DOES NOT HOLD$/m)
  expect(told(flawRow)).not.toMatch(/MISSED|DOES NOT HOLD/)
})

test('a suspected flaw says what would confirm it', () => {
  expect(told(suspectedRow, 200)).toContain('What would confirm it: a broker that is stopped between two requests')
  expect(told(flawRow)).not.toContain('suspected')
})

test('an interrupted flaw tells why there is no verdict, and nothing that was not looked at', () => {
  const text = told({ ...flawRow, found: open, fixed: null })
  expect(text).toContain('interrupted after 12 schedules')
  expect(text).toContain('fix         truncation')
  expect(text).not.toContain('held')
})

test('a flaw that is left out has its reason', () => {
  const report = { ...galleryReport, rows: [], asked: 0, leftOut: [leftOutRow] }
  expect(galleryStories(report, { width: 80, colour: false })).toBe(`\
Tidemark 0.1.0

C7  Clocks that go backwards
reference   KAFKA-9999
left out    the model has no clocks

1 left out
`)
})

test.each([60, 80, 100])('nothing is wider than %i columns', (width) => {
  const lines = galleryStories(galleryReport, { width, colour: false }).split('\n')
  expect(lines.filter((line) => widthOf(line) > width)).toEqual([])
})
