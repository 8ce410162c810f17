import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { problemsOfMarkdown, readMarkdown } from '../testing/validators.ts'
import type { Part } from './found.ts'
import { markdownText } from './markdown.ts'

const of = (...parts: readonly Part[]): string =>
  markdownText({ version: '0.1.0', verb: 'check', parts, cwd: '/', root: '/' })
const cured: Part = {
  ...checkReport,
  judged: checkReport.judged.map((one, at) =>
    at > 0
      ? one
      : {
          ...one,
          cure: {
            cause: ['acks'],
            remedies: [{ change: { acks: 'all' }, price: ['slower'], completeTo: 1, schedules: 0 }],
            tried: 2,
            isCut: false,
          },
        },
  ),
}

describe('Markdown', () => {
  test('a table of verdicts, and the story with cause and remedy to open', () => {
    const text = of(cured)
    expect(text).toContain('### ✗ Tidemark: 1 of 3 promises broken')
    expect(text).toContain(
      '| ✗ Acknowledged records are not lost (`no-acknowledged-loss`) | **violated** by 1 fault (crash) | yes |',
    )
    expect(text).toContain('<details><summary>✗ <b>Acknowledged records are not lost</b>: record a was')
    expect(text).toContain('```diff\n-acks=1\n+acks=all\n```')
    expect(text).toContain('Remedy: acks=all; price: slower')
    expect(problemsOfMarkdown(text)).toEqual([])
    expect(readMarkdown(text).match(/<tr>/g)).toHaveLength(4)
  })

  test('the change of the files where it is known, once for all that it mends', () => {
    const fix = {
      change: {},
      mends: ['no-acknowledged-loss'],
      diff: '--- a/x\n+++ b/x\n-a\n+b\n',
      edits: [],
      byHand: [],
    }
    expect(of({ ...cured, fix })).toContain('```diff\n--- a/x\n+++ b/x\n-a\n+b\n```')
  })

  test('several configurations are a row each, those that are refused, too', () => {
    const named = (name: string): Part => ({ ...cured, configuration: { ...cured.configuration, of: name } })
    const text = of(named('acks=1'), { ...named('acks=7'), judged: [], refused: 'no such value' })
    expect(text).toContain('| acks=1 | ✗ **violated** by 1 | ✓ held | ? undecided |')
    expect(text).toContain('| acks=7 | refused: no such value |  |  |')
    expect(text).toContain('</b> (acks=1): record a was')
  })

  test('says that it was interrupted', () => {
    expect(of({ ...cured, interrupted: true })).toContain('The search was interrupted: this is what was known by then.')
  })

  test('is inert whatever the settings hold', () => {
    const text = of(hostileReport)
    const html = readMarkdown(text)
    expect(problemsOfMarkdown(text)).toEqual([])
    expect(html.match(/<details>/g)).toHaveLength(1)
    expect(html.match(/<tr>/g)).toHaveLength(4)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202e\u2028]/u)
    // Outside of blocks nobody is named to the site, and nothing is a link.
    const outside = html.replaceAll(/<pre>[\s\S]*?<\/pre>/g, '')
    expect(outside).not.toMatch(/@everyone|<a |<img/)
  })

  test('stays below what a comment may hold, however much there is to tell', () => {
    const many = Array.from({ length: 300 }, (_, at): Part => ({
      ...hostileReport,
      configuration: { ...hostileReport.configuration, of: `${at} ${'x'.repeat(500)}` },
    }))
    const text = of(...many)
    expect(text.length).toBeLessThan(65_000)
    expect(text).toMatch(/\d+ more configurations are left out here/)
    expect(text).toMatch(/\d+ more stories are left out here/)
    expect(problemsOfMarkdown(text)).toEqual([])
  })
})
