import { expect, test } from 'vitest'
import type { PromiseResult } from '../harness/result.ts'
import { type CheckPage, closingText, openingText, storiesText } from './check-text.ts'
import { widthOf } from './page.ts'
import type { CheckReport } from './report.ts'
import { text } from './terminal.ts'
import { checkReport, counterexample, held, violated } from './testing/sample.ts'
import { brokenLine, notApplicableLines, verdictLine } from './verdict-line.ts'

const replay = (file: string): string => `npx tidemark replay ${file}`
const pageOf = (width: number, more: Partial<CheckPage> = {}): CheckPage => ({
  width,
  colour: false,
  evidence: false,
  seed: true,
  ...more,
})
/** A whole report, as it is written from the first line to the last. */
function checkText(report: CheckReport, page: CheckPage): string {
  const verdicts = report.judged.map(({ result }) => text([verdictLine(result, page)])).join('')
  return [openingText(report, page), verdicts + storiesText(report, page, replay), closingText(report, page)].join('\n')
}

test('first a line a promise, then each story, then what it rests on', () => {
  expect(checkText(checkReport, pageOf(60))).toBe(`\
Tidemark 0.1.0  Kafka 4.3.1, 3 brokers (assumed)
configured  min.insync.replicas=1  acks=1
assumed     replication.factor=3
            log.flush.interval.messages=never
ignored     linger.ms (not modelled)
warning     orders.properties line 3: nobody knows lingr

✗ Acknowledged records are not lost     VIOLATED by 1: crash
✓ Records keep their producer's order
  held: up to 2, only sampled
? No record is stored twice                undecided

? No record is stored twice (no-duplicates):
  enable.idempotence is on, and idempotent producers are not
  modelled yet

✗1 no-acknowledged-loss: record a was acknowledged in step 1
 1  the producer sends a to broker 0, which appends it at
    offset 0 » record a is sent; record a is acknowledged
 2  broker 0 crashes [fault: crash]
 3  broker 1 becomes leader in epoch 1 ← decisive
    everything heals » a new reader is given nothing
  replay  npx tidemark replay .tidemark/no-acknowledged-loss-0123abcd.json

searched    up to 2 faults and moves, at most 1 move, 1
            power-loss, no disk-loss or rack-power-loss:
            1,000 schedules at random; 2 of 3 situations,
            never unclean election; seed test
3 promises: 1 violated, 1 held (only sampled), 1 undecided
`)
})

test('on a wide page a verdict has its id beside it, in columns', () => {
  const lines = checkText(checkReport, pageOf(120)).split('\n')
  expect(lines).toContain('✗ Acknowledged records are not lost        (no-acknowledged-loss)    VIOLATED by 1: crash')
  expect(lines).toContain(
    "✓ Records keep their producer's order      (in-order)                held: up to 2, only sampled",
  )
})

test.each([60, 80, 100, 120, 200])('nothing but the command to copy is wider than %i columns', (width) => {
  for (const evidence of [false, true]) {
    const tooWide = checkText(checkReport, pageOf(width, { evidence }))
      .split('\n')
      .filter((line) => widthOf(line) > width && !line.startsWith('  replay'))
    expect(tooWide).toEqual([])
  }
})

