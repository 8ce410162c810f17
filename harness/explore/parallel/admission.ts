/** Admits what all workers have sent to this one, in the order in which a single worker would have come across it. */
import { NONE } from '../seen-set.ts'
import type { Outbox } from './outbox.ts'
import type { SeenParts } from './seen-parts.ts'

/** @param inboxes of each worker what it sent; each in the order of its ranks, and no two have the same */
export function admitAll(seen: SeenParts, inboxes: readonly Outbox[], lengths: readonly number[]): void {
  const next = inboxes.map(() => 0)
  for (;;) {
    let first = NONE
    let rank = Infinity
    /** Rank from which on it is another one's turn. */
    let limit = Infinity
    for (let from = 0; from < inboxes.length; from++) {
      if (next[from] === lengths[from]) continue
      const theirs = (inboxes[from] as Outbox).rank(next[from] as number)
      if (theirs < rank) {
        limit = rank
        rank = theirs
        first = from
      } else if (theirs < limit) limit = theirs
    }
    if (first === NONE) return
    next[first] = admitUpTo(seen, inboxes[first] as Outbox, next[first] as number, lengths[first] as number, limit)
  }
}

/** Admits what comes before a rank; which record is next. */
function admitUpTo(seen: SeenParts, inbox: Outbox, from: number, to: number, limit: number): number {
  let record = from
  for (; record < to && inbox.rank(record) < limit; record++) {
    const node = seen.admit(
      inbox.low(record),
      inbox.high(record),
      inbox.purse(record),
      inbox.parent(record),
      inbox.action(record),
      inbox.place(record),
    )
    inbox.answer(record, node, seen.wasNew)
  }
  return record
}
