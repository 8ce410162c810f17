import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { checkSchema, compareSchema } from '../reports/schema.ts'
import { realEngine } from './real-engine.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

const loss = [
  '--promise',
  'no-acknowledged-loss',
  '--runs',
  '100',
  '--max-states',
  '2000',
  '--set',
  'enable.idempotence=false',
  '--no-remedies',
  '--out',
  folder,
]

test('check prints a story, saves it, and replay plays it again', async () => {
  const check = await ran(['check', '--set', 'acks=1', ...loss])
  expect(check.code).toBe(1)
  expect(check.err).toBe('')
  expect(check.out).toContain('VIOLATED by')
  expect(check.out).toContain('complete to')
  const file = /tidemark replay (\S+)/.exec(check.out)?.[1] ?? ''
  const replay = await ran(['replay', file])
  expect(replay.code).toBe(1)
  expect(replay.out).toContain('The violation happens again.')
  expect(JSON.parse((await ran(['replay', '--json', file])).out)).toMatchObject({ command: 'replay', violated: true })
  expect(readdirSync(folder).every((name) => /^no-acknowledged-loss-[0-9a-f]{8}\.json$/.test(name))).toBe(true)
})

test('the same command prints the same JSON, and it matches the schema', async () => {
  const args = ['check', '--json', '--set', 'acks=1', ...loss]
  const first = await ran(args)
  expect(await ran(args)).toEqual(first)
  expect(checkSchema.parse(JSON.parse(first.out)).verdicts).toHaveLength(1)
})

longTest('compare judges every combination, and a refused one is a row', async () => {
  const { code, out } = await ran(['compare', '--json', '--vary', 'acks=1,all,7', '--vary', 'brokers=3,4', ...loss])
  const json = compareSchema.parse(JSON.parse(out))
  expect(code).toBe(0)
  expect(json.rows.map((row) => row.varied)).toEqual([
    { acks: '1', brokers: 3 },
    { acks: '1', brokers: 4 },
    { acks: 'all', brokers: 3 },
    { acks: 'all', brokers: 4 },
    { acks: '7', brokers: '3' },
    { acks: '7', brokers: '4' },
  ])
  expect(json.rows.at(-1)?.refused).toContain('acks')
  expect(json.settings).not.toHaveProperty('acks')
  expect((await ran(['compare', '--vary', 'acks=1,all', '--require', 'no-acknowledged-loss', ...loss])).code).toBe(1)
})

test('a row of compare says what check says of the same settings', async () => {
  const compared = compareSchema.parse(
    JSON.parse((await ran(['compare', '--json', '--vary', 'acks=0,1', ...loss])).out),
  )
  const checked = checkSchema.parse(
    JSON.parse((await ran(['check', '--json', '--no-remedies', '--set', 'acks=1', ...loss])).out),
  )
  expect(compared.rows[1]?.verdicts).toEqual(checked.verdicts)
  expect(compared.rows[1]?.seed).toBe(checked.seed)
})

test('a folder that cannot be written costs the file, not the result', async () => {
  const taken = join(folder, 'taken')
  writeFileSync(taken, '')
  const { code, out, err } = await ran(['check', '--set', 'acks=1', ...loss, '--out', taken])
  rmSync(taken)
  expect(code).toBe(2)
  expect(out).toContain('VIOLATED')
  expect(err).toContain('choose another folder')
})

test('a promise without a model is undecided, and asks for exit code 3', async () => {
  const { code, out } = await ran(['check', '--promise', 'exclusive-owner'])
  expect(code).toBe(3)
  expect(out).toMatch(/not\s+modelled\s+yet/)
})

test('Ctrl-C ends the search with what is known', async () => {
  const { code, out } = await ran(['check', ...loss], {
    onInterrupt: (first) => {
      first()
      return () => undefined
    },
  })
  expect(code).toBe(3)
  expect(out).toContain('Interrupted.')
})

test('an error of its own is reported as a bug, with what reproduces it', async () => {
  const engine = {
    ...realEngine,
    judge: () => {
      throw new Error('a leader without a log')
    },
  }
  const { code, out, err } = await ran(['check', '--seed', 'tuesday', ...loss], { engine })
  expect(code).toBe(70)
  expect(out).toBe('')
  for (const part of ['a leader without a log', 'tuesday', '--promise', process.version]) expect(err).toContain(part)
})

test('colour needs a terminal, and NO_COLOR, --no-color and a dumb terminal switch it off', async () => {
  const coloured = async (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    columns: number | undefined,
  ): Promise<boolean> =>
    (await ran(['check', '--set', 'acks=1', ...loss, ...args], { env, columns })).out.includes('\u001b[')
  expect(await coloured([], {}, 80)).toBe(true)
  expect(await coloured([], {}, undefined)).toBe(false)
  expect(await coloured([], { NO_COLOR: '1' }, 80)).toBe(false)
  expect(await coloured(['--no-color'], {}, 80)).toBe(false)
  expect(await coloured([], { TERM: 'dumb' }, 80)).toBe(false)
})

longTest('progress goes to standard error, and only to a terminal', async () => {
  expect((await ran(['check', ...loss], { errIsTerminal: true })).err).toContain('searching')
  expect((await ran(['check', '--quiet', ...loss], { errIsTerminal: true })).err).toBe('')
})

longTest('--seed random is a fresh text each time, and printed', async () => {
  const seedOf = async (): Promise<string> =>
    checkSchema.parse(JSON.parse((await ran(['check', '--json', '--seed', 'random', ...loss])).out)).seed
  const seeds = [await seedOf(), await seedOf()]
  expect(new Set(seeds).size).toBe(2)
})
