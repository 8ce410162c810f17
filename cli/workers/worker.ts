/** Searches what it is asked, one thing at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads'
import type { SearchProgress } from '../../harness/search.ts'
import { realEngine } from '../real-engine.ts'
import type { Answer, Asked, Question } from './messages.ts'

/** What is told more often, nobody sees. */
const TOLD_EVERY_MS = 100

interface Watched {
  readonly onProgress: (progress: SearchProgress) => void
  readonly interrupted: () => boolean
}

parentPort?.on('message', (asked: Asked) => void answer(asked))

async function answer({ question, stop }: Asked): Promise<void> {
  const isStopped = new Int32Array(stop)
  let last = performance.now()
  const onProgress = (progress: SearchProgress): void => {
    const now = performance.now()
    if (now - last < TOLD_EVERY_MS) return
    last = now
    send({ progress })
  }
  try {
    send({ result: await searched(question, { onProgress, interrupted: () => Atomics.load(isStopped, 0) !== 0 }) })
  } catch (error) {
    const isError = error instanceof Error
    send({
      error: isError ? error.message : String(error),
      stack: isError ? error.stack : undefined,
      input: realEngine.badInput(error),
    })
  }
}

function searched(question: Question, watched: Watched): Promise<unknown> {
  if ('judge' in question) return realEngine.judge({ ...question.judge, ...watched })
  const { flaw, variant, options } = question.examine
  return realEngine.gallery.judge(flaw, variant, { ...options, ...watched })
}

function send(told: Answer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(told)
}
