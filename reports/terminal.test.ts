import { expect, test } from 'vitest'
import { widthOf } from './page.ts'
import { storyLines } from './story.ts'
import type { Page } from './page.ts'
import type { CheckReport } from './report.ts'
import { promiseLines, summaryText, text, verdictText } from './terminal.ts'
import { checkReport, counterexample, violated } from './testing/sample.ts'

const replay = (file: string): string => `npx tidemark replay ${file}`
/** Every promise with its story, or with what it rests on. */
const checkText = ({ judged }: CheckReport, page: Page, replayCommand: typeof replay): string =>
  text(judged.map((one) => promiseLines(one, null, page, replayCommand)))
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

test('a proven counterexample is called the shortest possible', () => {
  const report = {
    ...checkReport,
    judged: [
      { result: { ...violated, counterexample: { ...counterexample, minimal: 'proven' as const } }, file: null },
    ],
  }
  const told = checkText(report, { width: 100, colour: false }, replay)
  expect(told).toContain('shortest possible')
  expect(told).not.toContain('replay  ')
})

test('a story without any step tells how it ends', () => {
  const afterwards = { text: 'everything heals', cost: null, participants: [], seen: ['a new reader is given nothing'] }
  expect(storyLines({ steps: [], afterwards }, { width: 80, colour: false })).toEqual([
    '    everything heals',
    '    » a new reader is given nothing',
  ])
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
