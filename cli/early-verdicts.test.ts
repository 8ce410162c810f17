import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const bin = fileURLToPath(new URL('bin.mjs', import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-early-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One is broken at once, the other one is in doubt for as long as somebody waits. */
const ENDLESS = (
  'check --set acks=all --set min.insync.replicas=2 --set enable.idempotence=false '
  + '--promise no-acknowledged-loss,honest-outcome --max-states 2000 --runs 100000000'
).split(' ')

/** A process that writes to a pipe, and hears Ctrl-C once this stands there. */
async function piped(args: readonly string[], until: string): Promise<{ code: unknown; out: string; before: string }> {
  const child = spawn(process.execPath, [bin, ...args, '--out', folder])
  let out = ''
  let before = ''
  let later: NodeJS.Timeout | undefined
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString()
    if (before !== '' || !out.includes(until)) return
    before = out
    later = setTimeout(() => child.kill('SIGINT'), 500)
  })
  const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)))
  clearTimeout(later)
  return { code, out, before }
}

describe('a verdict is written when it is known', () => {
  test('in a pipe, while the search goes on, with its story after all verdicts', { timeout: 60_000 }, async () => {
    const { code, out, before } = await piped(ENDLESS, 'VIOLATED')
    expect(code).toBe(1)
    expect(before).toContain('VIOLATED by ≤1: timeout\n')
    expect(before).not.toContain('searched')
    const at = [
      'Tidemark',
      'VIOLATED by ≤1: timeout\n',
      '? Acknowledged records are not lost  ',
      '\n✗1 honest-outcome: ',
      '\nsearched',
    ]
    const places = at.map((text, i) => (i === 0 ? out.indexOf(text) : out.lastIndexOf(text)))
    expect(places.toSorted((a, b) => a - b).filter((place) => place >= 0)).toHaveLength(at.length)
    expect(out.split('Acknowledged records are not lost')).toHaveLength(3)
    expect(out).toContain('Interrupted. 2 promises: 1 violated, 1 undecided')
  })
})

const QUICK = ['check', '--set', 'acks=1', '--records', '1', '--faults', '1', '--moves', '0']

test('JSON is one document, whatever is known before its end', async () => {
  const pieces: string[] = []
  await ran([...QUICK, '--json', '--out', folder], { out: (text) => pieces.push(text) })
  expect(pieces).toHaveLength(1)
  const { verdicts } = checkSchema.parse(JSON.parse(pieces.join('')))
  expect(verdicts.find(({ promise }) => promise === 'no-acknowledged-loss')).toMatchObject({ verdict: 'violated' })
  // Complete, so nothing was sampled.
  for (const { evidence } of verdicts) expect(evidence.random).toBeNull()
})

test('--quiet writes one line a promise, when its fewest faults are known, and the summary', async () => {
  const pieces: string[] = []
  await ran([...QUICK, '--quiet', '--out', folder], { out: (text) => pieces.push(text) })
  const promises = pieces.slice(0, -1).map((text) => /\(([a-z-]+)\):/.exec(text)?.[1])
  expect(new Set(promises).size).toBe(promises.length)
  expect(promises).toContain('no-acknowledged-loss')
  expect(pieces.join('')).not.toContain('or less')
  expect(pieces.at(-1)).toMatch(/^\d+ promises: /)
})

test('a line of progress gives way to what is told', async () => {
  const written: string[] = []
  await ran([...QUICK, '--out', folder], {
    errIsTerminal: true,
    out: (text) => written.push(`out ${text}`),
    err: (text) => written.push(`err ${text}`),
  })
  for (const [at, text] of written.entries())
    if (text.startsWith('out ') && written[at - 1]?.startsWith('err ')) expect(written[at - 1]).toBe('err \r\u001b[2K')
})
