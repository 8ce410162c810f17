/** Workers that search, each one seed at a time. */
import type { Counted } from '../../harness/campaign.ts'
import type { SearchResult } from '../../harness/result.ts'
import type { Job } from '../workers/messages.ts'
import { openThreads } from '../workers/threads.ts'

export type { Job } from '../workers/messages.ts'

export interface Pool {
  /** Seeds that are to be given to it at a time. */
  readonly size: number
  /** Threads that search, as far as is known. */
  readonly threads: () => number
  /** Never more of them at a time than its size. Nothing, where the seed was taken back. */
  readonly judge: (job: Job, seed: number) => Promise<SearchResult<unknown> | undefined>
  /** Ends all workers, whatever they do. */
  readonly end: () => Promise<void>
  /** What an earlier process has counted, which is not to be judged again. */
  readonly before?: Counted
  /** Takes back what nobody has begun. */
  readonly takeBack?: () => Promise<void>
  /** Told whenever more seeds are counted. */
  readonly counted?: (counted: Counted) => Promise<void>
  /** Why there will be no more results, if that is so. */
  readonly problem?: () => string | undefined
}

/** Worker threads, started when they are needed. */
export function threadPool(size: number): Pool {
  const { judge, end } = openThreads()
  return {
    size,
    threads: () => size,
    judge: (job) => judge({ ...job, onProgress: () => undefined, interrupted: () => false }),
    end,
  }
}
