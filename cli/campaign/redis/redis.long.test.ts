/** Campaigns over a real Redis server, with processes that are killed in the middle. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWith } from '../../../harness/testing/long.ts'
import { REDIS } from '../../../harness/testing/programs.ts'
import { campaignSchema } from '../../../reports/schema.ts'
import { VERSION } from '../../../reports/version.ts'
import { CAMPAIGNS, PREFIX } from './queue.ts'
import { type Command, command, type Ended, killAll, until } from './testing/commands.ts'
import { redisServer, type Server } from './testing/server.ts'

/** Processes that search, on a machine that may be busy. */
const PATIENCE_MS = 300_000
const SMALL = 'campaign --set acks=1 --records 1 --faults 1 --runs 20 --steps 25 --promise no-acknowledged-loss'
const HELD = 'campaign --records 1 --faults 0 --runs 20 --steps 25 --promise writes-resume'

describeWith(REDIS)('over Redis, and left out where there is none', { timeout: PATIENCE_MS }, () => {
  let server: Server
  let redis: Redis
  let folder = ''
  let alone: Ended
  beforeAll(async () => {
    server = await redisServer()
    redis = new Redis(server.port)
    folder = mkdtempSync(join(tmpdir(), 'tidemark-redis-test-'))
    alone = await tidemark(`${SMALL} --seeds 8 --workers 2`).ended
  }, PATIENCE_MS)
  beforeEach(() => redis.flushall())
  afterEach(killAll)
  afterAll(async () => {
    redis?.disconnect()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const tidemark = (line: string): Command => command(line.split(' '), folder)
  const worker = (): Command => tidemark(`campaign --redis ${server.url} --work --workers 1`)
  const campaign = (): Promise<string> => until(async () => (await redis.smembers(CAMPAIGNS))[0])

  /** What is left a little after the end: whoever comes too late with a seed finds nothing, and leaves nothing. */
  const nothingIsLeft = (): Promise<boolean> =>
    until(async () => ((await redis.keys('*')).length === 0 ? true : undefined))

  test('a worker that is killed in the middle of a seed loses none, and each is counted once', async () => {
    const workers = [worker(), worker()] as const
    const coordinator = tidemark(`${SMALL} --seeds 8 --workers 0 --redis ${server.url}`)
    const queue = new Queue(await campaign(), { connection: redis, prefix: PREFIX })
    const [victim, survivor] = workers
    const seed = await until(async () =>
      (await queue.getActive()).find(({ processedBy }) => processedBy?.includes(`-${victim.pid}-`)),
    )
    victim.kill('SIGKILL')
    expect((await victim.ended).code).toBe('SIGKILL')
    expect(await queue.getJobState(seed.id ?? '')).toBe('active')
    const again = await until(async () =>
      (await queue.getActive()).find(
        ({ id, processedBy }) => id === seed.id && processedBy?.includes(`-${survivor.pid}-`),
      ),
    )
    expect(again.stalledCounter).toBe(1)
    expect(await coordinator.ended).toEqual(alone)
    expect(alone.out).toContain('campaign    8 seeds; --seeds 8 --seed')
    await nothingIsLeft()
    survivor.kill('SIGTERM')
    expect(await survivor.ended).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/\n\d seeds searched\n$/),
    })
  })

  test('a worker that is told to end gives back at once what it has begun', async () => {
    const ending = worker()
    const coordinator = tidemark(`${SMALL} --workers 0 --redis ${server.url}`)
    const queue = new Queue(await campaign(), { connection: redis, prefix: PREFIX })
    const seed = await until(async () => (await queue.getActive())[0])
    ending.kill('SIGTERM')
    expect(await ending.ended).toMatchObject({ code: 0, err: '' })
    expect(await queue.getJobState(seed.id ?? '')).toBe('waiting')
    coordinator.kill('SIGINT')
    expect((await coordinator.ended).err).toBe('')
    await nothingIsLeft()
  })

  test('the same command goes on where one was killed, and nothing that was counted is searched again', async () => {
    const line = `${SMALL} --seeds 8 --workers 1 --redis ${server.url}`
    const killed = tidemark(line)
    const tally = `${PREFIX}:${await campaign()}:tally`
    await until(async () => (await redis.get(tally)) ?? undefined)
    killed.kill('SIGKILL')
    await killed.ended
    const { code, out, err } = await tidemark(line).ended
    expect(err).toMatch(/^going on after [1-7] seeds? counted before\n$/)
    expect({ code, out }).toEqual({ code: alone.code, out: alone.out })
    await nothingIsLeft()
  })

  test('two coordinators of one campaign would count everything twice', async () => {
    const line = `${SMALL} --workers 1 --redis ${server.url}`
    const first = tidemark(line)
    await campaign()
    const second = await tidemark(line).ended
    expect(second).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`-${first.pid}-`) })
    expect(second.err).toContain('coordinates this campaign already')
    first.kill('SIGINT')
    expect((await first.ended).err).toBe('')
    await nothingIsLeft()
  })

  test('when time is over nobody waits for what nobody has begun, and none is missing between', async () => {
    const { out } = await tidemark(`${SMALL} --for 4s --workers 2 --json --redis ${server.url}`).ended
    const { seeds, verdicts } = campaignSchema.parse(JSON.parse(out))
    expect(seeds).toMatchObject({ asked: null, ended: 'time' })
    const again = await tidemark(`${SMALL} --seeds ${seeds.counted} --workers 2 --json`).ended
    expect(campaignSchema.parse(JSON.parse(again.out)).verdicts).toEqual(verdicts)
    await nothingIsLeft()
  })

  test('a worker says of campaigns of another version that it takes none of theirs', async () => {
    await redis.sadd(CAMPAIGNS, '0.0.1-0123456789abcdef')
    const { code, out } = await tidemark(`campaign --redis ${server.url} --work --for 2s`).ended
    expect(out).toContain(`at the campaigns of tidemark ${VERSION} in ${server.url}`)
    expect(out).toContain('there are campaigns of tidemark 0.0.1, too, for which this version does not search\n')
    expect(code).toBe(0)
  })

  test('a server that goes away in the middle is told, with what is known', async () => {
    const short = await redisServer()
    try {
      const working = tidemark(`campaign --redis ${short.url} --work --workers 1`)
      const coordinator = tidemark(`${HELD} --workers 1 --redis ${short.url}`)
      const own = new Redis(short.port)
      own.on('error', () => undefined)
      const name = await until(async () => (await own.smembers(CAMPAIGNS))[0])
      await until(async () => (await own.get(`${PREFIX}:${name}:tally`)) ?? undefined)
      own.disconnect()
      await short.stop()
      const { code, out, err } = await coordinator.ended
      expect(out).toContain('Writes are accepted again after healing (writes-resume)')
      expect(out).toMatch(/campaign {4}\d+ seeds? in \d+ seconds with \d workers?/)
      expect(err).toMatch(
        /^tidemark: redis:\/\/127\.0\.0\.1:\d+ was lost \(.*\); the same command goes on from there\n$/,
      )
      expect(code).toBe(3)
      expect(await working.ended).toMatchObject({ code: 3, err: expect.stringContaining('was lost') })
    } finally {
      await short.stop()
    }
  })

  test('a password that is wrong is told, and never which', async () => {
    const guarded = await redisServer(['--requirepass', 'right'])
    try {
      for (const user of ['', ':wrong@']) {
        const { code, out, err } = await tidemark(`${SMALL} --redis redis://${user}127.0.0.1:${guarded.port}`).ended
        expect(err).toMatch(
          /^tidemark: --redis redis:\/\/127\.0\.0\.1:\d+: it refuses this user or password \(\w+\)\n$/,
        )
        expect({ code, out }).toEqual({ code: 2, out: '' })
      }
      const url = `redis://:right@127.0.0.1:${guarded.port}`
      const { code, out, err } = await tidemark(`${SMALL} --seeds 1 --workers 1 --redis ${url}`).ended
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(out).not.toContain('right@')
    } finally {
      await guarded.stop()
    }
  })
})
