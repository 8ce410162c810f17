import { describe, expect, test } from 'vitest'
import type { Before } from '../before.ts'
import { pageData } from '../html/data.ts'
import { HOSTILE } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { problemsOfJunit, problemsOfMarkdown, problemsOfSarif } from '../testing/validators.ts'
import type { Found, Part } from './found.ts'
import { junitText } from './junit.ts'
import { markdownText } from './markdown.ts'
import { sarifText } from './sarif.ts'

const before: Before = {
  ref: 'origin/main',
  changed: [{ key: 'acks', before: 'all', now: '1' }],
  breaks: ['no-acknowledged-loss'],
  brokenBefore: [],
  mends: ['in-order'],
  removed: ['topic bills'],
}
const part: Part = {
  ...checkReport,
  before,
  regressions: [
    { file: 'kept/a.json', promise: 'no-acknowledged-loss', outcome: 'broken' },
    { file: 'kept/b.json', promise: 'in-order', outcome: 'repaired', why: 'the promise is kept with these settings' },
  ],
}
const foundIn = (...parts: readonly Part[]): Found => ({ version: '0', verb: 'check', parts, cwd: '/', root: '/' })
const found = foundIn(part)

interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly { readonly baselineState?: string; readonly message: { readonly text: string } }[]
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }]
    },
  ]
}
const logOf = (...parts: readonly Part[]): Log['runs'][0] => {
  const text = sarifText(foundIn(...parts))
  expect(problemsOfSarif(text)).toEqual([])
  return (JSON.parse(text) as Log).runs[0]
}

describe('what was before', () => {
  test('JUnit has the commit as a property, and says it of each test and of the suite', async () => {
    const xml = junitText(found)
    expect(await problemsOfJunit(xml)).toEqual([])
    expect(xml).toContain('<property name="tidemark.base" value="origin/main"/>')
    expect(xml).toContain('base    this change breaks it')
    expect(xml).toMatch(/<system-out>held: .*; this change mends it<\/system-out>/)
    expect(xml).toContain('changed against origin/main: acks (all → 1)\nthis change breaks no-acknowledged-loss\n')
    expect(xml).toContain('this change removes topic bills: not judged any more\n')
    expect(xml).toContain('regression kept/b.json: repaired: the promise is kept with these settings</system-out>')
  })

  test('SARIF says of each result whether it is new', () => {
    const { results, invocations } = logOf(part)
    expect(results.map(({ baselineState }) => baselineState)).toEqual(['new'])
    expect(results[0]?.message.text).toContain('Base: this change breaks it.')
    const told = invocations[0].toolExecutionNotifications
    expect(told).toContainEqual({ level: 'note', message: { text: 'this change mends in-order' } })
    expect(told).toContainEqual({
      level: 'note',
      message: { text: expect.stringContaining('kept/a.json: broken again') },
    })
    const old = { ...before, breaks: [], brokenBefore: ['no-acknowledged-loss'] }
    expect(logOf({ ...part, before: old }).results[0]?.baselineState).toBe('unchanged')
    expect(logOf(checkReport).results[0]).not.toHaveProperty('baselineState')
  })

  test('Markdown and the page say it beside the verdict', () => {
    const text = markdownText(found)
    expect(problemsOfMarkdown(text)).toEqual([])
    expect(text).toContain('| **violated** by 1 fault (crash); this change breaks it |')
    expect(text).toContain('regression kept/a.json: broken again: no-acknowledged-loss')
    const [data] = pageData(found).parts
    expect(data?.verdicts.map(({ change }) => change)).toEqual(['this change breaks it', 'this change mends it', ''])
    expect(data?.remarks.filter(({ kind }) => kind === 'history')).toHaveLength(6)
  })

  test('is inert whatever names hold', async () => {
    const hostile: Part = {
      ...part,
      before: { ...before, ref: HOSTILE, missing: HOSTILE, removed: [HOSTILE] },
      regressions: [{ file: HOSTILE, promise: 'in-order', outcome: 'not-played', why: HOSTILE }],
    }
    expect(await problemsOfJunit(junitText(foundIn(hostile)))).toEqual([])
    expect(problemsOfMarkdown(markdownText(foundIn(hostile)))).toEqual([])
    expect(JSON.stringify(logOf(hostile))).not.toMatch(/\u202e|\\u0000|\\u001b/)
  })
})
