/** Waiting for what happens outside: asked again and again, and not for ever. */

/** What was waited for did not come; the message says for what, how long, and what was there instead. */
export class NotReachedError extends Error {
  override readonly name = 'NotReachedError'
}

const PAUSE_MS = 50

/**
 * Asks until there is an answer other than `undefined`, and gives it back. Throws `NotReachedError` after this time.
 * @param what as in "waited for …"
 * @param instead what there was at last, for the message
 */
export async function until<T>(
  what: string,
  milliseconds: number,
  ask: () => T | undefined | Promise<T | undefined>,
  instead: () => string = () => '',
): Promise<T> {
  const end = Date.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() >= end) {
      const last = instead()
      throw new NotReachedError(
        `waited ${Math.round(milliseconds / 1000)} s for ${what}${last === '' ? '' : `; at last: ${last}`}`,
      )
    }
    await pause(PAUSE_MS)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
