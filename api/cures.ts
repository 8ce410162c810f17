/** What is to blame for broken promises, and what would mend them. */
import { availabilityOf, lostAvailability } from '../harness/availability.ts'
import { type Cure, searchRemedies } from '../harness/remedies.ts'
import type { SearchResult } from '../harness/result.ts'
import type { SearchOptions } from '../harness/search.ts'
import type { Change, Settings } from '../model/system-entry.ts'
import type { Judged } from '../reports/report.ts'
import type { Ready } from './target.ts'

/** By promise; nothing where nothing is broken. */
export async function curesOf(
  { entry, configuration, size, changed }: Ready,
  result: SearchResult<unknown>,
  options: SearchOptions,
): Promise<ReadonlyMap<string, Cure>> {
  if (result.promises.every(({ counterexample }) => counterexample === null)) return new Map()
  const { settings } = configuration
  const resolve = (changes: readonly Change[]): Settings | undefined =>
    changed(Object.fromEntries(changes.map(({ key, value }) => [key, value])))
  const availability = (of: Settings) => {
    const [smallest] = entry.sizes(of, size)
    return smallest === undefined ? undefined : availabilityOf(entry.make(of, smallest))
  }
  const before = availability(settings)
  return searchRemedies(result, {
    ...options,
    changes: entry.changes?.(settings) ?? [],
    make: (changes) => {
      const now = resolve(changes)
      return now === undefined ? undefined : entry.sizes(now, size).map((each) => entry.make(now, each))
    },
    price: (changes) => {
      const now = resolve(changes)
      return now === undefined ? [] : lostAvailability(before, availability(now))
    },
  })
}

/** A verdict with its cure, and with what else helps where there is none. */
export function withCure(judged: Judged, cures: ReadonlyMap<string, Cure>, { entry, configuration }: Ready): Judged {
  const { promise } = judged.result
  const cure = cures.get(promise)
  if (cure === undefined) return judged
  const otherwise = cure.remedies.length === 0 ? entry.otherwise?.(promise, configuration.settings) : undefined
  return { ...judged, cure, ...(otherwise !== undefined && { otherwise }) }
}
