/** Searches what it is given, one seed at a time, in a thread of its own. */
import { parentPort } from 'node:worker_threads'
import { realEngine } from '../real-engine.ts'
import type { Answer, Job } from './pool.ts'

async function answerTo(job: Job): Promise<Answer> {
  try {
    return { result: await realEngine.judge({ ...job, onProgress: () => undefined, interrupted: () => false }) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', (job: Job) => void answer(job))

async function answer(job: Job): Promise<void> {
  const found = await answerTo(job)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(found)
}
