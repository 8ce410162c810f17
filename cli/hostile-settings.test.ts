/** Settings as nobody should write them: every form of every report is whole, and does nothing to who shows it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { FORMS, type FormOption } from '../reports/forms/forms.ts'
import type { PageData } from '../reports/html/page-data.ts'
import { campaignSchema, checkSchema, compareSchema } from '../reports/schema.ts'
import {
  mermaid,
  problemsOfCodeQuality,
  problemsOfItf,
  problemsOfJunit,
  problemsOfMarkdown,
  problemsOfSarif,
} from '../reports/testing/validators.ts'
import { flagOf } from './report-files.ts'
import { type Ran, ran } from './testing/ran.ts'

/** Markup, quotes, what runs in shells and on GitHub, ends of lines, controls, right-to-left text. */
const HOSTILE = '<script>alert(1)</script> "\'`;$(x) ]]> ##[error]x @everyone\u0001\u001b[31m\u009b2J\u202e\u05d0\u05d1'
const SECRET = 'hunter2'
const PATIENCE = { timeout: 120_000 }
const QUICK =
  '--promise no-acknowledged-loss --search exhaustive --faults 1 --records 1 --max-states 500 --no-color'.split(' ')

let folder = ''
let conf: readonly string[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-hostile-'))
  mkdirSync(join(folder, 'conf'))
  const file = (name: string, text: string): string => {
    const path = join(folder, 'conf', name)
    writeFileSync(path, text)
    return path
  }
  // A slash and a zero byte are all that no name of a file may have.
  const name = `producer ${HOSTILE.replaceAll('/', '')}\n::error::x.properties`
  const settings = `acks=1\nretries=3\nclient.id=${HOSTILE}\\u0000\ntransaction.timeout.ms=70000\n`
  const odd = `${'k'.repeat(10_000)}=x\nmy.<script>.key=${SECRET}\nsasl.jaas.config=Login password="${SECRET}";\n`
  conf = ['--producer', file(name, settings + odd)]
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The verb with a file for each form that it has, and the texts of those files. */
async function written(
  verb: (typeof FORMS)[number]['verbs'][number],
  args: readonly string[],
): Promise<Ran & { readonly texts: ReadonlyMap<FormOption, string> }> {
  const reports = join(folder, `${verb}-reports`)
  const options = FORMS.filter(({ verbs }) => verbs.some((one) => one === verb)).map(({ option }) => option)
  const forms = options.flatMap((option) => [flagOf(option), join(reports, option)])
  const found = await ran([verb, ...args, ...conf, ...forms, '--out', join(folder, 'out', HOSTILE.replaceAll('/', ''))])
  expect(readdirSync(reports).toSorted()).toEqual([...options].toSorted())
  return { ...found, texts: new Map(options.map((option) => [option, readFileSync(join(reports, option), 'utf8')])) }
}

const { parse } = mermaid()

/** What the reader of each form says of it. */
const PROBLEMS: Readonly<Record<FormOption, (text: string) => Promise<readonly unknown[]> | readonly unknown[]>> = {
  html: problemsOfPage,
  junit: problemsOfJunit,
  markdown: problemsOfMarkdown,
  sarif: problemsOfSarif,
  mermaid: async (text) => {
    await parse(text)
    return []
  },
  itf: problemsOfItf,
  codeQuality: problemsOfCodeQuality,
}

/** Two scripts, our own; the data is read, and nothing of it is markup. */
function problemsOfPage(text: string): readonly unknown[] {
  const scripts = text.match(/<script/g) ?? []
  const [, data = ''] = /id="data">(.*)<\/script>/.exec(text) ?? []
  const { parts } = JSON.parse(data) as PageData
  return [...scripts.slice(2), ...(parts.length > 0 ? [] : ['no parts'])]
}

/** What may be in no text that is shown: controls but for ends of lines, other directions, secrets, endless names. */
function expectInert(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u)
  expect(text).not.toContain(SECRET)
  expect(text.length).toBeLessThan(300_000)
}

