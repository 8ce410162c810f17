/** The log of a replica: entries from offset 0 on. Its end offset is its length. */

/** A record and the epoch of the leader that wrote it, in one number: logs are compared and hashed at every step. */
export type Entry = number

const ID_BITS = 12
/** Record ids are below this; above them stands the epoch. */
export const MOST_RECORDS = 1 << ID_BITS

export function entryOf(id: number, epoch: number): Entry {
  return (epoch << ID_BITS) | id
}

export function epochOf(entry: Entry): number {
  return entry >> ID_BITS
}

/** The epoch of the entry at this offset; nothing for an offset that the log does not have. */
export function epochAt(log: readonly Entry[], offset: number): number | undefined {
  return offset >= 0 && offset < log.length ? epochOf(log[offset] as Entry) : undefined
}

/** `concat` leaves no room for more, as spreading and pushing do: a search keeps many logs. */
export function appended(log: readonly Entry[], entry: Entry): readonly Entry[] {
  return log.concat(entry)
}

/** The log up to an offset that is not beyond its end. */
export function truncated(log: readonly Entry[], endOffset: number): readonly Entry[] {
  return endOffset === log.length ? log : log.slice(0, endOffset)
}
