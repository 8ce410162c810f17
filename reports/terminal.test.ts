import { expect, test } from 'vitest'
import { widthOf } from './page.ts'
import { storyLines } from './story.ts'
import type { Page } from './page.ts'
import type { CheckReport } from './report.ts'
import { brokenText, closingText, openingText, summaryText, verdictText } from './terminal.ts'
import { checkReport, counterexample, violated } from './testing/sample.ts'

const replay = (file: string): string => `npx tidemark replay ${file}`
/** A whole report, as it is written from the first line to the last. */
const checkText = (report: CheckReport, page: Page, replayCommand: typeof replay): string =>
  [openingText(report, page), verdictsOf(report, page), closingText(report, page, replayCommand)].join('\n')
const verdictsOf = ({ judged }: CheckReport, page: Page): string =>
  judged.map(({ result }) => verdictText(result, page)).join('')
const at = (width: number): string => checkText(checkReport, { width, colour: false }, replay)

test('at 120 columns the state of each step stands beside its sentence', () => {
  expect(at(120)).toContain(`\
✗ Acknowledged records are not lost (no-acknowledged-loss): VIOLATED by 1 fault (crash)
 1  the producer sends a to broker 0, which appends  broker 0  leader e0                LEO 1    HW 0  ISR {0,1,2}
    it at offset 0                                   broker 1  follower e0              LEO 0    HW 0
    » record a is sent                               broker 2  follower e0              LEO 0    HW 0
    » record a is acknowledged
 2  broker 0 crashes [fault: crash]                  broker 0  leader e0→down           LEO 1    HW 0
 3  broker 1 becomes leader in epoch 1               broker 1  follower e0→leader e1    LEO 0    HW 0  ISR {1,2}
    everything heals                                 broker 0  down→follower e1         LEO 1→0  HW 0
    » a new reader is given nothing                  broker 1  leader e1                LEO 0    HW 0  ISR {1,2}→{0,1,2}
                                                     broker 2  follower e0→follower e1  LEO 0    HW 0
  why       record a was acknowledged in step 1; no replica holds it after step 3
  shortest  3 steps, locally shortest: no step can be left out
  replay    npx tidemark replay .tidemark/no-acknowledged-loss-0123abcd.json
`)
})

test('at 80 columns the state stands below, in columns of its own', () => {
  expect(at(80)).toContain(`\
 2  broker 0 crashes [fault: crash]
      broker 0  leader e0→down           LEO 1    HW 0
 3  broker 1 becomes leader in epoch 1
      broker 1  follower e0→leader e1    LEO 0    HW 0  ISR {1,2}
    everything heals
    » a new reader is given nothing
      broker 0  down→follower e1         LEO 1→0  HW 0
      broker 1  leader e1                LEO 0    HW 0  ISR {1,2}→{0,1,2}
      broker 2  follower e0→follower e1  LEO 0    HW 0
`)
})

test('at 60 columns lines break between words and between columns', () => {
  expect(at(60)).toBe(`\
Tidemark 0.1.0  Kafka 4.3.1, 3 brokers (assumed)
configured  min.insync.replicas=1  acks=1
assumed     replication.factor=3
            log.flush.interval.messages=never
ignored     linger.ms (not modelled)
warning     orders.properties line 3: nobody knows lingr

✗ Acknowledged records are not lost (no-acknowledged-loss):
  VIOLATED by 1 fault (crash)
✓ Records keep their producer's order (in-order):
  held: none found with up to 2 faults and moves, only
  sampled (1,000 schedules)
? No record is stored twice (no-duplicates): undecided

searched    at random, up to 2 faults and moves, at most 1
            move, 1 power-loss, no disk-loss; seed test

✗ Acknowledged records are not lost (no-acknowledged-loss):
  VIOLATED by 1 fault (crash)
 1  the producer sends a to broker 0, which appends it at
    offset 0
    » record a is sent
    » record a is acknowledged
      broker 0  leader e0                LEO 1    HW 0
                ISR {0,1,2}
      broker 1  follower e0              LEO 0    HW 0
      broker 2  follower e0              LEO 0    HW 0
 2  broker 0 crashes [fault: crash]
      broker 0  leader e0→down           LEO 1    HW 0
 3  broker 1 becomes leader in epoch 1
      broker 1  follower e0→leader e1    LEO 0    HW 0
                ISR {1,2}
    everything heals
    » a new reader is given nothing
      broker 0  down→follower e1         LEO 1→0  HW 0
      broker 1  leader e1                LEO 0    HW 0
                ISR {1,2}→{0,1,2}
      broker 2  follower e0→follower e1  LEO 0    HW 0
  why       record a was acknowledged in step 1; no replica
            holds it after step 3
  shortest  3 steps, locally shortest: no step can be left
            out
  replay    npx tidemark replay .tidemark/no-acknowledged-loss-0123abcd.json

✓ Records keep their producer's order (in-order):
  held: none found with up to 2 faults and moves, only
  sampled (1,000 schedules)
  1,000 schedules and 900 beginnings (812 to the point),
  48,211 steps; 2 of 3 situations reached, never: unclean
  election

? No record is stored twice (no-duplicates): undecided
  enable.idempotence is on, and idempotent producers are not
  modelled yet

reached   election 2,214, truncation 371

3 promises: 1 violated, 1 held (only sampled), 1 undecided
`)
})

