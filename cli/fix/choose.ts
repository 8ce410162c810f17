/** Which changes mend as much as possible, with as few of them. */
import type { Cure } from '../../harness/remedies.ts'
import type { SearchResult } from '../../harness/result.ts'

/** Values by setting. */
export type Changes = Readonly<Record<string, string>>

export interface Choice {
  readonly changes: Changes
  /** Promises that hold with them, all found out by a search. */
  readonly mends: readonly string[]
}

/**
 * One remedy of each broken promise, together; where a search with all of them finds that something does not hold, that
 * one which mends most by itself. Nothing where no promise has a remedy.
 * @param judge searches with changes; `undefined` where they are refused
 * @param held promises that hold without them
 */
export async function chooseChanges(
  cures: ReadonlyMap<string, Cure>,
  held: readonly string[],
  judge: (changes: Changes, promises: readonly string[]) => Promise<SearchResult<unknown> | undefined>,
): Promise<Choice | undefined> {
  const open = [...cures].filter(([, { remedies }]) => remedies.length > 0)
  const alone = best(open)
  if (alone === undefined || alone.mends.length === open.length) return alone
  const changes = together(open)
  const promises = open.map(([promise]) => promise)
  const result = await judge(changes, [...promises, ...held])
  const holds = (promise: string): boolean =>
    result?.promises.some((one) => one.promise === promise && one.verdict === 'held') === true
  const mends = promises.filter(holds)
  return held.every(holds) && mends.length > alone.mends.length ? { changes, mends } : alone
}

type Open = readonly (readonly [promise: string, cure: Cure])[]

/** The remedy that mends most; of those that mend as much, the first. */
function best(open: Open): Choice | undefined {
  const all = open.flatMap(([, { remedies }]) => remedies.map(({ change }) => change))
  const choices = all.map((changes) => ({
    changes,
    mends: open.flatMap(([promise, { remedies }]) =>
      remedies.some(({ change }) => isSame(change, changes)) ? [promise] : [],
    ),
  }))
  return choices.toSorted((one, other) => other.mends.length - one.mends.length)[0]
}

/** The first remedy of each, unless one that is taken already is one of its own, or says another value. */
function together(open: Open): Changes {
  return open.reduce<Changes>((changes, [, { remedies }]) => {
    const fitting = remedies.filter(({ change }) =>
      Object.entries(change).every(([key, value]) => (changes[key] ?? value) === value),
    )
    const taken = fitting.some(({ change }) => Object.keys(change).every((key) => key in changes))
    return taken ? changes : { ...changes, ...fitting[0]?.change }
  }, {})
}

function isSame(one: Changes, other: Changes): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key])
}
