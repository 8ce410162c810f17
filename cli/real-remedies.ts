/** What would mend a broken promise, and what still works with brokers down, of the systems of the registry. */
import { availabilityOf, type Availability, lostAvailability } from '../harness/availability.ts'
import { type Cure, searchRemedies } from '../harness/remedies.ts'
import type { PromiseResult, SearchResult } from '../harness/result.ts'
import { invariantById } from '../invariants/index.ts'
import type { Change, Settings } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import type { AtOnce, JudgeRequest } from './engine.ts'

/** In the smallest size, which has all brokers. */
export function availabilityIn({
  system,
  settings,
  size,
}: Pick<JudgeRequest, 'system' | 'settings' | 'size'>): Availability | undefined {
  const entry = knownSystem(system)
  const [smallest] = entry.sizes(settings, size)
  return smallest === undefined ? undefined : availabilityOf(entry.make(settings, smallest))
}

/**
 * @param resolve the settings with these changes; `undefined` where they are refused
 * @param several where changes are tried beside each other
 */
export async function remediesOf(
  { system, settings, size, promises, known = [], onBroken: _broken, onSettled: _settled, ...options }: JudgeRequest,
  result: SearchResult<unknown>,
  resolve: (changes: readonly Change[]) => Settings | undefined,
  several?: AtOnce,
): Promise<ReadonlyMap<string, Cure>> {
  const entry = knownSystem(system)
  const sizesOf = (changed: Settings) => entry.sizes(changed, size).map((one) => entry.make(changed, one))
  const before = availabilityIn({ system, settings, size })
  // What only a size beyond those of the search breaks, no search of these would show mended.
  const bounds = entry.sizes(settings, size).map((one) => entry.make(settings, one).bounds)
  const isBeyond = ({ promise, evidence }: PromiseResult<unknown>): boolean =>
    known.some((one) => one.promise === promise)
    && !bounds.some((own) => Object.entries(own).every(([name, value]) => evidence.bounds[name] === value))
  const within = { ...result, promises: result.promises.filter((one) => !isBeyond(one)) }
  return searchRemedies(within, {
    ...options,
    ...(several && {
      beside: {
        atOnce: several.atOnce,
        search: (changes, { invariants, known: _known, ...asked }) =>
          several.judge({
            ...options,
            ...asked,
            system,
            // They were not refused when their systems were made.
            settings: resolve(changes) ?? settings,
            size,
            promises: invariants.map(({ id }) => id),
          }),
      },
    }),
    invariants: promises.flatMap((id) => invariantById(id) ?? []),
    changes: entry.changes?.(settings) ?? [],
    make: (changes) => {
      const changed = resolve(changes)
      return changed === undefined ? undefined : sizesOf(changed)
    },
    price: (changes) => {
      const changed = resolve(changes)
      return changed === undefined ? [] : lostAvailability(before, availabilityIn({ system, settings: changed, size }))
    },
  })
}
