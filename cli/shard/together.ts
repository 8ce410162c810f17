/** Whether files are parts of one run, and which parts are not there. */
import type { ShardJson } from '../../reports/schema.ts'
import { shortHash } from '../../reports/seed.ts'
import { UsageError } from '../usage-error.ts'
import { VERSION } from '../../reports/version.ts'
import { type PartFile, shardOf } from './find.ts'
import { unpacked } from './held.ts'

interface ReadPart extends Omit<PartFile, 'shard'> {
  readonly shard: ShardJson
}

export interface Together {
  readonly command: 'compare' | 'gallery'
  readonly of: number
  /** The words of the command that all parts share. */
  readonly words: readonly string[]
  readonly missing: readonly number[]
  readonly interrupted: readonly number[]
  /** What the parts hold, as it was when they were written, by their numbers. */
  readonly held: readonly unknown[]
}

/** @throws UsageError where they are not parts of one run, or the same part twice */
export function together(files: readonly PartFile[]): Together {
  const [one] = files
  if (one === undefined) throw new RangeError('there is no part')
  for (const other of files) if (other.version !== one.version) refuse(one, other, 'the version of tidemark', VERSIONS)
  if (one.version !== VERSION)
    throw new UsageError(
      `${one.file} is of tidemark ${one.version}, and this is ${VERSION}; merge with the version that ran the parts`,
    )
  const parts = files.map((file): ReadPart => ({ ...file, shard: shardOf(file) }))
  const [first] = parts
  if (first === undefined) throw new RangeError('there is no part')
  for (const part of parts) {
    if (part.command !== first.command)
      refuse(first, part, 'the command', `they are ${first.command} and ${part.command}`)
    if (part.shard.of !== first.shard.of)
      refuse(first, part, 'the number of parts', `they are of ${first.shard.of} and of ${part.shard.of}`)
    if (part.seed !== first.seed) refuse(first, part, 'the seed', SEEDS)
    if (part.shard.settings !== first.shard.settings || part.shard.rows !== first.shard.rows)
      refuse(first, part, 'what is judged', SETTINGS)
    if (part.shard.search !== first.shard.search) refuse(first, part, 'the search', OPTIONS)
  }
  for (const part of parts) {
    const same = parts.find((other) => other !== part && other.shard.part === part.shard.part)
    if (same !== undefined)
      throw new UsageError(
        `${part.file} and ${same.file} are both part ${part.shard.part} of ${part.shard.of}; leave one of them out`,
      )
  }
  const sorted = parts.toSorted((a, b) => a.shard.part - b.shard.part)
  const { of, command: words } = first.shard
  const all = Array.from({ length: of }, (_, at) => at + 1)
  return {
    command: first.command,
    of,
    words,
    missing: all.filter((part) => !parts.some(({ shard }) => shard.part === part)),
    interrupted: sorted.filter(({ shard }) => shard.interrupted).map(({ shard }) => shard.part),
    held: sorted.map(heldOf),
  }
}

const VERSIONS = 'run all parts with one version'
const SEEDS = 'give all parts the same --seed, which `random` is not'
const SETTINGS = 'run all parts with the same files and settings'
const OPTIONS = 'run all parts with the same options'

function refuse(one: Pick<PartFile, 'file'>, other: Pick<PartFile, 'file'>, what: string, remedy: string): never {
  throw new UsageError(`${one.file} and ${other.file} are not parts of one run: ${what} differs; ${remedy}`)
}

function heldOf({ file, shard }: ReadPart): unknown {
  if (shortHash(shard.held) === shard.checksum)
    try {
      return unpacked(shard.held)
    } catch {
      // Said below.
    }
  throw new UsageError(`${file}: this part of a run is damaged, or was edited; run it again`)
}
