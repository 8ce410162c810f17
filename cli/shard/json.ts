/** What a part of a run holds for `merge`, beside its result. */
import type { ShardJson } from '../../reports/schema.ts'
import { shortHash } from '../../reports/seed.ts'
import { hashOf, packed } from './held.ts'
import type { Shard } from './part.ts'

export interface About {
  readonly shard: Shard
  /** Rows of the whole run. */
  readonly rows: number
  /** Settings of all rows, and how each is searched. */
  readonly settings: unknown
  readonly search: unknown
  readonly command: readonly string[]
  readonly interrupted: boolean
  readonly held: unknown
}

export function shardJson({ shard, rows, settings, search, command, interrupted, held }: About): ShardJson {
  const text = packed(held)
  return {
    part: shard.part,
    of: shard.of,
    rows,
    settings: hashOf(settings),
    search: hashOf(search),
    command: [...command],
    interrupted,
    checksum: shortHash(text),
    held: text,
  }
}
