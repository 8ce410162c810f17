/** Which configuration is which, before a change and after it. */
import { basename } from 'node:path'
import type { Case } from '../engine.ts'
import type { FilesAtBase } from './files.ts'

/** The same with the names that files have here; its settings are read already. */
export function namedHere(one: Case, { named }: FilesAtBase): Case {
  return { ...one, name: named(one.name), stands: (one.stands ?? []).map(named) }
}

/** What a configuration may be called where it has to be told from others: after its parts, or after its files. */
function namesOf({ stands = [], given }: Case): ReadonlySet<string> {
  const files = given.flatMap(({ origin }) => (origin.file === undefined ? [] : [origin.file, basename(origin.file)]))
  return new Set([...stands, ...files])
}

/** Which of the configurations of before this one was. */
export function counterpartOf(one: Case, before: readonly Case[], now: readonly Case[]): Case | undefined {
  return before.find(({ name }) => name === one.name) ?? onlyOne(before, now) ?? alike(before, one)
}

/**
 * Of several the one that is of the same things: what it is called changes with what stands beside it. Those that come
 * to the same settings are one, so that of before may be of more.
 */
function alike(before: readonly Case[], now: Case): Case | undefined {
  const names = namesOf(now)
  return (
    before.find(({ stands = [] }) => stands.length > 0 && stands.every((name) => names.has(name)))
    ?? before.find(({ stands = [] }) => stands.some((name) => now.stands?.includes(name)))
  )
}

/** What was judged before and is not there any more, by name. */
export function removedSince(before: readonly Case[], now: readonly Case[]): readonly string[] {
  if (onlyOne(before, now) !== undefined) return []
  const names = new Set(now.flatMap((one) => [...namesOf(one)]))
  return [...new Set(before.flatMap(({ stands = [] }) => stands))].filter((name) => !names.has(name))
}

function onlyOne(before: readonly Case[], now: readonly Case[]): Case | undefined {
  return before.length === 1 && now.length === 1 ? before[0] : undefined
}
