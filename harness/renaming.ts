/**
 * The same story with other names: of record b what was told of record a. Actions are plain data and name their
 * participants by numbers, which is all that has to be known here; whether the story still happens is for the caller to
 * try.
 */

/** By field of an action: the numbers that stand for something there. */
export type Names = ReadonlyMap<string, ReadonlySet<number>>

/** The names that occur in these actions. */
export function namesIn(actions: Iterable<unknown>): Names {
  const names = new Map<string, Set<number>>()
  for (const action of actions) {
    for (const [field, value] of fieldsOf(action)) names.set(field, (names.get(field) ?? new Set()).add(value))
  }
  return names
}

/**
 * Schedules in which two numbers change places in one field or in all that know both, or one takes the place of the
 * other. `known` are the names to choose from: a participant that does not exist is never named.
 */
export function renamings<Action>(
  actions: readonly Action[],
  known: Names = namesIn(actions),
): readonly (readonly Action[])[] {
  const candidates: (readonly Action[])[] = []
  for (const [field, used] of namesIn(actions)) {
    for (const high of used) {
      for (const low of known.get(field) ?? []) {
        if (low >= high) continue
        const isField = (name: string) => name === field
        const knowsBoth = (name: string) =>
          (known.get(name)?.has(low) ?? false) && (known.get(name)?.has(high) ?? false)
        const others = actions.filter(
          (action) => !fieldsOf(action).some(([name, value]) => isField(name) && value === low),
        )
        candidates.push(
          others.map((action) => renamed(action, isField, (value) => (value === high ? low : value))),
          actions.map((action) => renamed(action, isField, (value) => swapped(value, low, high))),
          actions.map((action) => renamed(action, knowsBoth, (value) => swapped(value, low, high))),
        )
      }
    }
  }
  return candidates
}

function swapped(value: number, one: number, other: number): number {
  if (value === one) return other
  return value === other ? one : value
}

function fieldsOf(action: unknown): readonly (readonly [string, number])[] {
  if (typeof action !== 'object' || action === null) return []
  return Object.entries(action).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
}

function renamed<Action>(
  action: Action,
  isMeant: (field: string) => boolean,
  rename: (value: number) => number,
): Action {
  const changed = fieldsOf(action).filter(([field, value]) => isMeant(field) && rename(value) !== value)
  if (changed.length === 0) return action
  return { ...action, ...Object.fromEntries(changed.map(([field, value]) => [field, rename(value)])) }
}
