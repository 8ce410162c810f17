/** How far a search came, and what that took. */
import type { PromiseResult } from './result.ts'

/** Faults and moves up to which a result is complete in every size. */
export function completeIn({ evidence: { exhaustive } }: PromiseResult<unknown>): number {
  return exhaustive === null ? -1 : Math.min(...exhaustive.map(({ completeTo }) => completeTo))
}

/** States and steps that a search took: promises share them, so it is the most that any of them rests on. */
export function workOf(promises: readonly PromiseResult<unknown>[]): number {
  const work = promises.map(({ evidence: { random, exhaustive } }) => {
    const states = (exhaustive ?? []).reduce((sum, one) => sum + one.states, 0)
    return states + (random === null ? 0 : random.steps + random.sideways)
  })
  return Math.max(0, ...work)
}
