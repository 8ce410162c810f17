import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { violated } from '../reports/testing/sample.ts'
import type { Engine } from './engine.ts'
import type { Io } from './io.ts'
import { withoutCommands } from './on-github.ts'
import { ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-github-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Every check finds one promise broken. */
const engine: Engine = { ...quickEngine, judge: () => Promise.resolve({ promises: [violated], interrupted: false }) }
const summary = (): string => join(folder, 'summary.md')
const github = () => ({ engine, env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary() } })
const args = (): readonly string[] => ['--no-remedies', '--out', join(folder, 'out')]

test('a check annotates, and adds to the summary of the step', async () => {
  writeFileSync(summary(), '# before\n')
  const { code, err, out } = await ran(['check', ...args()], github())
  expect(code).toBe(1)
  expect(err).toMatch(/^::error title=Acknowledged records are not lost::/m)
  expect(out).not.toContain('::error')
  expect(readFileSync(summary(), 'utf8')).toMatch(/^# before\n### ✗ Tidemark: 1 of 1 promises broken/)
})

test('beside JSON there are no annotations, but a summary', async () => {
  const { err, out } = await ran(['check', '--json', ...args()], github())
  expect(err).toBe('')
  expect(JSON.parse(out)).toMatchObject({ command: 'check' })
  expect(existsSync(summary())).toBe(true)
})

test('a comparison has a summary', async () => {
  const { err } = await ran(['compare', '--vary', 'acks=1,all', ...args()], github())
  expect(err).toBe('')
  expect(readFileSync(summary(), 'utf8')).toContain('| acks=all |')
})

test('elsewhere there is none of it', async () => {
  const env = { GITHUB_STEP_SUMMARY: summary() }
  const { err } = await ran(['check', ...args()], { engine, env })
  expect(err).toBe('')
  expect(existsSync(summary())).toBe(false)
})

test('a summary that cannot be written is told, and changes no verdict', async () => {
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'no', 'such', 'folder') }
  const { code, err } = await ran(['check', ...args()], { engine, env })
  expect(err).toContain('warning: the summary of the step could not be written')
  expect(code).toBe(1)
})

test('no line of a report is a command to GitHub, whatever it holds', () => {
  let told = ''
  const io = { env: { GITHUB_ACTIONS: 'true' }, out: (text: string) => void (told += text) } as Partial<Io> as Io
  withoutCommands(io).out('::error::x\n  ::add-mask::y\na ##[add-mask]z :: b\n\n')
  expect(told).toBe(': :error::x\n  : :add-mask::y\na ## [add-mask]z :: b\n\n')
  const elsewhere = { ...io, env: {} }
  expect(withoutCommands(elsewhere)).toBe(elsewhere)
})
