import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longTest } from '../../harness/testing/long.ts'
import { Campaign } from '../../harness/campaign.ts'
import type { PromiseResult, SearchResult } from '../../harness/result.ts'
import { campaignSchema } from '../../reports/schema.ts'
import { gone } from '../../reports/testing/gallery-sample.ts'
import { violated } from '../../reports/testing/sample.ts'
import { ran } from '../testing/ran.ts'
import { runSeeds } from './run-seeds.ts'
import type { Job, Pool } from '../workers/pool.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-campaign-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const SMALL = ['campaign', '--set', 'acks=1', '--records', '1', '--faults', '1', '--runs', '20', '--steps', '25']
const PROMISES = ['--promise', 'no-acknowledged-loss,no-duplicates,writes-resume']

longTest('of so many seeds the result is the same, however many threads search', { timeout: 240_000 }, async () => {
  const args = [...SMALL, ...PROMISES, '--seeds', '4', '--out', join(folder, 'out')]
  const one = await ran([...args, '--workers', '1'])
  expect(one.code).toBe(1)
  expect(one.err).toBe('')
  expect(await ran([...args, '--workers', '3'])).toEqual(one)
  expect(one.out).toContain('campaign    4 seeds; --seeds 4 --seed')
  const { out } = await ran([...args, '--workers', '2', '--json'])
  const json = campaignSchema.parse(JSON.parse(out))
  expect(json.seeds).toEqual({ counted: 4, asked: 4, ended: 'seeds' })
  expect(json.verdicts[0]?.evidence.random?.schedules).toBe(80)
  const files = json.verdicts.flatMap(({ counterexample }) => counterexample?.file ?? [])
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) expect((await ran(['replay', file])).code).toBe(1)
  const fewer = await ran([...SMALL, ...PROMISES, '--seeds', '1', '--out', join(folder, 'out')])
  expect(fewer.out).not.toBe(one.out)
})

longTest('it ends when its time is over, and says how many seeds that were', { timeout: 120_000 }, async () => {
  // The clock of the test goes on by a tenth of a second whenever somebody looks.
  const { out } = await ran([...SMALL, ...PROMISES, '--for', '1s', '--workers', '1', '--json', '--out', folder])
  const { counted, asked, ended } = campaignSchema.parse(JSON.parse(out)).seeds
  expect({ asked, ended }).toEqual({ asked: null, ended: 'time' })
  expect(counted).toBeGreaterThan(0)
  expect(counted).toBeLessThan(10)
})

test.each([
  ['--for soon', 'such as 90s'],
  ['--for 0m', 'such as 90s'],
  ['--seeds 0', 'from 1'],
  ['--workers 0', 'from 1'],
  ['--search both', 'unknown option'],
  ['/there/is/no/such/path', 'no such file'],
])('campaign %s ends with 2', async (line, message) => {
  const { code, err } = await ran(['campaign', ...line.split(' ')])
  expect(err).toContain(message)
  expect(code).toBe(2)
})

const broken = violated as PromiseResult<unknown>
const kept = { ...gone, promise: broken.promise } as PromiseResult<unknown>
const longer = {
  ...broken,
  counterexample: broken.counterexample && { ...broken.counterexample, length: broken.counterexample.length + 1 },
}
/** Kept, broken by a long story, by a short one, and by the same again. */
const RESULTS = [kept, longer, broken, broken].map((result) => ({ promises: [result], interrupted: false }))

describe('seeds are counted once and in their order, whichever is done first', () => {
  const expected = { broken: 3, first: 2, told: 3 }

  test.each([[[1, 2, 3, 4]], [[4, 3, 2, 1]], [[3, 1, 4, 2]]])('%j', (order) => {
    const campaign = new Campaign()
    const told = order.flatMap((seed) => campaign.add(seed, RESULTS[seed - 1] as SearchResult<unknown>))
    expect(campaign.seeds).toBe(4)
    expect(campaign.promises).toMatchObject([{ ...expected, result: { counterexample: broken.counterexample } }])
    expect(told.map((one) => one.told)).toEqual([2, 3])
  })

  test('those after one that never came are counted in the end', () => {
    const campaign = new Campaign()
    for (const seed of [1, 3, 4]) campaign.add(seed, RESULTS[seed - 1] as SearchResult<unknown>)
    expect(campaign.seeds).toBe(1)
    expect(campaign.end().map(({ told }) => told)).toEqual([3])
    expect(campaign.seeds).toBe(3)
    expect(campaign.promises).toMatchObject([{ broken: 2, first: 3, told: 3 }])
  })
})

test('whoever interrupts it waits for no seed, and has what was found', async () => {
  let isInterrupted = false
  let isEnded = false
  const pool: Pool = {
    size: 2,
    judge: ({ seed }: Job) => {
      if (seed !== '5' && seed !== '1') return Promise.resolve(RESULTS[2] as SearchResult<unknown>)
      if (seed === '5') isInterrupted = true
      return new Promise(() => undefined)
    },
    end: async () => void (isEnded = true),
  }
  const tally = new Campaign()
  const ended = await runSeeds({
    pool,
    tally,
    keep: async () => undefined,
    most: Infinity,
    isOver: () => false,
    isInterrupted: () => isInterrupted,
    jobOf: (seed) => ({ seed: String(seed) }) as Job,
  })
  expect({ ended, isEnded, seeds: tally.seeds }).toEqual({ ended: 'interrupted', isEnded: true, seeds: 3 })
  expect(tally.promises).toMatchObject([{ broken: 3, first: 2, told: 2 }])
})
