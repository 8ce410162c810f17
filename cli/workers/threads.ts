/** Threads that search, each one thing at a time; started when they are needed. */
import { Worker } from 'node:worker_threads'
import type { SearchProgress } from '../../harness/search.ts'
import type { Threads } from '../engine.ts'
import { UsageError } from '../usage-error.ts'
import type { Answer, Asked, Question } from './messages.ts'

/** In the package it stands beside all that was built. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './worker.mjs' : './worker.js', import.meta.url)

/** How often it is looked whether a search is to stop. */
const EVERY_MS = 50

interface Watched {
  readonly onProgress?: (progress: SearchProgress) => void
  readonly interrupted?: () => boolean
}

/** There are never more of them than questions at a time. */
export function openThreads(): Threads {
  const idle: Worker[] = []
  const all: Worker[] = []
  let isEnded = false
  const start = (): Worker => {
    const worker = new Worker(SCRIPT)
    all.push(worker)
    return worker
  }
  const ask = <Result>(question: Question, { onProgress, interrupted }: Watched): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (isEnded) return
      const worker = idle.pop() ?? start()
      worker.ref()
      const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
      const look = (): void => {
        if (interrupted?.() === true) Atomics.store(new Int32Array(stop), 0, 1)
      }
      const timer = setInterval(look, EVERY_MS)
      const settle = (done: () => void): void => {
        clearInterval(timer)
        for (const name of ['message', 'error', 'exit']) worker.removeAllListeners(name)
        // Whoever waits for it when all is over waits for nothing.
        if (!isEnded) done()
      }
      worker.on('message', (answer: Answer) => {
        if ('progress' in answer) onProgress?.(answer.progress)
        else
          settle(() => {
            idle.push(worker)
            // Nobody waits for it any more.
            worker.unref()
            if ('result' in answer) resolve(answer.result as Result)
            else reject(errorOf(answer))
          })
      })
      worker.on('error', (error) => settle(() => reject(error)))
      worker.on('exit', (code) => settle(() => reject(new Error(`a worker ended with ${code}`))))
      look()
      const asked: Asked = { question, stop }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(asked)
    })
  return {
    judge: ({ onProgress, interrupted, onBroken: _broken, onSettled: _settled, ...judge }) =>
      ask({ judge }, { onProgress, interrupted }),
    examine: (flaw, variant, { onProgress, interrupted, ...options }) =>
      ask(
        { examine: { flaw, variant, options } },
        { ...(onProgress && { onProgress }), ...(interrupted && { interrupted }) },
      ),
    end: async () => {
      isEnded = true
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}

/** The same error as if it had been thrown here. */
function errorOf({ error, stack, input }: Extract<Answer, { readonly error: string }>): Error {
  if (input !== undefined) return new UsageError(input)
  return Object.assign(new Error(error), stack !== undefined && { stack })
}
