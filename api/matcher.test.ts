import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check, InputError, promise } from './index.ts'
import './vitest.ts'

let save = ''
beforeAll(async () => {
  save = await mkdtemp(join(tmpdir(), 'tidemark-keep-'))
})
afterAll(() => rm(save, { recursive: true }))

const safe = { 'acks': 'all', 'min.insync.replicas': 2 }
const risky = { ...safe, acks: 1 }
const quick = { faults: 1, records: 1 }

test('settings that keep a promise pass', async () => {
  await expect(safe).toKeep('no-acknowledged-loss', { ...quick, save })
  // Nothing to be about: no transactions.
  await expect(safe).toKeep('atomic-transactions', { ...quick, save })
})

test('settings that break it fail with the story, and with what plays it again', async () => {
  const error: unknown = await expect(risky)
    .toKeep('no-acknowledged-loss', { ...quick, save })
    .catch((one: unknown) => one)
  const lines = (error as Error).message.replaceAll(save, '.tidemark').split('\n')
  expect(lines[0]).toBe('expected these settings to keep no-acknowledged-loss')
  expect(lines).toContain('✗1 no-acknowledged-loss: record a was acknowledged, and it can no longer be read')
  expect(lines).toContain(' 3  the leader is moved from broker 0 to broker 1 [move: move-leader] ← decisive')
  const [file] = await readdir(save)
  expect(lines.filter((line) => line !== '').at(-1)).toBe(`  replay    npx tidemark replay .tidemark/${file}`)
})

test('not.toKeep passes only where something is broken', async () => {
  await expect(risky).not.toKeep('no-acknowledged-loss', { ...quick, save })
  await expect(expect(safe).not.toKeep('no-acknowledged-loss', { ...quick, save })).rejects.toThrow(
    'expected these settings to break no-acknowledged-loss',
  )
  const stopped = { ...quick, save, search: 'exhaustive', maxStates: 10 } as const
  for (const keeps of [expect(safe), expect(safe).not])
    await expect(keeps.toKeep('no-acknowledged-loss', stopped)).rejects.toThrow('more than --max-states')
})

test('a promise of the user’s own is asked of a system that Tidemark knows', async () => {
  const unanswered = promise({
    id: 'every-send-succeeds',
    title: 'Every send succeeds',
    about: 'a record was sent',
    reached: ({ sent }) => sent.length > 0,
    broken: ({ sent }) =>
      sent.some(({ outcome, fresh }) => outcome === 'rejected' && !fresh) ? 'a send failed' : undefined,
  })
  const { promises } = await check(safe, { ...quick, promises: [unanswered] })
  expect(promises.map((one) => [one.verdict, one.counterexample?.clause])).toEqual([['violated', 'a send failed']])
})

test('what cannot be judged is an error, not a broken promise', async () => {
  await expect(check({ 'min.insync.replica': 2 })).rejects.toThrow(InputError)
  await expect(check({ 'min.insync.replica': 2 })).rejects.toThrow('min.insync.replicas')
  await expect(check(safe, { promises: ['no-loss'] })).rejects.toThrow('no-loss is no promise of kafka; there are no-')
  await expect(check(safe, { system: 'rabbit' })).rejects.toThrow('there is no system rabbit; there are kafka, queues')
  await expect(check(safe, { faults: -1 })).rejects.toThrow('faults is -1: give a whole number, 0 or more')
  await expect(expect('safe').toKeep('no-duplicates')).rejects.toThrow('toKeep is asked of settings')
})

test('the result is plain data, the same each time', async () => {
  const options = { ...quick, promises: ['no-duplicates', 'no-acknowledged-loss'] }
  const result = await check(risky, options)
  expect(structuredClone(result)).toEqual(await check(risky, options))
  expect(result).toMatchObject({
    system: 'kafka',
    settings: { 'acks': '1', 'min.insync.replicas': 2 },
    promises: [{ promise: 'no-duplicates' }, { promise: 'no-acknowledged-loss', verdict: 'violated', file: null }],
  })
})

test('settings of another system are judged by its name', async () => {
  const { promises } = await check(
    { 'order.close': 'read-then-write' },
    { system: 'queues', promises: ['progress'], faults: 0 },
  )
  expect(promises.map(({ promise: id }) => id)).toEqual(['progress'])
})
