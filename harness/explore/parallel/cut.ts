/**
 * Where a single worker would have stopped: it stops in the middle of a place, several of them at the end of a round,
 * and what they did too much is taken back.
 */

/** Actions of a vertex fit below its number. */
export const KEY_ACTIONS = 1 << 16

/**
 * Where a way to a vertex stands among all ways, given the number of the vertex before and which of its actions it is.
 */
export function keyOf(rank: number, action: number): number {
  return rank * KEY_ACTIONS + action
}

export function rankOf(key: number): number {
  return Math.floor(key / KEY_ACTIONS)
}

/** The `count`-th smallest of all keys; the lists ascend. Infinity if there are fewer. */
export function nthKey(lists: readonly ArrayLike<number>[], count: number): number {
  const next = lists.map(() => 0)
  let key = Infinity
  for (let taken = 0; taken < count; taken++) {
    let first = -1
    key = Infinity
    for (const [list, keys] of lists.entries()) {
      const candidate = keys[next[list] as number] ?? Infinity
      if (candidate < key) {
        key = candidate
        first = list
      }
    }
    if (first < 0) return Infinity
    next[first] = (next[first] as number) + 1
  }
  return key
}

/** How many keys are at most this one. */
export function countTo(lists: readonly ArrayLike<number>[], limit: number): number {
  let count = 0
  for (const keys of lists) for (let i = 0; i < keys.length && (keys[i] as number) <= limit; i++) count++
  return count
}
