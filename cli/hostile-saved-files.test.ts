/**
 * A saved counterexample is input like any other: whatever is written into it, it is replayed, or refused with what is
 * wrong.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { checksumOf } from '../harness/checksum.ts'
import { ran } from './testing/ran.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

let folder = ''
let originals: readonly string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-hostile-'))
  const out = join(folder, 'out')
  const quick = ['--runs', '60', '--max-states', '3000', '--out', out, '--quiet']
  await ran(['check', '--set', 'acks=1', '--set', 'enable.idempotence=false', '--faults', '1', ...quick])
  await ran([
    'check',
    '--kafka-version',
    '3.5',
    '--set',
    'transactional.id=t',
    '--records',
    '1',
    '--faults',
    '1',
    '--moves',
    '0',
    '--promise',
    'transactions-finish',
    ...quick,
  ])
  originals = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const isTree = (value: Json | undefined): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null

/** Every place in a JSON value. */
function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isTree(value)) return [path]
  return [path, ...Object.entries(value).flatMap(([key, below]) => placesIn(below, [...path, key]))]
}

/** The value with another one in this place; `undefined` takes it away. */
function replaced(value: Json, [key, ...rest]: readonly string[], other: Json | undefined): Json {
  if (key === undefined) return other ?? null
  if (!isTree(value)) return value
  const copy = structuredClone(value) as { [key: string]: Json }
  const below = copy[key]
  if (rest.length === 0 && other === undefined) delete copy[key]
  else copy[key] = rest.length === 0 ? (other ?? null) : replaced(below ?? null, rest, other)
  return copy
}

/** With a checksum that fits, as somebody would write it who knows how. */
function signed(content: Json): string {
  const file = content as {
    system?: Json
    saved?: { checksum?: Json }
    verdicts?: [{ counterexample?: { file?: Json } }]
  }
  try {
    const { saved, verdicts, system, ...others } = file
    const rest = system === 'kafka' || system === undefined ? others : { ...others, system }
    const { checksum: _checksum, ...mark } = saved ?? {}
    const [{ counterexample, ...verdict }] = verdicts ?? [{}]
    const { file: _file, ...found } = counterexample ?? {}
    const checksum = checksumOf({ ...rest, saved: mark, verdicts: [{ ...verdict, counterexample: found }] })
    return JSON.stringify({ ...file, saved: { ...mark, checksum } })
  } catch {
    return JSON.stringify(content)
  }
}

const deep = (levels: number): Json => Array.from({ length: levels }).reduce<Json>((inner) => [inner], 0)

const strange: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    true,
    '',
    'banana',
    'x=on',
    '9223372036854775807',
    [],
    {},
    [null],
    { kind: 'crash' },
    { kind: 'crash', broker: 99 },
    { kind: 'constructor' },
  ),
  fc.constantFrom<Json>(-1, 0, 1, 2.5, 3, 7, 27, 1000, 1e9, 1e300, '1', '-1', '3.9.1', '0.10.2.2', 'all', 'zookeeper'),
  fc.integer({ min: -3, max: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(deep(10), deep(40)),
)

const edits = fc.array(fc.record({ at: fc.nat(), other: strange }), { minLength: 1, maxLength: 3 })

async function expectNoBug(text: string, number: number): Promise<number> {
  const file = join(folder, `${number}.json`)
  writeFileSync(file, text)
  const { code, err } = await ran(['replay', file])
  expect([0, 1, 2], err).toContain(code)
  expect(err).not.toMatch(/bug in tidemark|\n {4}at |call stack/)
  return code
}

longTest(
  'files with anything anywhere, and a checksum that fits, are replayed or refused',
  async () => {
    expect(originals.length).toBeGreaterThan(2)
    for (const text of originals)
      expect(signed(JSON.parse(text) as Json).replaceAll(/\s/g, '')).toContain(
        (JSON.parse(text) as { saved: { checksum: string } }).saved.checksum,
      )
    let number = 0
    const codes = new Set<number>()
    await fc.assert(
      fc.asyncProperty(fc.nat(), edits, async (which, changes) => {
        let content = JSON.parse(originals[which % originals.length] ?? '{}') as Json
        for (const { at, other } of changes) {
          const places = placesIn(content)
          content = replaced(content, places[at % places.length] ?? [], other)
        }
        codes.add(await expectNoBug(signed(content), ++number))
      }),
      { numRuns: 600, seed: 5 },
    )
    expect([...codes].sort()).toEqual([0, 1, 2])
  },
  120_000,
)

test('a field that is nested 20,000 deep is refused', async () => {
  const text = (originals[0] ?? '').replace(/"seed": "[^"]*"/, `"seed": ${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect(await expectNoBug(text, 20_000)).toBe(2)
})

test('what is no file is refused, and nobody waits for its end', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(await ran(['replay', pipe])).toMatchObject({ code: 2, err: expect.stringContaining('this is not a file') })
  expect(await ran(['replay', '/dev/zero'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('this is not a file'),
  })
  writeFileSync(join(folder, 'large.json'), 'x'.repeat(17 * 1024 * 1024))
  expect(await ran(['replay', join(folder, 'large.json')])).toMatchObject({
    code: 2,
    err: expect.stringContaining('too many for a saved counterexample'),
  })
})

test('each setting, bound and action with a value that nobody wrote there is refused', async () => {
  let number = 10_000
  for (const [path, value] of [
    ['settings.brokers', 2.5],
    ['settings.brokers', 1_000_000],
    ['settings.partitions', -1],
    ['settings.kafka.version', 'banana'],
    ['settings.gates', 'x=on'],
    ['settings.retries', -1],
    ['settings.replication.factor', 30],
    ['settings.protocol.version', '99'],
    ['settings.acks', 'maybe'],
  ] as const) {
    const name = path.slice('settings.'.length)
    const content = replaced(JSON.parse(originals[0] ?? '{}') as Json, ['settings', name], value)
    expect([path, await expectNoBug(signed(content), ++number)]).toEqual([path, 2])
  }
  for (const action of [
    null,
    'crash',
    [],
    {},
    { kind: 'dance' },
    { kind: 'crash' },
    { kind: 'crash', broker: 3 },
    { kind: 'crash', broker: 0.5 },
    { kind: 'crash', broker: 0, more: 1 },
    { kind: 'fetch', follower: 1, partition: 9 },
    { kind: 'move-leader', partition: 0, to: -1 },
    { kind: 'toString' },
  ] as const) {
    const content = replaced(
      JSON.parse(originals[0] ?? '{}') as Json,
      ['verdicts', '0', 'counterexample', 'actions', '0'],
      action as Json,
    )
    expect([action, await expectNoBug(signed(content), ++number)]).toEqual([action, 2])
  }
}, 60_000)
