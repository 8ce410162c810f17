import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAll } from '../../harness/testing/long.ts'
import type { Flaw } from '../../gallery/flaw.ts'
import type { PromiseResult } from '../../harness/result.ts'
import { compareSchema, gallerySchema } from '../../reports/schema.ts'
import { gone } from '../../reports/testing/gallery-sample.ts'
import { violated } from '../../reports/testing/sample.ts'
import type { Engine } from '../engine.ts'
import { realEngine } from '../real-engine.ts'
import { ran } from '../testing/ran.ts'
import { quickEngine } from '../testing/stand-in.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-shards-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const PATIENCE = { timeout: 240_000 }
const FORMS = ['html', 'junit', 'markdown'] as const

const at = (...names: readonly string[]): string => join(folder, ...names)
const out = (): readonly string[] => ['--out', at('out')]
const formsIn = (name: string): readonly string[] => FORMS.flatMap((form) => [`--${form}`, at(name, form)])
const formText = (name: string, form: string): string => withoutSeconds(readFileSync(at(name, form), 'utf8'))

/** What the contract leaves out of what is the same each time. */
function withoutSeconds(text: string): string {
  return text.replace(/"seconds": [\d.]+/g, '"seconds": 0').replace(/ time="[\d.]+"/g, '')
}

async function runParts(args: readonly string[], of: number, engine: Engine = realEngine): Promise<void> {
  for (let part = 1; part <= of; part++) {
    const shard = ['--shard', `${part}/${of}`, '--shard-file', at('parts', `${part}.json`)]
    await ran([...args, ...shard], { engine })
  }
}

describe('of a comparison, parts put together are the run on one machine, byte for byte', () => {
  const SMALL = ['--only', 'crash', '--faults', '1', '--records', '1', '--no-remedies']
  const VARIED = ['acks=0,1,all', 'min.insync.replicas=1,2,3', 'unclean.leader.election.enable=false,true']
  const MANY = [...VARIED, 'kafka.version=2.8,4.3'].flatMap((vary) => ['--vary', vary])
  const FEW = ['--promise', 'no-acknowledged-loss,no-duplicates,honest-outcome']

  const QUEUE = ['--set', 'system=queues', '--promise', 'progress']

  test.each<readonly [string, readonly string[], number, number]>([
    ...(isAll
      ? [['36 combinations in 4 parts', ['compare', 'examples/orders', ...MANY, ...FEW, ...SMALL], 36, 4] as const]
      : []),
    ['values that Kafka refuses, in 3', ['compare', '--vary', 'acks=1,7,all,8', ...FEW, ...SMALL], 4, 3],
    ['more parts than rows', ['compare', '--vary', 'acks=1,all', ...FEW, ...SMALL, '--seed', 'x'], 2, 5],
    [
      'a queue that goes round for ever, in 2',
      ['compare', ...QUEUE, '--vary', 'consumers.fails=always,never', '--faults', '0', '--no-remedies'],
      2,
      2,
    ],
  ])('%s', PATIENCE, async (_, args, rows, of) => {
    const alone = await ran([...args, ...out(), ...formsIn('alone')])
    const json = await ran([...args, ...out(), '--json'])
    await runParts([...args, ...out()], of)
    const merged = await ran(['merge', at('parts'), ...out(), ...formsIn('merged')])
    expect(merged).toEqual(alone)
    const mergedJson = await ran(['merge', at('parts'), ...out(), '--json'])
    expect(mergedJson.err).toBe(json.err)
    expect(withoutSeconds(mergedJson.out)).toBe(withoutSeconds(json.out))
    expect(compareSchema.parse(JSON.parse(mergedJson.out)).rows).toHaveLength(rows)
    for (const form of FORMS) expect(formText('merged', form)).toBe(formText('alone', form))
  })

  test('what --require says decides the exit code, as on one machine', PATIENCE, async () => {
    const args = ['compare', '--vary', 'acks=1,all', ...SMALL, '--require', 'no-acknowledged-loss', ...out()]
    await runParts(args, 2)
    expect((await ran(['merge', at('parts'), ...out()])).code).toBe(1)
    expect((await ran(['merge', at('parts', '2.json'), ...out()])).code).toBe(3)
  })

  test('counterexamples are saved where they are put together, and play there', PATIENCE, async () => {
    await runParts(['compare', '--vary', 'acks=1,all', ...SMALL, ...FEW, '--out', at('there')], 2)
    rmSync(at('there'), { recursive: true })
    const { out: text } = await ran(['merge', at('parts'), '--json', ...out()])
    const files = compareSchema
      .parse(JSON.parse(text))
      .rows.flatMap(({ verdicts }) => verdicts.flatMap(({ counterexample }) => counterexample?.file ?? []))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect((await ran(['replay', file])).code).toBe(1)
  })
})

