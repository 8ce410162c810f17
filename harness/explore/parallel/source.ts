/** What several workers explore. A worker cannot be given functions: it is told where to find them. */
import type { Space } from '../space.ts'

/** An exported function, and what to call it with to get something `Explorable`. */
export interface Source {
  /** Address of the module: a file URL. */
  readonly module: string
  /** Name of the export. */
  readonly name: string
  /** Plain data: it is copied to every worker. */
  readonly args: readonly unknown[]
}

/** One worker's own copy of all that an exploration asks. Whatever it counts, it counts for its worker only. */
export interface Explorable<Vertex, Action> {
  readonly space: Space<Vertex, Action>
  /** What is broken at a vertex, as bits. Asked once for each vertex that is expanded, by one of the workers. */
  readonly broken?: (vertex: Vertex) => number
  /** Told of every step that leads to a vertex not met before; one of the workers is told. */
  readonly onNew?: (action: Action, before: Vertex, after: Vertex) => void
  /** Asked at the end: plain data, handed back as it is. */
  readonly report?: () => unknown
}

export async function load(source: Source): Promise<Explorable<unknown, unknown>> {
  const module = (await import(source.module)) as Readonly<Record<string, unknown>>
  const make = module[source.name]
  if (typeof make !== 'function') throw new TypeError(`${source.module} exports no function ${source.name}`)
  return (make as (...args: readonly unknown[]) => Explorable<unknown, unknown>)(...source.args)
}
