/** `--shard I/N`: which rows of a run are of this part. */
import { InvalidArgumentError } from 'commander'

/** No run is split into more parts. */
const MOST_PARTS = 1000

export interface Shard {
  /** From 1. */
  readonly part: number
  readonly of: number
}

/** `2/8`. */
export function shardOption(text: string): Shard {
  const [, part, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number)
  if (part === undefined || of === undefined || part < 1 || part > of || of > MOST_PARTS)
    throw new InvalidArgumentError(`It takes I/N, such as 2/8: part 2 of 8; N is at most ${MOST_PARTS}.`)
  return { part, of }
}

/** The rows of this part with their places in the whole run: every N-th one, so that all parts are of one size. */
export function ownRows<Row>(
  rows: readonly Row[],
  shard: Shard | undefined,
): readonly { readonly at: number; readonly row: Row }[] {
  return rows
    .map((row, at) => ({ at, row }))
    .filter(({ at }) => shard === undefined || at % shard.of === shard.part - 1)
}
