/** Which changes of settings are tried together. */
import type { Change } from '../model/system-entry.ts'

/** Every set of so many changes of different keys, in the order of the changes. */
export function setsOf(changes: readonly Change[], size: number): readonly (readonly Change[])[] {
  if (size === 0) return [[]]
  return changes.flatMap((first, at) =>
    setsOf(changes.slice(at + 1), size - 1)
      .filter((rest) => rest.every(({ key }) => key !== first.key))
      .map((rest) => [first, ...rest]),
  )
}

/** By which settings a set of changes is told from others. */
export function keysOf(changes: readonly Change[]): string {
  return changes.map(({ key }) => key).join(' ')
}
