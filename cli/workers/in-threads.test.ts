import { describe, expect, test } from 'vitest'
import type { SearchProgress } from '../../harness/search.ts'
import type { Engine, JudgeRequest, Threads } from '../engine.ts'
import { ran } from '../testing/ran.ts'
import { quickEngine } from '../testing/stand-in.ts'
import { ahead } from './ahead.ts'
import { inThreads } from './in-threads.ts'

const turns = async (many: number): Promise<void> => {
  for (let turn = 0; turn < many; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('work done ahead', () => {
  test('is begun in its order, so much at a time, and told in its order', async () => {
    const going = { now: 0, most: 0 }
    const begun: number[] = []
    const results = ahead([5, 0, 3, 1], 2, async (long, at) => {
      begun.push(at)
      going.most = Math.max(going.most, ++going.now)
      await turns(long)
      going.now -= 1
      return at
    })
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3])
    expect(begun).toEqual([0, 1, 2, 3])
    expect(going.most).toBe(2)
  })

  test('fails where it is asked for, and begins nothing more', async () => {
    const begun: number[] = []
    const results = ahead([0, 1, 2, 3, 4], 2, async (at) => {
      begun.push(at)
      await turns(at === 0 ? 5 : 1)
      if (at === 1) throw new Error('the second')
      return at
    })
    expect(await results[0]).toBe(0)
    await expect(results[1]).rejects.toThrow('the second')
    expect(begun).toEqual([0, 1])
  })
})

/** Threads that are none, and what they were asked. */
function threadsOf(judge: Engine['judge']): Threads & { readonly isEnded: () => boolean } {
  let ended = false
  return {
    judge,
    examine: () => Promise.reject(new Error('no flaw was asked for')),
    end: async () => {
      ended = true
    },
    isEnded: () => ended,
  }
}

const progress = (schedules: number): SearchProgress => ({ stage: 'random', schedules, runs: 9 })

describe('an engine in threads', () => {
  test('without threads, or for one thing, is the engine itself', () => {
    expect(inThreads(quickEngine, 4, 4).engine).toBe(quickEngine)
    const threaded = { ...quickEngine, threads: () => threadsOf(quickEngine.judge) }
    expect(inThreads(threaded, 1, 4).engine).toBe(threaded)
    expect(inThreads(threaded, 4, 1).engine).toBe(threaded)
    expect(inThreads(threaded, 4, 3).size).toBe(3)
  })

  test('searches here first, elsewhere what would wait for long, and tells how far the first of them is', async () => {
    const where: string[] = []
    const judgeIn =
      (place: string, until: Promise<void>): Engine['judge'] =>
      async (request) => {
        where.push(`${request.seed} ${place}`)
        request.onProgress(progress(where.length))
        await until
        return quickEngine.judge(request)
      }
    const gone = new Promise<void>((resolve) => setTimeout(resolve, 1000))
    const threads = threadsOf(judgeIn('elsewhere', Promise.resolve()))
    const { engine, end } = inThreads({ ...quickEngine, judge: judgeIn('here', gone), threads: () => threads }, 2, 3)
    const told: number[] = []
    const requestOf = (seed: string): JudgeRequest =>
      ({
        seed,
        promises: [],
        onProgress: (now: SearchProgress) => now.stage === 'random' && told.push(now.schedules),
        interrupted: () => false,
      }) as unknown as JudgeRequest
    await Promise.all(['a', 'b', 'c'].map((seed) => engine.judge(requestOf(seed))))
    expect(where).toEqual(['a here', 'b elsewhere', 'c elsewhere'])
    expect(told).toEqual([1])
    await end()
    expect(threads.isEnded()).toBe(true)
  })

  test('a table has its rows in their order, and an error in a thread is the same error', async () => {
    const args = ['compare', '--vary', 'acks=0,1,all', '--promise', 'in-order', '--json', '--workers']
    const slowly =
      (pause: number): Engine['judge'] =>
      async (request) => {
        await new Promise((resolve) => setTimeout(resolve, pause))
        return quickEngine.judge(request)
      }
    const threads = () => threadsOf(slowly(1))
    const engine = { ...quickEngine, judge: slowly(700), threads }
    const one = await ran([...args, '1'], { engine, now: () => 0 })
    expect(await ran([...args, '3'], { engine, now: () => 0 })).toEqual(one)
    const failing = { ...engine, threads: () => threadsOf(() => Promise.reject(new Error('it went wrong'))) }
    const { code, err } = await ran([...args, '3'], { engine: failing })
    expect(code).toBe(70)
    expect(err).toContain('it went wrong')
  })
})
