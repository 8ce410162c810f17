/** Work of which several pieces are done at a time, told in its order. */

/**
 * Does all of it, begun in its order, so many at a time; each result is there for whoever asks for it. What throws
 * throws there, and nothing further is begun.
 */
export function ahead<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item, at: number) => Promise<Result>,
): readonly Promise<Result>[] {
  const queue = items.entries()
  let isFailed = false
  const ends: PromiseWithEnd<Result>[] = items.map(() => withEnd())
  const worker = async (): Promise<void> => {
    for (const [at, item] of queue) {
      const end = ends[at]
      try {
        end?.resolve(await work(item, at))
      } catch (error) {
        isFailed = true
        end?.reject(error)
      }
      if (isFailed) return
    }
  }
  for (let at = 0; at < size; at++) void worker()
  return ends.map(({ promise }) => promise)
}

interface PromiseWithEnd<Result> {
  readonly promise: Promise<Result>
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

function withEnd<Result>(): PromiseWithEnd<Result> {
  let end: Omit<PromiseWithEnd<Result>, 'promise'> | undefined
  const promise = new Promise<Result>((resolve, reject) => {
    end = { resolve, reject }
  })
  // Whoever asks for it is told; until then it is no error of the process.
  promise.catch(() => undefined)
  return { promise, ...(end as Omit<PromiseWithEnd<Result>, 'promise'> & {}) }
}