async function expectWhole(texts: ReadonlyMap<FormOption, string>): Promise<void> {
  for (const [option, text] of texts) {
    expect(await PROBLEMS[option](text), option).toEqual([])
    expectInert(text)
    expect(text).toContain('no-acknowledged-loss')
    expect(text, option).not.toMatch(/k{1000}/)
  }
}

describe('whatever settings and names of files hold', () => {
  test('a check: every form, its JSON', PATIENCE, async () => {
    const { code, out, err, texts } = await written('check', [...QUICK, '--json'])
    expect(code).toBe(1)
    await expectWhole(texts)
    expect(texts.size).toBe(FORMS.length)
    expectInert(out)
    expectInert(err)
    expect(out).not.toContain('##[')
    const { from, verdicts } = checkSchema.parse(JSON.parse(out))
    // As JSON it is the name that the file has.
    expect(from?.['acks']?.file).toContain(HOSTILE.replaceAll('/', ''))
    expect(verdicts[0]?.counterexample?.file).toContain('\u202e')
  })

  test('a check on GitHub: what it prints, annotations, the summary of the step', PATIENCE, async () => {
    const summary = join(folder, 'summary.md')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
    for (const more of [[], ['--evidence'], ['--fix'], ['--quiet']]) {
      const { out, err } = await ran(['check', ...QUICK, ...more, ...conf, '--out', folder], { env })
      expectInert(out)
      expectInert(err)
      expect(out).not.toMatch(/^\s*::|##\[/m)
      const commands = err.split('\n').filter((line) => line.startsWith('::'))
      expect(commands.map((line) => /^::\w+ (?:\w+=[^,:]*,?)+::/.exec(line)?.[0].split(' ')[0])).toEqual(['::error'])
    }
    const text = readFileSync(summary, 'utf8')
    expectInert(text)
    expect(problemsOfMarkdown(text)).toEqual([])
  })

  test('a comparison: its forms, its table, its JSON', PATIENCE, async () => {
    const { out, texts } = await written('compare', [...QUICK, '--vary', 'acks=1,all', '--no-remedies'])
    expectInert(out)
    await expectWhole(texts)
    const json = await ran(['compare', ...QUICK, '--vary', `acks=1,${HOSTILE.replaceAll(',', '')}`, '--json', ...conf])
    expectInert(json.out)
    expect(compareSchema.parse(JSON.parse(json.out)).rows[1]?.refused).toContain('script')
  })

  test('what is refused is told in one plain message', PATIENCE, async () => {
    const broken = join(folder, `b ${HOSTILE.replaceAll('/', '')}.properties`)
    const binary = join(folder, `c\n::error::${HOSTILE.replaceAll('/', '')}.properties`)
    writeFileSync(broken, `acks=${HOSTILE}\n`)
    writeFileSync(binary, 'acks=\u0000\n')
    for (const args of [
      ['--producer', broken],
      ['--producer', binary],
      ['--set', `acks=${HOSTILE}`],
      ['--set', `${HOSTILE}=1`],
      [HOSTILE],
    ]) {
      const { code, out, err } = await ran(['check', ...args])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expectInert(err)
      const onGithub = await ran(['check', ...args], { env: { GITHUB_ACTIONS: 'true' } })
      expect(onGithub.err).not.toMatch(/^\s*::|##\[/m)
    }
  })
})

longTest('a campaign: its forms, its text, its JSON', PATIENCE, async () => {
  const args = '--promise no-acknowledged-loss --faults 1 --records 1 --runs 20 --seeds 1 --workers 1'.split(' ')
  const { out, texts } = await written('campaign', args)
  expectInert(out)
  await expectWhole(texts)
  const json = await ran(['campaign', ...args, ...conf, '--json', '--out', join(folder, 'out')])
  expectInert(json.out)
  expect(campaignSchema.parse(JSON.parse(json.out)).seeds.counted).toBe(1)
})