test('colour adds escape codes and nothing else', () => {
  const coloured = checkText(checkReport, pageOf(80, { colour: true }))
  // oxlint-disable-next-line no-control-regex
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(checkText(checkReport, pageOf(80)))
  expect(coloured).toContain('\u001b[31m\u001b[1mbroker 1 becomes leader in epoch 1')
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
      of: evil,
    },
    judged: [
      {
        result: { ...violated, title: evil, counterexample: { ...counterexample, why: evil, clause: evil } },
        file: evil,
        cure: { cause: [evil], remedies: [], tried: 1, isCut: false },
      },
    ],
  }
  for (const evidence of [false, true])
    // oxlint-disable-next-line no-control-regex
    expect(checkText(report, pageOf(80, { evidence }))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

const also = { ...violated, promise: 'no-committed-loss' }

test('a story that breaks two promises is told once', () => {
  const twice = { ...checkReport, judged: [violated, also].map((result) => ({ result, file: null })) }
  const told = checkText(twice, pageOf(100))
  expect(told.split(String(counterexample.steps[0]?.text))).toHaveLength(2)
  expect(told).toContain('  the same steps break no-committed-loss\n')
  const whole = checkText(twice, pageOf(100, { evidence: true }))
  expect(whole).toContain(`the same ${counterexample.length} steps as ${violated.promise}`)
})

test('with evidence every verdict says what it rests on, and a story shows the state after each step', () => {
  const whole = checkText(checkReport, pageOf(100, { evidence: true }))
  expect(whole).toContain('broker 0  leader e0→down')
  expect(whole.split('1,000 schedules and 900 beginnings (812 to the point), 48,211 steps')).toHaveLength(3)
  expect(whole).toContain('reached   election 2,214, truncation 371')
  expect(checkText(checkReport, pageOf(100))).not.toContain('leader e0→down')
})

test('what would mend a story is told once for all that it breaks, and by ids where a cure is of some of them', () => {
  const remedies = [{ change: { acks: 'all' }, price: ['one more round trip'], completeTo: 1, schedules: 250 }]
  const cure = { cause: ['acks'], remedies, tried: 3, isCut: false }
  const none = { cause: [], remedies: [], tried: 3, isCut: true }
  const judged = [violated, also].map((result) => ({ result, file: null }))
  const same = checkText({ ...checkReport, judged: judged.map((one) => ({ ...one, cure })) }, pageOf(100))
  expect(same).toContain('cause       of ✗1: acks\nremedy      acks=all; price: one more round trip\n')
  expect(same.replace(/\s+/g, ' ')).toContain('remedies complete to 1, 250 schedules sampled')
  const cut = checkText(
    { ...checkReport, judged: [{ result: violated, file: null, cure: { ...cure, isCut: true } }] },
    pageOf(100),
  )
  expect(cut.replace(/\s+/g, ' ')).toContain('of ✗1: acks (not every change was tried: that would have taken longer')
  const untried = { ...none, tried: 0 }
  const early = { ...checkReport, judged: [{ result: violated, file: null, cure: untried, otherwise: 'drop copies' }] }
  expect(checkText(early, pageOf(100))).toMatch(/^no remedy +of ✗1: no change was tried; drop copies$/m)
  const differ = judged.map((one, at) => ({
    ...one,
    ...(at === 0 ? { cure } : { cure: none, otherwise: 'drop copies' }),
  }))
  const told = checkText({ ...checkReport, judged: differ }, pageOf(100))
  expect(told).toContain('cause       of no-acknowledged-loss: acks\n')
  expect(told).toMatch(
    /^no remedy +of no-committed-loss: 3 changes tried, none mends it; more would [\s\S]* itself; drop\s+copies/m,
  )
})

test('many promises that do not apply take one line, few say what they need', () => {
  const not = (promise: string, why: string): PromiseResult<unknown> => ({
    ...held,
    promise,
    verdict: 'not-applicable',
    why,
  })
  const all = [
    not('first-one', 'it needs this'),
    not('second-one', 'it needs this'),
    not('third-promise', 'it needs that'),
  ]
  expect(notApplicableLines(all, pageOf(70), false)).toEqual([
    '- not applicable: first-one, second-one and 1 more (why: --evidence)',
  ])
  expect(notApplicableLines(all, pageOf(200), true)).toEqual([
    '- not applicable: first-one, second-one (it needs this); third-promise (it needs that)',
  ])
  const report = { ...checkReport, judged: all.map((result) => ({ result, file: null })) }
  expect(checkText(report, pageOf(100))).toContain('third-promise (it needs that)')
})

test('a promise that was just seen to be broken is told with what was enough', () => {
  const told = { promise: 'p', title: 'A title', faults: 0, faultKinds: {}, moves: 0, moveKinds: {} }
  const says = (cost: Partial<typeof told> & { faultKinds?: Record<string, number> }): string =>
    brokenLine({ ...told, ...cost }, pageOf(80))
      .join('\n')
      .replace(/ +/g, ' ')
  expect(says({ faults: 2, faultKinds: { crash: 2 } })).toBe('✗ A title VIOLATED by ≤2: 2 crash')
  expect(says({ moves: 1, moveKinds: { 'move-leader': 1 } })).toBe('✗ A title VIOLATED by ≤1: move-leader')
  expect(says({})).toBe('✗ A title VIOLATED by ordinary work alone')
})

test('an interrupted search says so in its last line', () => {
  const told = checkText({ ...checkReport, interrupted: true, required: [] }, pageOf(100))
  expect(told).toContain('Interrupted. 3 promises: 1 violated (not required), 1 held (only sampled), 1 undecided (not')
})

test('the seed is told where it was given', () => {
  expect(checkText(checkReport, pageOf(120))).toContain('; seed test')
  expect(checkText(checkReport, pageOf(100, { seed: false }))).not.toContain('seed')
  expect(checkText(checkReport, pageOf(100, { seed: false, evidence: true }))).toMatch(/seed\s+test/)
})

test('many keys that change nothing are counted; those of which more is to be said are named', () => {
  const plain = ['a', 'b', 'c', 'd'].map((key) => ({ key, why: 'not modelled' }))
  const ignored = [...plain, { key: 'group.id', why: 'not judged yet: a consumer' }]
  const report = { ...checkReport, configuration: { ...checkReport.configuration, ignored } }
  expect(checkText(report, pageOf(120))).toContain(
    'ignored     4 keys that change no verdict (--evidence names them); group.id (not judged yet: a consumer)\n',
  )
  expect(checkText(report, pageOf(120, { evidence: true }))).toContain(
    'ignored     a, b, c, d (not modelled); group.id',
  )
})

test('of one reason few keys are named, each once, and none that a warning names already', () => {
  const own = ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g'].map((key) => ({ key, why: 'not judged yet: topics' }))
  const ignored = [...own, { key: 'my.key', why: 'unknown' }]
  const warnings = ['f.yml:3: my.key is unknown']
  const report = { ...checkReport, configuration: { ...checkReport.configuration, ignored, warnings } }
  const told = checkText(report, pageOf(120))
  expect(told).toContain('ignored     a, b, c, d, e and 2 more (not judged yet: topics)\n')
  expect(told).toContain('warning     f.yml:3: my.key is unknown\n')
  expect(checkText(report, pageOf(120, { evidence: true }))).toContain(
    'a, b, c, d, e, f, g (not judged yet: topics); my',
  )
})
