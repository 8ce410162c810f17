/** The seeds of a campaign as jobs in Redis, on which any number of machines work; each is counted here, once. */
import { Queue } from 'bullmq'
import type { Counted } from '../../../harness/campaign.ts'
import type { SearchResult } from '../../../harness/result.ts'
import { UsageError } from '../../usage-error.ts'
import { type Job, type Pool, threadPool } from '../pool.ts'
import { redisAddress } from './address.ts'
import { beat, connected, reasonOf, soon } from './connect.ts'
import { CAMPAIGNS, PREFIX, type SeedJob, type SeedResult, campaignName, ownName, workOn } from './queue.ts'
import { leaseOf } from './lease.ts'
import { asText, fromText } from './plain.ts'

/** So many seeds wait in Redis or are judged: enough for every thread of many machines. */
const AHEAD = 256
const LOOK_EVERY_MS = 100
/** Redis keeps about as many of its own notes of what happened; nobody reads them. */
const NOTES = 10

export interface Given {
  readonly url: string
  readonly request: Job
  /** Threads of this process; 0 for none. */
  readonly workers: number
  /** Seeds in all. */
  readonly most: number
}

interface Pending {
  readonly job: Job
  readonly resolve: (result: SearchResult<unknown> | undefined) => void
  readonly reject: (error: Error) => void
}

/** @throws UsageError where Redis cannot be reached, or somebody coordinates the same campaign */
export async function redisPool({ url, request, workers, most }: Given): Promise<Pool> {
  const address = redisAddress(url)
  const name = campaignName(request)
  const me = ownName()
  const { client, end: disconnect } = await connected(address)
  const tallyKey = `${PREFIX}:${name}:tally`
  const lease = leaseOf(client, `${PREFIX}:${name}:lease`, me)
  const queue = new Queue<SeedJob, SeedResult>(name, {
    connection: client,
    prefix: PREFIX,
    streams: { events: { maxLen: NOTES } },
  })
  queue.on('error', () => undefined)
  const before = await begun()
  const threads = threadPool(workers)
  const own = workers === 0 ? undefined : workOn(name, client, threads, me)
  const pending = new Map<number, Pending>()
  const threadsOf = new Map(workers === 0 ? [] : [[me, workers]])
  let isEnded = false
  let writing: Promise<unknown> = Promise.resolve()
  /** Counted, and no longer needed in Redis. */
  let removed = before?.seeds ?? 0

  /** What an earlier process of this campaign has counted before it was killed. */
  async function begun(): Promise<Counted | undefined> {
    try {
      const other = await lease.take()
      if (other !== undefined)
        throw new UsageError(
          `campaign: ${other} coordinates this campaign already; help it with --redis ${address.shown} --work, `
            + 'or give another --seed',
        )
      const kept = await client.get(tallyKey)
      const counted = kept === null ? undefined : (fromText(kept) as Counted)
      const isTooMuch = counted !== undefined && counted.seeds > most
      // What it wanted is offered again, where that still is wanted; what it has been given waits to be counted.
      await (isTooMuch ? queue.obliterate({ force: true }) : queue.drain())
      await client.sadd(CAMPAIGNS, name)
      return isTooMuch ? undefined : counted
    } catch (error) {
      await soon(queue.close())
      disconnect()
      throw error instanceof UsageError ? error : new UsageError(`--redis ${address.shown}: ${reasonOf(error)}`)
    }
  }

  const offer = (seeds: readonly (readonly [number, Job])[]): Promise<unknown> =>
    // One that is there already is not added again.
    queue.addBulk(
      seeds.map(([seed, job]) => ({ name: 'seed', data: { seed, job: asText(job) }, opts: { jobId: idOf(seed) } })),
    )

  // Redis may have forgotten everything while it was away.
  client.on('ready', () => {
    void offer([...pending].map(([seed, { job }]) => [seed, job])).catch(() => undefined)
    void client.sadd(CAMPAIGNS, name).catch(() => undefined)
  })

  const looking = beat(LOOK_EVERY_MS, async () => {
    await lease.renew()
    for (const id of await queue.getRanges(['completed', 'failed'], 0, -1)) {
      const waiting = pending.get(seedOf(id))
      const job = waiting && (await queue.getJob(id))
      if (waiting === undefined || job === undefined || !pending.delete(seedOf(id))) continue
      if (job.finishedOn !== undefined && job.failedReason === undefined) {
        threadsOf.set(job.returnvalue.by, job.returnvalue.threads)
        waiting.resolve(fromText(job.returnvalue.result) as SearchResult<unknown>)
      } else waiting.reject(new Error(job.stacktrace?.[0] ?? job.failedReason))
    }
  })

  /** The last ones first, until one that somebody has begun: of those that are counted none is missing between. */
  const takeBack = async (): Promise<void> => {
    for (const seed of [...pending.keys()].toSorted((a, b) => b - a)) {
      if ((await queue.getJobState(idOf(seed))) !== 'waiting') return
      if ((await queue.remove(idOf(seed))) === 0) return
      pending.get(seed)?.resolve(undefined)
      pending.delete(seed)
    }
  }

  const problem = (): string | undefined => {
    const why = lease.lost() ?? looking.lost()
    return why === undefined ? undefined : `${address.shown} was lost (${why}); the same command goes on from there`
  }

  return {
    size: Math.min(AHEAD, Math.max(1, most - (before?.seeds ?? 0))),
    threads: () => [...threadsOf.values()].reduce((sum, number) => sum + number, 0),
    ...(before !== undefined && { before }),
    judge: (job, seed) =>
      new Promise((resolve, reject) => {
        pending.set(seed, { job, resolve, reject })
        offer([[seed, job]]).catch(() => undefined)
      }),
    takeBack,
    counted: (counted) => {
      if (!isEnded) writing = keep(counted)
      return writing.then(() => undefined)
    },
    problem,
    end: async () => {
      isEnded = true
      const isLost = problem() !== undefined
      looking.end()
      await threads.end()
      if (!isLost) {
        await soon(writing)
        await soon(client.srem(CAMPAIGNS, name))
        await soon(own?.end() ?? Promise.resolve())
        await soon(queue.obliterate({ force: true }))
        await soon(client.del(tallyKey, lease.key))
      }
      disconnect()
      await soon(Promise.all([own?.end(), queue.close()]))
    },
  }

  /** First what is counted, then the jobs that it is made of go. */
  async function keep(counted: Counted): Promise<void> {
    await client.set(tallyKey, asText(counted)).catch(() => undefined)
    for (; removed < counted.seeds; removed++) {
      if (isEnded) return
      await queue.remove(idOf(removed + 1)).catch(() => undefined)
    }
  }
}

const idOf = (seed: number): string => `seed-${seed}`
const seedOf = (id: string): number => Number(id.slice('seed-'.length))