test('each part prints its own rows, and says which part it is', async () => {
  const args = ['compare', '--vary', 'acks=0,1,all', '--promise', 'no-duplicates', '--shard', '1/2']
  const { out: text } = await ran(args, { engine: quickEngine })
  expect(text).toContain('Part 1 of 2: 2 of 3 rows.')
  expect(text).toMatch(/^0 [\s\S]*\nall /m)
  const json: unknown = JSON.parse((await ran([...args, '--json'], { engine: quickEngine })).out)
  expect(compareSchema.parse(json)).toMatchObject({ rows: [{}, {}], shard: { part: 1, of: 2, rows: 3 } })
})

test('what compare --json prints is drawn step by step by open, a part as well', PATIENCE, async () => {
  const args = [
    'compare',
    '--vary',
    'acks=1,all',
    '--only',
    'crash',
    '--faults',
    '1',
    '--records',
    '1',
    '--no-remedies',
  ]
  const files = ['--shard', '1/2', '--shard-file', at('part.json'), ...out()]
  await ran([...args, ...files])
  await ran(['open', at('part.json'), '--no-browser'])
  expect(readFileSync(at('part.html'), 'utf8')).toContain('"lanes":["producer","controller","broker 0"')
})

describe('of the gallery, too', () => {
  const flaw = realEngine.gallery.flaws.find(({ id }) => id === 'B1') as Flaw
  const flaws = ['X1', 'X2', 'X3', 'X4', 'X5'].map((id) => ({ ...flaw, id }))
  const leftOut = [{ id: 'Y1', class: 'B', title: 'Clocks', reference: 'KAFKA-9999', why: 'no clocks' }] as const
  const engine: Engine = {
    ...realEngine,
    gallery: {
      ...realEngine.gallery,
      flaws,
      leftOut,
      // The third is missed.
      judge: async ({ id }, variant) => {
        const result = variant === flaw.flawed && id !== 'X3' ? violated : gone
        return { result: result as PromiseResult<never>, interrupted: false }
      },
    },
  }

  test.each([
    ['a table', ['gallery']],
    ['a line each', ['gallery', '--quiet']],
    ['stories', ['gallery', 'KIP-101']],
    ['JSON', ['gallery', '--json']],
  ])('%s', async (_, args) => {
    const alone = await ran(args, { engine })
    await runParts(args, 3, engine)
    const merged = await ran(['merge', at('parts'), ...args.filter((arg) => arg.startsWith('--'))], { engine })
    expect(merged.code).toBe(1)
    expect({ ...merged, out: withoutSeconds(merged.out) }).toEqual({ ...alone, out: withoutSeconds(alone.out) })
  })

  test('without a part it is told which flaws are not there', async () => {
    await runParts(['gallery'], 3, engine)
    rmSync(at('parts', '3.json'))
    const { code, out: text, err } = await ran(['merge', at('parts')], { engine })
    expect(code).toBe(3)
    expect(text).toContain('Not everything: part 3 of 3 is missing. 4 flaws: 4 found')
    expect(err).toBe(
      'tidemark: part 3 of 3 is missing; run it again: tidemark gallery --shard 3/3 --shard-file shard-3.json\n',
    )
    const json = await ran(['merge', at('parts'), '--json'], { engine })
    expect(gallerySchema.parse(JSON.parse(json.out))).toMatchObject({ missing: [{ part: 3, of: 3 }] })
  })
})
