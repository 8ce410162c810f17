import { describe, expect, test } from 'vitest'
import type { CheckReport } from '../report.ts'
import { hostileReport } from '../testing/hostile.ts'
import { reportOf } from '../testing/real.ts'
import { script, style } from './bundle.ts'
import { pageData } from './data.ts'
import { htmlText, jsonInScript } from './html.ts'
import type { PageData } from './page-data.ts'
import { ACKS_ONE, STORIES } from './testing/stories.ts'

const found = (...parts: readonly CheckReport[]) => ({
  version: '0',
  verb: 'check' as const,
  parts,
  cwd: '/',
  root: '/',
})
const dataIn = (page: string): PageData =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(page)?.[1] ?? '') as PageData

describe.each(STORIES)('the page of %s', (_, happening) => {
  const report = reportOf(happening)
  const page = htmlText(found(report))

  test('holds the data that it shows, and no address of anything else', () => {
    expect(dataIn(page)).toEqual(JSON.parse(JSON.stringify(pageData(found(report)))))
    const own = page.replace(script(), '').replace(style(), '')
    expect(own.match(/\b(?:src|href)=|url\(|@import|https?:/g)).toBeNull()
    expect(page).toContain("default-src 'none'")
  })

  test('has a step for the beginning, for each action, and for the end', () => {
    const [story] = dataIn(page).parts[0]?.stories ?? []
    const healing = story?.steps.filter(({ isHealing }) => isHealing) ?? []
    expect((story?.steps.length ?? 0) - healing.length).toBe(happening.actions.length + 1)
    expect(healing.length).toBeGreaterThan(0)
    expect(story?.lanes.length).toBeGreaterThan(2)
    for (const { drawn } of story?.steps ?? [])
      for (const lane of drawn.kind === 'event' ? drawn.at : [drawn.from, drawn.to])
        expect(story?.lanes).toContain(lane)
  })
})

test('the page without its data is under 150 kB', () => {
  expect(htmlText(found()).length).toBeLessThan(150_000)
})

test('nothing in the data can end its element', () => {
  const text = jsonInScript({ a: '</script><script>alert(1)</script><!--', b: '\u2028' })
  expect(text).not.toMatch(/[<>\u2028]/)
  expect(JSON.parse(text)).toEqual({ a: '</script><script>alert(1)</script><!--', b: '\u2028' })
})

test('whatever users have written stays text, on one line, and not too long', () => {
  const page = htmlText(found(hostileReport))
  expect(page.match(/<script/g)).toHaveLength(2)
  const texts = textsIn(dataIn(page))
  expect(texts.some((text) => text.includes('<script>'))).toBe(true)
  expect(texts.filter((text) => /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text))).toEqual([])
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(2_000)
})

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

test('beside a story of a comparison stands the same schedule under the settings that differ least and keep the promise', () => {
  const broken = reportOf(ACKS_ONE)
  const others = [{ 'acks': 'all', 'min.insync.replicas': '2' }, { acks: 'all' }].map((set) => {
    const { configuration } = broken
    const settings = {
      ...configuration.settings,
      ...set,
      ...('min.insync.replicas' in set && { 'min.insync.replicas': 2 }),
    }
    const judged = broken.judged.map(({ result, file }) => ({
      result: { ...result, verdict: 'held' as const, counterexample: null },
      file,
    }))
    return { ...broken, configuration: { ...configuration, settings, of: Object.keys(set).join(' ') }, judged }
  })
  const { beside, steps } = pageData(found(broken, ...others)).parts[0]?.stories[0] ?? {}
  expect(beside?.name).toBe('acks')
  // The same actions, and the acknowledgement that is not given there.
  expect(beside?.steps.map(({ isPossible }) => isPossible)).toEqual([true, true, true, true])
  expect(beside?.steps.map(({ text }) => text).slice(1)).toEqual(
    steps?.slice(1, 4).map(({ text }) => text.replace('acks=1', 'acks=all')),
  )
})
