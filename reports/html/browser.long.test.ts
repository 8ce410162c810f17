/** The page in a browser: every step of every story, by mouse and by keys, with nothing from anywhere else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../../harness/testing/long.ts'
import { CHROMIUM, pathOf } from '../../harness/testing/programs.ts'
import type { CheckReport } from '../report.ts'
import { hostileReport } from '../testing/hostile.ts'
import { reportOf } from '../testing/real.ts'
import { htmlText } from './html.ts'
import { pageData } from './data.ts'
import type { StepData, StoryData } from './page-data.ts'
import { STORIES } from './testing/stories.ts'

const QUIET =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'tidemark-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

const found = (report: CheckReport) => ({ version: '0', verb: 'check' as const, parts: [report], cwd: '/', root: '/' })

interface Opened {
  readonly page: Page
  /** What it should not do: errors on its console, and requests. */
  readonly faults: readonly string[]
}

describeWith(CHROMIUM)('in Chromium, and left out where there is none', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: pathOf(CHROMIUM), args: QUIET.split(' ') })
  }, 60_000)
  afterAll(() => browser?.close())

  const opened = async (report: CheckReport, more: Parameters<Browser['newPage']>[0], hash = ''): Promise<Opened> => {
    const file = join(folder, `${Math.trunc(performance.now() * 1000)}.html`)
    writeFileSync(file, htmlText(found(report)))
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...more })
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('dialog', (dialog) => {
      faults.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => request.url().startsWith('file:') || faults.push(request.url()))
    await page.goto(`${pathToFileURL(file).href}${hash}`)
    return { page, faults }
  }

  test('whatever users have written runs nothing, and is shown', async () => {
    const { page, faults } = await opened(hostileReport, {})
    expect(await page.locator('h1').innerText()).toContain('Tidemark')
    expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script>')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(faults).toEqual([])
    await page.close()
  })

  describe.each(STORIES)('the page of %s', (_, happening) => {
    const report = reportOf(happening)
    const [story] = pageData(found(report)).parts[0]?.stories ?? []
    if (story === undefined) throw new Error('it has no story')

    test('shows each step when it is clicked, and marks what that step changed', async () => {
      const { page, faults } = await opened(report, {}, '#step=0')
      for (let at = 0; at < story.steps.length; at++) {
        await page.locator('.steps button').nth(at).click()
        expect(await page.locator('.steps .current').innerText()).toContain(story.steps[at]?.text ?? '?')
        expect(new URL(page.url()).hash).toBe(`#step=${at}`)
        expect((await page.locator('.badge.changed, .box.new, .box.gone').count()) > 0).toBe(changes(story, at))
        expect(await page.locator('.box').count()).toBe(boxesShown(story, at))
      }
      expect(faults).toEqual([])
      await page.close()
    })

    test('is read with keys, and opened at a step that its address names', async () => {
      const { page, faults } = await opened(report, {}, '#step=1')
      expect(await page.locator('output').innerText()).toContain('step 1 of')
      await page.keyboard.press('k')
      expect(await page.locator('output').innerText()).toContain('step 0 of')
      await page.keyboard.press('k')
      await page.keyboard.press('j')
      expect(new URL(page.url()).hash).toBe('#step=1')
      await page.keyboard.press('End')
      expect(new URL(page.url()).hash).toBe(`#step=${story.steps.length - 1}`)
      expect(faults).toEqual([])
      await page.close()
    })

    test.each([
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['narrow', { viewport: { width: 400, height: 800 } }],
    ] as const)('is within WCAG AA in %s, and as wide as its window', async (name, more) => {
      const { page, faults } = await opened(report, more)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      // Its policy runs no other script in it; the tool's own world is not the page's.
      await page.addScriptTag({ content: axe }).catch(() => undefined)
      const problems = await page.evaluate(`(() => { ${axe}; return axe.run() })().then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' ')))`)
      expect(problems).toEqual([])
      expect((await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })).length).toBeGreaterThan(
        10_000,
      )
      expect(faults.filter((fault) => !fault.includes('Content Security Policy'))).toEqual([])
      await page.close()
    })
  })
})

/** Whether the state after this step differs from the one before. */
function changes({ steps }: StoryData, at: number): boolean {
  return at > 0 && JSON.stringify(steps[at]?.participants) !== JSON.stringify(steps[at - 1]?.participants)
}

/** Every place of every strip, also those that this step took away. */
function boxesShown({ steps }: StoryData, at: number): number {
  const lengths = (step: StepData | undefined): Readonly<Record<string, number>> =>
    Object.fromEntries((step?.participants ?? []).map(({ name, strip }) => [name, strip?.boxes.length ?? 0]))
  const [now, before] = [lengths(steps[at]), lengths(steps[at - 1])]
  return Object.entries(now).reduce((sum, [name, length]) => sum + Math.max(length, before[name] ?? 0), 0)
}
