/** Worker threads that explore together. Starting them takes a while, so a crew can explore more than once. */
import { getHeapStatistics } from 'node:v8'
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import type { Exploration, ExploreProgress } from '../exploration.ts'
import { INTERRUPTED, StopSign } from './meeting.ts'
import { sharedMemory } from './memory.ts'
import type { Source } from './source.ts'
import type { Task, WorkerData, WorkerMessage } from './work.ts'
import type { PartOptions } from './workplace.ts'

const MEGABYTE = 1 << 20
/** Room for new objects: most vertices are forgotten soon, and what need not be copied costs nothing. */
const YOUNG_MEGABYTES = 96

export interface CrewOptions extends PartOptions {
  /** Told of it now and then. */
  readonly onProgress?: (progress: ExploreProgress) => void
  /** Asked now and then; `true` ends the search with what is known. */
  readonly interrupted?: () => boolean
}

export interface CrewResult<Action> {
  readonly exploration: Exploration<Action>
  /** By worker: what its `report` had to say. */
  readonly reports: readonly unknown[]
}

type Done = Extract<WorkerMessage, { readonly kind: 'done' }>

interface Waiter {
  readonly onMessage: (worker: number, message: WorkerMessage) => void
  readonly onFailure: (error: unknown) => void
}

export class Crew {
  readonly #workers: readonly Worker[]
  #waiter: Waiter | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(size: number) {
    const ports = portsBetween(size)
    const heap = getHeapStatistics().heap_size_limit / MEGABYTE
    this.#workers = ports.map((row, me) => {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
        workerData: { me, ports: row } satisfies WorkerData,
        transferList: row.flatMap((port) => port ?? []),
        // Whatever loader this thread was started with, a worker has its own.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heap / size), maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      })
      worker.on('message', (message: WorkerMessage) => this.#attempt(() => this.#waiter?.onMessage(me, message)))
      worker.on('error', (error) => this.#fail(error))
      worker.on('exit', () => this.#fail(new Error(`worker ${me} is gone`)))
      return worker
    })
  }

  /**
   * One exploration at a time. Rejects with what was thrown in a worker, or by a callback; the crew is of no use then.
   */
  explore<Action>(source: Source, { onProgress, interrupted, ...options }: CrewOptions): Promise<CrewResult<Action>> {
    const { budget, maxStates, mostFaults, maxDepth, looksAtWaiting, wanted, fingerprintBits, round } = options
    const task: Task = {
      source,
      options: { budget, maxStates, mostFaults, maxDepth, looksAtWaiting, wanted, fingerprintBits, round },
      memory: sharedMemory(this.#workers.length),
    }
    const stopSign = new StopSign(task.memory.meeting)
    const look = () => {
      if (interrupted?.() === true) stopSign.raise(INTERRUPTED)
    }
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) throw this.#failure.error
      if (this.#waiter !== undefined) throw new Error('a crew explores one thing at a time')
      const done: Done[] = []
      const onMessage = (worker: number, message: WorkerMessage) => {
        if (message.kind === 'progress') {
          onProgress?.(message.progress)
          look()
          return
        }
        done[worker] = message
        if (Object.keys(done).length < this.#workers.length) return
        this.#waiter = undefined
        // The first worker's has the actions.
        resolve({
          exploration: (done[0] as Done).exploration as Exploration<Action>,
          reports: done.map(({ report }) => report),
        })
      }
      this.#waiter = { onMessage, onFailure: reject }
      this.#attempt(() => {
        look()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        for (const worker of this.#workers) worker.postMessage(task)
      })
    })
  }

  /** Ends all workers, whatever they do. */
  async end(): Promise<void> {
    this.#fail(new Error('the crew has ended'))
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }

  #attempt(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return
    this.#failure = { error }
    this.#waiter?.onFailure(error)
  }
}

/** For each worker a port to each other one. */
function portsBetween(size: number): readonly (readonly (MessagePort | undefined)[])[] {
  const ports = Array.from({ length: size }, () =>
    Array.from({ length: size }, (): MessagePort | undefined => undefined),
  )
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const { port1, port2 } = new MessageChannel()
      ;(ports[a] as (MessagePort | undefined)[])[b] = port1
      ;(ports[b] as (MessagePort | undefined)[])[a] = port2
    }
  }
  return ports
}
