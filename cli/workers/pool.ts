/** Workers that search, each one seed at a time. */
import type { SearchResult } from '../../harness/result.ts'
import type { Job } from './messages.ts'
import { openThreads } from './threads.ts'

export type { Job } from './messages.ts'

export interface Pool {
  readonly size: number
  /** Never more of them at a time than there are workers. */
  readonly judge: (job: Job) => Promise<SearchResult<unknown>>
  /** Ends all workers, whatever they do. */
  readonly end: () => Promise<void>
}

/** Worker threads, started when they are needed. */
export function threadPool(size: number): Pool {
  const { judge, end } = openThreads()
  return {
    size,
    judge: (job) => judge({ ...job, onProgress: () => undefined, interrupted: () => false }),
    end,
  }
}
