/** Workers that search, each one seed at a time. */
import { Worker } from 'node:worker_threads'
import type { Counted } from '../../harness/campaign.ts'
import type { SearchResult } from '../../harness/result.ts'
import type { JudgeRequest } from '../engine.ts'

/** What a worker is given: plain data. */
export type Job = Omit<JudgeRequest, 'onProgress' | 'onBroken' | 'onSettled' | 'interrupted'>

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

/** What a worker answers. */
export type Answer = { readonly result: SearchResult<unknown> } | { readonly error: string }

/** In a checkout it runs TypeScript; in the package it is built as a file beside this one. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './worker.mjs' : './worker.js', import.meta.url)

/** Worker threads, started when they are needed. */
export function threadPool(size: number): Pool {
  const idle: Worker[] = []
  const all: Worker[] = []
  let isEnded = false
  const start = (): Worker => {
    const worker = new Worker(THREAD)
    all.push(worker)
    return worker
  }
  return {
    size,
    threads: () => size,
    judge: (job) =>
      new Promise((resolve, reject) => {
        if (isEnded) return
        const worker = idle.pop() ?? start()
        const settle = (done: () => void): void => {
          for (const name of ['message', 'error', 'exit']) worker.removeAllListeners(name)
          // Whoever waits for it when all is over waits for nothing.
          if (!isEnded) done()
        }
        worker.on('message', (answer: Answer) =>
          settle(() => {
            idle.push(worker)
            if ('result' in answer) resolve(answer.result)
            else reject(new Error(answer.error))
          }),
        )
        worker.on('error', (error) => settle(() => reject(error)))
        worker.on('exit', (code) => settle(() => reject(new Error(`a worker ended with ${code}`))))
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage(job)
      }),
    end: async () => {
      isEnded = true
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}
