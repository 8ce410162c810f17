/** Exploration by several worker threads, with exactly the result of `explore`. */
import { Crew, type CrewOptions, type CrewResult } from './crew.ts'
import type { Source } from './source.ts'

export interface WorkersOptions extends CrewOptions {
  readonly workers: number
}

/** Explores what the source makes. The workers are gone when this ends, however it ends. */
export async function exploreWithWorkers<Action>(
  source: Source,
  { workers, ...options }: WorkersOptions,
): Promise<CrewResult<Action>> {
  const crew = new Crew(workers)
  try {
    return await crew.explore<Action>(source, options)
  } finally {
    await crew.end()
  }
}