test.each([60, 80, 100, 120, 200])('nothing but the command to copy is wider than %i columns', (width) => {
  const tooWide = at(width)
    .split('\n')
    .filter((line) => widthOf(line) > width && !line.startsWith('  replay'))
  expect(tooWide).toEqual([])
})

test('colour adds escape codes and nothing else', () => {
  const plain = at(80)
  const coloured = checkText(checkReport, { width: 80, colour: true }, replay)
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain)
  expect(coloured).toContain('\u001b[1mleader e0→down\u001b[0m')
  expect(coloured).toContain('\u001b[2mHW 0\u001b[0m')
})

test('control characters of files never reach the terminal', () => {
  const evil = 'acks\u001b[2J\u0007\u202e=1'
  const report = {
    ...checkReport,
    configuration: {
      ...checkReport.configuration,
      warnings: [evil],
      notes: [evil],
      ignored: [{ key: evil, why: evil }],
      settings: { [evil]: evil },
    },
    judged: [{ result: { ...violated, title: evil, counterexample: { ...counterexample, why: evil } }, file: evil }],
  }
  // oxlint-disable-next-line no-control-regex
  expect(checkText(report, { width: 80, colour: false }, replay)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('a proven counterexample is called the shortest possible', () => {
  const report = {
    ...checkReport,
    judged: [
      { result: { ...violated, counterexample: { ...counterexample, minimal: 'proven' as const } }, file: null },
    ],
  }
  const text = checkText(report, { width: 100, colour: false }, replay)
  expect(text).toContain('shortest possible')
  expect(text).not.toContain('replay  ')
})

test('a story without any step tells how it ends', () => {
  const afterwards = { text: 'everything heals', cost: null, participants: [], seen: ['a new reader is given nothing'] }
  expect(storyLines({ steps: [], afterwards }, { width: 80, colour: false })).toEqual([
    '    everything heals',
    '    » a new reader is given nothing',
  ])
})

test('a story that breaks two promises is told once', () => {
  const twice = {
    ...checkReport,
    judged: [
      { result: violated, file: null },
      { result: { ...violated, promise: 'no-committed-loss' }, file: null },
    ],
  }
  const text = checkText(twice, { width: 100, colour: false }, replay)
  expect(text.split(String(counterexample.steps[0]?.text))).toHaveLength(2)
  expect(text).toContain(`the same ${counterexample.length} steps as ${violated.promise}`)
})

test('the quiet report is a line a promise and the summary', () => {
  const page = { width: 100, colour: false }
  expect(verdictsOf(checkReport, page) + summaryText(checkReport, page)).toBe(`\
✗ Acknowledged records are not lost (no-acknowledged-loss): VIOLATED by 1 fault (crash)
✓ Records keep their producer's order (in-order):
  held: none found with up to 2 faults and moves, only sampled (1,000 schedules)
? No record is stored twice (no-duplicates): undecided
3 promises: 1 violated, 1 held (only sampled), 1 undecided
`)
})

test('an interrupted search says so in its last line', () => {
  expect(
    checkText({ ...checkReport, interrupted: true, required: [] }, { width: 100, colour: false }, replay),
  ).toContain('Interrupted. 3 promises: 1 violated (not required), 1 held (only sampled), 1 undecided (not')
})

test('a promise that was just seen to be broken is told with what was enough', () => {
  const page = { width: 100, colour: false }
  const told = { promise: 'p', title: 'A title', faults: 0, faultKinds: {}, moves: 0, moveKinds: {} }
  expect(brokenText({ ...told, faults: 2, faultKinds: { crash: 2 } }, page)).toBe(
    '✗ A title (p): VIOLATED by 2 faults (2 crash) or less\n',
  )
  expect(brokenText({ ...told, moves: 1, moveKinds: { 'move-leader': 1 } }, page)).toBe(
    '✗ A title (p): VIOLATED by 1 planned move (move-leader) or less, without any fault\n',
  )
  expect(brokenText(told, page)).toBe('✗ A title (p): VIOLATED by ordinary work alone, without any fault\n')
})

test('what was searched is told of all promises together', () => {
  const { evidence } = violated
  const exhaustive = [
    { records: 1, states: 9, depth: 3, completeTo: 2, ends: 1, missed: 0, stopped: null, relevant: 9 },
  ]
  const judged = [
    { ...evidence, random: null, exhaustive },
    { ...evidence, exhaustive },
  ].map((own) => ({
    result: { ...violated, evidence: own },
    file: null,
  }))
  expect(closingText({ ...checkReport, judged }, { width: 100, colour: false }, replay)).toContain(
    'searched    completely, then at random where that was not complete, up to 2',
  )
})
