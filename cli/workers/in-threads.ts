/** An engine that searches several things at a time. What it finds is the same, however many these are. */
import { availableParallelism } from 'node:os'
import type { SearchProgress } from '../../harness/search.ts'
import type { Engine } from '../engine.ts'

interface Watched {
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined
  readonly interrupted?: (() => boolean) | undefined
}

export interface InThreads {
  readonly engine: Engine
  /** So many searches at a time. */
  readonly size: number
  /** Ends whatever still goes on. */
  readonly end: () => Promise<void>
}

/** It takes about as long to start a thread: what is done sooner than this is done sooner without. */
const WORTH_A_THREAD_MS = 500

/**
 * The same engine in this thread and others, as many as `workers` says, or as there are cores; never more than there
 * is to search. An engine without threads is left as it is.
 */
export function inThreads(engine: Engine, workers: number | undefined, most: number): InThreads {
  const size = Math.min(workers ?? availableParallelism(), most)
  if (engine.threads === undefined || size < 2) return { engine, size: 1, end: () => Promise.resolve() }
  const threads = engine.threads()
  const places = placesOf(size)
  const running: object[] = []
  let isOver = false
  /** In the first place that is free; this thread needs not to be started. Of those that go on, the first is told of. */
  const search = async <Result>(
    { onProgress, interrupted }: Watched,
    here: (watched: Required<Watched>) => Promise<Result>,
    there: (watched: Required<Watched>) => Promise<Result>,
  ): Promise<Result> => {
    const isHere = await places.take()
    const own = {}
    running.push(own)
    try {
      return await (isHere ? here : there)({
        onProgress: (progress) => running[0] === own && onProgress?.(progress),
        interrupted: () => isOver || interrupted?.() === true,
      })
    } finally {
      running.splice(running.indexOf(own), 1)
      places.give(isHere)
    }
  }
  const judge: Engine['judge'] = (request) =>
    search(
      request,
      (watched) => engine.judge({ ...request, ...watched } as typeof request),
      (watched) => threads.judge({ ...request, ...watched } as typeof request),
    )
  return {
    engine: {
      ...engine,
      // Verdicts are told as they come here alone.
      judge: (request) => (request.onSettled === undefined ? judge(request) : engine.judge(request)),
      gallery: {
        ...engine.gallery,
        judge: (flaw, variant, options) =>
          search(
            options,
            (watched) => engine.gallery.judge(flaw, variant, { ...options, ...watched } as typeof options),
            (watched) => threads.examine(flaw, variant, { ...options, ...watched } as typeof options),
          ),
      },
    },
    size,
    end: () => {
      isOver = true
      return threads.end()
    },
  }
}

interface Places {
  readonly take: () => Promise<boolean>
  readonly give: (isHere: boolean) => void
}

/** One place here and, some time after it was first taken, others elsewhere; whoever comes first has the first. */
function placesOf(size: number): Places {
  const free = [true]
  const waiting: ((isHere: boolean) => void)[] = []
  let hasOthers = false
  const give = (isHere: boolean): void => {
    const next = waiting.shift()
    if (next !== undefined) next(isHere)
    else if (isHere) free.unshift(true)
    else free.push(false)
  }
  const openOthers = (): void => {
    for (let at = 1; at < size; at++) give(false)
  }
  return {
    take: () => {
      if (!hasOthers) setTimeout(openOthers, WORTH_A_THREAD_MS).unref()
      hasOthers = true
      const place = free.shift()
      return place === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(place)
    },
    give,
  }
}
