/** Long work in slices, so that everything else that waits has its turn between them: a signal, say. */

/** The result of work that yields how far it is. */
export async function inSlices<Progress, Result>(
  slices: Generator<Progress, Result>,
  onProgress?: (progress: Progress) => void,
): Promise<Result> {
  let slice = slices.next()
  while (slice.done !== true) {
    onProgress?.(slice.value)
    await eventLoop()
    slice = slices.next()
  }
  return slice.value
}

function eventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
