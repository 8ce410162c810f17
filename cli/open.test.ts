import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageData } from '../reports/html/page-data.ts'
import type { CheckJson } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SMALL =
  '--promise no-acknowledged-loss --only crash --faults 1 --records 1 --no-remedies --set enable.idempotence=false'
const QUICK = [...SMALL.split(' '), '--out', folder]
const kept = (name: string, content: string): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}
const dataOf = (page: string): PageData =>
  JSON.parse(/id="data">(.*)<\/script>/.exec(readFileSync(page, 'utf8'))?.[1] ?? '') as PageData

describe('open', () => {
  let json = ''
  beforeAll(async () => {
    json = (await ran(['check', '--json', '--html', join(folder, 'written.html'), '--set', 'acks=1', ...QUICK])).out
  })

  test('shows what check --json printed as the page that check --html writes, but for what JSON does not hold', async () => {
    const { out, code, err } = await ran(['open', kept('result.json', json)])
    expect({ code, err, out }).toEqual({ code: 0, err: '', out: `${join(folder, 'result.html')}\n` })
    expect(dataOf(join(folder, 'result.html'))).toEqual(dataOf(join(folder, 'written.html')))
  })

  test('shows a saved counterexample, beside it or where it is asked for', async () => {
    const { counterexample } = (JSON.parse(json) as { verdicts: [{ counterexample: { file: string } }] }).verdicts[0]
    const page = join(folder, 'deep', 'page.html')
    expect((await ran(['open', counterexample.file, '--html', page])).code).toBe(0)
    expect(dataOf(page).parts[0]?.stories).toEqual(dataOf(join(folder, 'written.html')).parts[0]?.stories)
  })

  test('tells the stories of a comparison in words', async () => {
    const { out } = await ran(['compare', '--json', '--vary', 'acks=1,all', ...QUICK])
    expect((await ran(['open', kept('compared.json', out)])).code).toBe(0)
    const { verb, parts } = dataOf(join(folder, 'compared.html'))
    expect(verb).toBe('compare')
    expect(parts.map(({ name, stories }) => [name, stories[0]?.steps[1]?.text])).toEqual([
      ['acks=1', 'the producer sends a to broker 0 (acks=1)'],
      ['acks=all', undefined],
    ])
  })

  test('shows what campaign --json printed, and what --base and kept counterexamples said', async () => {
    const base = { ref: 'main', changed: [], breaks: [], brokenBefore: ['no-acknowledged-loss'], mends: [] }
    const regressions = [{ file: 'kept/a.json', promise: 'no-acknowledged-loss', outcome: 'repaired' }]
    const checked = JSON.parse(json) as object
    expect((await ran(['open', kept('based.json', JSON.stringify({ ...checked, base, regressions }))])).code).toBe(0)
    const [part] = dataOf(join(folder, 'based.html')).parts
    expect(part?.verdicts).toMatchObject([{ change: 'it was broken before', isRequired: false }])
    expect(part?.remarks.map(({ text }) => text)).toContain('regression kept/a.json: repaired: no-acknowledged-loss')
    const { tidemark, seed, system, settings, assumed, ignored, verdicts } = checked as CheckJson
    const seeds = { counted: 3, asked: 4, ended: 'interrupted' }
    const campaign = { tidemark, command: 'campaign', seed, system, settings, assumed, ignored, seeds, seconds: 1 }
    const each = verdicts.map((one) => ({ ...one, seeds: { broken: 1, first: 1, told: 1 } }))
    const printed = JSON.stringify({ ...campaign, verdicts: each })
    expect((await ran(['open', kept('campaign.json', printed)])).code).toBe(0)
    const page = dataOf(join(folder, 'campaign.html'))
    expect(page.verb).toBe('campaign')
    expect(page.parts[0]?.stories).toEqual(dataOf(join(folder, 'written.html')).parts[0]?.stories)
    expect(page.parts[0]?.remarks[0]?.text).toContain('3 of 4 seeds')
  })

  test.each([
    ['no JSON', 'verdicts: none', 'this is not JSON'],
    ['another JSON', '{"name": "x"}', 'this is no result of this version'],
    ['an edited counterexample', 'edited', 'edited after it was written'],
    ['a system that nobody knows', 'system', 'does not know the system'],
  ])('%s is refused, and nothing is written', async (_, content, problem) => {
    const saved = (JSON.parse(json) as { verdicts: [{ counterexample: { file: string } }] }).verdicts[0].counterexample
    const text =
      content === 'edited'
        ? readFileSync(saved.file, 'utf8').replace('"faults": 1', '"faults": 2')
        : content === 'system'
          ? json.replace('"system": "kafka"', '"system": "pigeons"')
          : content
    const page = join(folder, 'none.html')
    const { code, err, out } = await ran(['open', kept('wrong.json', text), '--html', page])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(problem)
    expect(() => readFileSync(page)).toThrow('ENOENT')
  })

  test('does not write over the result', async () => {
    const file = kept('same.json', json)
    expect(await ran(['open', file, '--html', file])).toMatchObject({ code: 2 })
    expect(readFileSync(file, 'utf8')).toBe(json)
  })
})
