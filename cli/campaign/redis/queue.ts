/** What a campaign is called in Redis, what stands there, and how a seed is judged from there. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { WaitingError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { freshSeed } from '../../../reports/seed.ts'
import { VERSION } from '../../../reports/version.ts'
import type { Job, Pool } from '../pool.ts'
import { asText, fromText } from './plain.ts'

export const PREFIX = 'tidemark'

/** The names of all campaigns, of every version. */
export const CAMPAIGNS = `${PREFIX}:campaigns`

/** What is to be judged. */
export interface SeedJob {
  readonly seed: number
  /** A `Job`, as text. */
  readonly job: string
}

export interface SeedResult {
  /** A `SearchResult`, as text. */
  readonly result: string
  /** Who judged it, and on how many threads it works. */
  readonly by: string
  readonly threads: number
}

/** The same for the same request to the same version, on every machine. */
export function campaignName(request: Job): string {
  return `${VERSION}-${createHash('sha256').update(asText(request)).digest('hex').slice(0, 16)}`
}

export function versionOf(campaign: string): string {
  return campaign.slice(0, campaign.lastIndexOf('-'))
}

/** The name of this process. */
export function ownName(): string {
  return `${hostname().replaceAll(/[^\w.-]/g, '_')}-${process.pid}-${freshSeed()}`
}

/**
 * A seed belongs to whoever renews its lock. Its thread may be busy for as long as it likes; who is not heard of for so
 * long is dead, and the seed is given to another, as often as it takes.
 */
const LOCK_MS = 6_000
const LOOK_FOR_DEAD_MS = 3_000
const MOST_DEATHS = 1_000_000

export interface Working {
  /** Gives back what it has begun. */
  readonly end: () => Promise<void>
}

/** Judges seeds of a campaign on these threads, until it is ended. */
export function workOn(
  campaign: string,
  client: Redis,
  { judge, size }: Pick<Pool, 'judge' | 'size'>,
  by: string,
  onJudged: () => void = () => undefined,
): Working {
  let giveBack: () => void = () => undefined
  const isOver = new Promise<undefined>((resolve) => (giveBack = () => resolve(undefined)))
  const givenBack = new Set<Promise<unknown>>()
  const worker = new Worker<SeedJob, SeedResult>(
    campaign,
    async (held, token) => {
      const { job, seed } = held.data
      const result = await Promise.race([judge(fromText(job) as Job, seed), isOver])
      if (result === undefined) {
        const giving = held.moveToWait(token)
        givenBack.add(giving)
        await giving
        throw new WaitingError()
      }
      onJudged()
      return { result: asText(result), by, threads: size }
    },
    {
      connection: client,
      prefix: PREFIX,
      name: by,
      concurrency: size,
      lockDuration: LOCK_MS,
      stalledInterval: LOOK_FOR_DEAD_MS,
      maxStalledCount: MOST_DEATHS,
      runRetryDelay: 1_000,
    },
  )
  // It tries again by itself, and what is gone has been told by whoever looks after the connection.
  worker.on('error', () => undefined)
  return {
    end: async () => {
      giveBack()
      // Without force it would wait for the next seed to come. From here on it takes none.
      const closed = worker.close(true)
      await new Promise(setImmediate)
      await Promise.allSettled(givenBack)
      await closed
    },
  }
}
