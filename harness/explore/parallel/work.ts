/** A worker's side of a crew: takes part in one exploration after the other. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Exploration, ExploreProgress } from '../exploration.ts'
import type { SharedMemory } from './memory.ts'
import { Part } from './part.ts'
import { type Source, load } from './source.ts'
import { type PartOptions, Workplace } from './workplace.ts'

export interface WorkerData {
  readonly me: number
  /** To the other workers, by their numbers. */
  readonly ports: readonly (MessagePort | undefined)[]
}

export interface Task {
  readonly source: Source
  readonly options: PartOptions
  readonly memory: SharedMemory
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: ExploreProgress }
  | { readonly kind: 'done'; readonly exploration: Exploration<unknown>; readonly report: unknown }

/** Anything that is thrown ends the worker, and is told to the crew as it is. */
export function work(): void {
  parentPort?.on('message', (task: Task) => void takePart(task))
}

async function takePart({ source, options, memory }: Task): Promise<void> {
  const { me, ports } = workerData as WorkerData
  const explorable = await load(source)
  const part = new Part(new Workplace(explorable, options, me, memory, ports), (progress) => {
    if (me === 0) tell({ kind: 'progress', progress })
  })
  const exploration = part.explore()
  tell({ kind: 'done', exploration, report: explorable.report?.() })
}

function tell(message: WorkerMessage): void {
  const port = parentPort
  try {
    port?.postMessage(message)
  } catch (error) {
    // As it is, it would lose its message on the way to the crew.
    throw new TypeError(`a worker's result is not plain data: ${String(error)}`, { cause: error })
  }
}
