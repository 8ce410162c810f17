import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { realEngine } from '../../real-engine.ts'
import { ran } from '../../testing/ran.ts'
import type { SearchResult } from '../../../harness/result.ts'
import type { Job, Pool } from '../pool.ts'
import { redisAddress } from './address.ts'
import { asText, fromText } from './plain.ts'
import { campaignName, versionOf } from './queue.ts'
import { freePort } from './testing/server.ts'
import { inTurn } from './work.ts'

test.each([
  ['redis://h', { host: 'h', port: 6379, database: 0, isEncrypted: false, shown: 'redis://h:6379' }],
  ['redis://h:1/3', { host: 'h', port: 1, database: 3, isEncrypted: false, shown: 'redis://h:1/3' }],
  [
    'rediss://me:a%23b%40c@h:1/',
    { host: 'h', port: 1, database: 0, username: 'me', password: 'a#b@c', isEncrypted: true, shown: 'rediss://h:1' },
  ],
  [
    'redis://:x@[::1]:2',
    { host: '::1', port: 2, database: 0, password: 'x', isEncrypted: false, shown: 'redis://[::1]:2' },
  ],
])('%s', (text, address) => expect(redisAddress(text)).toEqual(address))

test.each([
  '',
  'secret',
  'localhost:6379',
  'http://:secret@h',
  'redis://:secret#1@h',
  'redis://:secret@',
  'redis://:secret@h/queue',
  'redis://:secret@h?x=1',
  'redis://:secret%ff@h',
])('the address "%s" is refused, and not repeated', async (text) => {
  for (const more of [[], ['--work']]) {
    const { code, out, err } = await ran(['campaign', '--redis', text, ...more])
    expect(err).toContain('--redis takes an address such as redis://host:6379')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toContain('secret')
  }
})

test('a server that is not there, or is no Redis, is told without the password', async () => {
  const port = await freePort()
  const nobody = await ran(['campaign', '--redis', `redis://:secret@127.0.0.1:${port}`])
  const expected = `tidemark: --redis redis://127.0.0.1:${port}: no answer (ECONNREFUSED)\n`
  expect(nobody).toEqual({ code: 2, out: '', err: expected })
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  try {
    const { code, err } = await ran(['campaign', '--redis', `redis://:secret@127.0.0.1:${port}`, '--work'])
    expect(err).toContain(`tidemark: --redis redis://127.0.0.1:${port}: it is no Redis that can be used`)
    expect(err).not.toContain('secret')
    expect(code).toBe(2)
  } finally {
    other.close()
  }
})

test('not even a bug report holds the password', async () => {
  const read = (): never => {
    throw new Error('at redis://me:secret@h:1')
  }
  for (const args of [['--redis', 'redis://:secret@h'], ['--redis=redis://me:secret@h']]) {
    const { code, err } = await ran(['campaign', ...args], { engine: { ...realEngine, read } })
    expect(err).toContain('redis://…@h')
    expect(err).not.toContain('secret')
    expect(code).toBe(70)
  }
})

test('what goes through Redis comes out as it was', () => {
  const data = { all: [1, Infinity, null, 'Infinity', { a: Infinity, infinite: 2 }], none: {}, text: '{"infinite":1}' }
  expect(fromText(asText(data))).toStrictEqual(data)
})

test('the same request has the same name, and every other one another', () => {
  const job = { system: 'kafka', settings: { a: 1 }, seed: 'x' } as unknown as Job
  const name = campaignName(job)
  expect(campaignName({ ...job })).toBe(name)
  expect(campaignName({ ...job, seed: 'y' })).not.toBe(name)
  expect(campaignName({ ...job, settings: { a: Infinity } })).not.toBe(
    campaignName({ ...job, settings: { a: null } } as never),
  )
  expect(versionOf('1.0.0-rc.1-0123456789abcdef')).toBe('1.0.0-rc.1')
})

test('several campaigns share the threads, and whoever finds none idle waits', async () => {
  const ends: (() => void)[] = []
  const begun: number[] = []
  const pool: Pool = {
    size: 2,
    threads: () => 2,
    judge: (_, seed) => {
      begun.push(seed)
      return new Promise((resolve) =>
        ends.push(() => resolve({ promises: [], interrupted: false } as SearchResult<unknown>)),
      )
    },
    end: async () => undefined,
  }
  const judge = inTurn(pool)
  const all = [1, 2, 3, 4].map((seed) => judge({} as Job, seed))
  await new Promise(setImmediate)
  expect(begun).toEqual([1, 2])
  ends[1]?.()
  await all[1]
  await new Promise(setImmediate)
  expect(begun).toEqual([1, 2, 3])
  ends[0]?.()
  await all[0]
  await new Promise(setImmediate)
  expect(begun).toEqual([1, 2, 3, 4])
})
